/* index.h - a hash table from a 64-bit key to a list position, in constant time at any size. */
#ifndef LEAKLINE_INDEX_H
#define LEAKLINE_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct index_slot;

/* All zero is empty; memory comes from the arena passed to each call. */
struct index {
	struct index_slot *slots;
	size_t capacity, count;
	size_t last; /* the slot asked for last */
};

/* Returns the key's slot, holding 0 if the key is new: the caller then stores the list index + 1.
 * Valid until the next call. */
uint32_t *index_at(struct index *index, struct arena *arena, uint64_t key);

/* Returns the value stored for the key, or 0. */
uint32_t index_find(const struct index *index, uint64_t key);

/* The key of an interned text (arena.h, intern). */
uint64_t index_key(const void *interned);

#endif
