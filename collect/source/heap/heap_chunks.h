/* heap_chunks.h - a run of glibc's chunks, walked from header to header
 *
 * malloc/malloc.c: a chunk begins with the size of the one before it (if that is free) and its own
 * size, whose low bits are flags: 1 the chunk before is in use, 2 it has a mapping of its own, 4 it
 * is of a thread's arena. So a chunk is free if the flag of the *next* one says so. A run ends with
 * the arena's top, or with fence posts: chunks too small to be any. */
#ifndef LEAKLINE_HEAP_CHUNKS_H
#define LEAKLINE_HEAP_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_cache;
struct heap_malloc;
struct heap_target;

/* Memory that holds runs of chunks, and the data for walking them. */
struct heap_chunks {
	struct heap_target *target;
	const struct heap_malloc *glibc;
	struct heap_cache *cache;
	uint64_t top;   /* of the arena; 0: unknown */
	bool keeps_on;  /* after a broken run, search for the next one */
	bool is_single; /* one run is walked: what follows it is not this arena's */
};

/* Walks all runs from the chunk at *at to the arena's top or END; *at is then where it ended. Skips
 * what another user of brk left between two of them. Returns false if the data does not fit
 * together, or a page is missing. */
bool heap_chunks_walk(const struct heap_chunks *chunks, uint64_t *at, uint64_t end);

/* The first place from START on, before END and at most so many bytes on, from which COUNT chunks
 * follow each other; END if there is none. */
uint64_t heap_chunks_find(
	const struct heap_chunks *chunks, uint64_t start, uint64_t end, uint64_t bytes);

#endif
