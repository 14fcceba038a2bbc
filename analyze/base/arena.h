/* arena.h - memory by lifetime: taken piece by piece, given back at once. */
#ifndef LEAKLINE_ARENA_H
#define LEAKLINE_ARENA_H

#include <stddef.h>

#include "span.h"

struct arena_block;

/* All zero is an empty arena. Not shared between threads without a lock. */
struct arena {
	struct arena_block *blocks;
	size_t used_bytes; /* taken since the last reset, for bounds and tests */
};

/*
 * size bytes, zeroed, aligned for any type; they live until arena_reset or arena_free.
 * Never NULL: where memory runs out one line says so and the program ends with exit status 2.
 */
void *arena_take(struct arena *arena, size_t size);

/* The same for count objects of size bytes that are all to be written: their bytes are anything. */
void *arena_take_unset(struct arena *arena, size_t count, size_t size);

/* The same for count objects of size bytes; the product is checked. */
void *arena_take_array(struct arena *arena, size_t count, size_t size);

/* A copy of s that lives as long as the arena; NUL-terminated behind its length, so .at also serves
 * as a C string. */
struct span arena_copy(struct arena *arena, struct span s);

/* Forgets all that was taken, and keeps the memory for the next use. */
void arena_reset(struct arena *arena);

/* Gives all memory back; the arena is then empty. */
void arena_free(struct arena *arena);

/* Strings of which one copy is kept. All zero is empty. */
struct intern_table {
	struct span *slots;
	size_t capacity, count;
};

/* The one copy of s (made in arena at the first call); equal bytes give the same .at. Table memory
 * is the arena's too. */
struct span intern(struct intern_table *table, struct arena *arena, struct span s);

#endif
