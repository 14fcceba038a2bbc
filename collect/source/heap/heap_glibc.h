/* heap_glibc.h - the heap of a process that uses glibc's malloc */
#ifndef LEAKLINE_HEAP_GLIBC_H
#define LEAKLINE_HEAP_GLIBC_H

#include <stdbool.h>
#include <stddef.h>

#include "heap_arena.h"
#include "heap_cache.h"
#include "heap_signature.h"

struct heap_target;

/* The most heaps of threads to remember, so that nothing else is searched for in them. */
enum { HEAP_RANGES_MAX = 4096 };

struct heap_glibc {
	struct heap_malloc malloc;
	struct heap_cache cache;
	struct heap_range *heaps; /* HEAP_RANGES_MAX */
	size_t heap_count;
};

/* Counts everything into target->census, once. False if main_arena is missing. KEEPS_ON: after a
 * broken run, search for the next one. The census shows what is torn or missing. */
bool heap_glibc_read(struct heap_target *target, struct heap_glibc *glibc, bool keeps_on);

#endif
