/* verdict_heap.h - what the live heap says of a life: bytes in use and classes of blocks, beside
 * resident and private memory. */
#ifndef LEAKLINE_VERDICT_HEAP_H
#define LEAKLINE_VERDICT_HEAP_H

#include "verdict.h"

/* Settings of a fit of METRIC_HEAP, METRIC_HEAP_FREE or METRIC_HEAP_BLOCKS: exact to 16 bytes, so
 * bytes matter, not pages. */
struct trend_settings verdict_heap_fit(
	const struct verdict_settings *settings, enum metric metric, double budget);

#endif
