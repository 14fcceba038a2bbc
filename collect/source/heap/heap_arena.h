/* heap_arena.h - glibc's arenas, found by their shape: no symbols, no table of versions
 *
 * malloc/malloc.c of glibc 2.29 and later, struct malloc_state: lock and flags, fastbins, top, a
 * remainder, 254 words of bins, 16 bytes of a map of them, next, next_free, attached_threads,
 * system_mem, max_system_mem. Beside it in libc's data lies mp_ (struct malloc_par), which counts
 * the chunks that were mapped one by one. */
#ifndef LEAKLINE_HEAP_ARENA_H
#define LEAKLINE_HEAP_ARENA_H

#include <stdbool.h>
#include <stdint.h>

struct heap_target;

/* The most arenas to follow: glibc makes 8 for each processor. */
enum { HEAP_ARENAS_MAX = 8192 };

/* What is known about malloc in a process. */
struct heap_malloc {
	uint64_t main_arena; /* address; 0: not found */
	/* Offsets in an arena. */
	unsigned fastbins, top, next, system, size;
	unsigned align; /* of blocks, and the step of their sizes */
	unsigned fastbin_count;

	bool knows_mmaps;   /* mp_ was found: */
	uint64_t mmaps;     /* how many chunks have a mapping of their own */
	uint64_t sbrk_base; /* where the main heap starts */
};

/* Looks for main_arena and mp_ in the data of the mapped files, libc's first; what is not found is
 * 0. Afterwards signatures ignore addresses of its bins. */
void heap_arena_find(struct heap_target *target, struct heap_malloc *glibc);

/* The next arena in the ring of all; 0 if the ring is broken. */
uint64_t heap_arena_next(
	struct heap_target *target, const struct heap_malloc *glibc, uint64_t arena);

/* The first possible chunk at or after an address: its block is aligned, after a header of two
 * words. */
uint64_t heap_arena_chunk(
	const struct heap_target *target, const struct heap_malloc *glibc, uint64_t address);

#endif
