/* hints_heap.h - possible causes of a growth that the live heap shows: what the blocks are, where
 * free memory lies. */
#ifndef LEAKLINE_HINTS_HEAP_H
#define LEAKLINE_HINTS_HEAP_H

#include "../analysis.h"

enum { HINTS_HEAP_MAX = 3 };

/* Fills at most HINTS_HEAP_MAX sentences; returns their number. They may hold names from the input.
 */
size_t hints_heap(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, const char *hints[HINTS_HEAP_MAX]);

#endif
