/* heap_glibc.h - the heap of a process that uses glibc's malloc */
#ifndef LEAKLINE_HEAP_GLIBC_H
#define LEAKLINE_HEAP_GLIBC_H

#include <stdbool.h>
#include <stddef.h>

#include "heap_arena.h"
#include "heap_cache.h"
#include "heap_signature.h"

struct heap_target;

/* Heaps of threads that are remembered, so that nothing else is looked for in them. */
enum { HEAP_RANGES_MAX = 4096 };

struct heap_glibc {
	struct heap_malloc malloc;
	struct heap_cache cache;
	struct heap_range *heaps; /* HEAP_RANGES_MAX */
	size_t heap_count;
};

/* Counts all of it into target->census, once. False if main_arena is not there. Where a run is
 * broken, KEEPS_ON looks for the next one. What is torn or missing shows in the census. */
bool heap_glibc_read(struct heap_target *target, struct heap_glibc *glibc, bool keeps_on);

#endif
