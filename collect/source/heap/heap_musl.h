/* heap_musl.h - the heap of a process that uses musl's malloc */
#ifndef LEAKLINE_HEAP_MUSL_H
#define LEAKLINE_HEAP_MUSL_H

#include <stdbool.h>

struct heap_target;

/* mallocng, of musl 1.2.1 and later; false if it is not there. */
bool heap_musl_read_ng(struct heap_target *target);

/* The allocator before it; false if it is not there. */
bool heap_musl_read_old(struct heap_target *target);

#endif
