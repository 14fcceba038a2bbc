/* heap_series.h - the series of a life's heap: bytes and blocks in use, free bytes, and the classes
 * of blocks that grew most. */
#ifndef LEAKLINE_HEAP_SERIES_H
#define LEAKLINE_HEAP_SERIES_H

#include "series_build.h"

/* Resolution of bytes in use, KiB: malloc hands out multiples of 16 bytes. */
#define HEAP_GRAIN_KIB (16.0 / 1024.0)

/* Fills the process's heap and its metrics. */
void heap_series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process);

#endif
