/* index.h - from a 64-bit key to a place in a list, in constant time however many there are. */
#ifndef LEAKLINE_INDEX_H
#define LEAKLINE_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct index_slot;

/* All zero is empty; its memory is the arena's that is given with each call. */
struct index {
	struct index_slot *slots;
	size_t capacity, count;
};

/* The place kept for the key, 0 where it is new: the caller then sets it, to the index in a list
 * + 1. Valid until the next call. */
uint32_t *index_at(struct index *index, struct arena *arena, uint64_t key);

/* The place kept for the key, or 0. */
uint32_t index_find(const struct index *index, uint64_t key);

/* The key of a text of which one copy is kept (arena.h, intern). */
uint64_t index_key(const void *interned);

#endif
