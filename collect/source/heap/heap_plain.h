/* heap_plain.h - the fast way through a run of chunks: small ones, one after another
 *
 * Nearly all blocks of a heap are small, whole in what was read, and followed by another chunk.
 * These need none of the checks for ends, holes and torn places. What is counted is the same. */
#ifndef LEAKLINE_HEAP_PLAIN_H
#define LEAKLINE_HEAP_PLAIN_H

#include <stdint.h>

struct heap_cache;
struct heap_malloc;
struct heap_target;

/* Where plain chunks may be. */
struct heap_plain {
	const struct heap_malloc *glibc;
	const struct heap_cache *cache;
	uint64_t top, end; /* of the arena, and of its memory */
};

/* Flags in a chunk's size. */
enum { HEAP_PREV_INUSE = 1, HEAP_IS_MMAPPED = 2, HEAP_FLAGS = 7 };

/* Counts the plain chunks from the one AT an address on, which is before the end. Returns where the
 * first chunk that is not plain is: as few as none are taken, all of them within the window. */
uint64_t heap_plain_walk(struct heap_target *target, const struct heap_plain *plain, uint64_t at);

#endif
