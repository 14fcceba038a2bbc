/* arena.h - memory by lifetime: allocated piece by piece, freed all at once. */
#ifndef LEAKLINE_ARENA_H
#define LEAKLINE_ARENA_H

#include <stddef.h>

#include "span.h"

struct arena_block;

/* An all-zero arena is empty. Not shared between threads without a lock. */
struct arena {
	struct arena_block *blocks;
	size_t used_bytes; /* allocated since the last reset, for limits and tests */
};

/*
 * Returns size zeroed bytes, aligned for any type; valid until arena_reset or arena_free. Never
 * NULL: if memory runs out, the program prints one line and exits with status 2.
 */
void *arena_take(struct arena *arena, size_t size);

/* The same for count objects of size bytes, uninitialized: the caller writes all of them. */
void *arena_take_unset(struct arena *arena, size_t count, size_t size);

/* The same for count objects of size bytes, zeroed; checks the product for overflow. */
void *arena_take_array(struct arena *arena, size_t count, size_t size);

/* Copies s into the arena and adds a NUL, so .at is also a C string. */
struct span arena_copy(struct arena *arena, struct span s);

/* Forgets all allocations but keeps the memory for reuse. */
void arena_reset(struct arena *arena);

/* Frees all memory; the arena is then empty. */
void arena_free(struct arena *arena);

/* A set of interned strings: one copy of each. All zero is empty. */
struct intern_table {
	struct span *slots;
	size_t capacity, count;
};

/* Returns the one copy of s (made in arena at the first call); equal bytes give the same .at. The
 * table is allocated in the arena too. */
struct span intern(struct intern_table *table, struct arena *arena, struct span s);

#endif
