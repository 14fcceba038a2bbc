/* index.c - a hash table from a 64-bit key to a list position: open addressing, at most half full.
 */
#include "index.h"

#include "arena.h"

struct index_slot {
	uint64_t key;
	uint32_t place; /* 0: the slot is free */
	uint32_t next;  /* the slot that was asked for after this one the last time */
};

/* The multiplier is 2^64 over the golden ratio: neighbouring keys land far apart (Knuth, TAOCP
 * 3, 6.4). */
static size_t slot_of(const struct index *index, uint64_t key)
{
	size_t i = (size_t)((key * UINT64_C(11400714819323198485)) >> 32) & (index->capacity - 1);

	while (index->slots[i].place && index->slots[i].key != key)
		i = (i + 1) & (index->capacity - 1);
	return i;
}

static void grow(struct index *index, struct arena *arena)
{
	struct index larger = { .capacity = index->capacity ? index->capacity * 2 : 32 };

	larger.slots = arena_take_array(arena, larger.capacity, sizeof *larger.slots);
	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].place) {
			larger.slots[slot_of(&larger, index->slots[i].key)] = index->slots[i];
			larger.count++;
		}
	*index = larger;
}

uint32_t *index_at(struct index *index, struct arena *arena, uint64_t key)
{
	struct index_slot *slot;
	size_t guess = index->capacity ? index->slots[index->last].next : 0;

	/* processes come in the same order, round after round */
	if (index->capacity && index->slots[guess].key == key && index->slots[guess].place) {
		index->last = guess;
		return &index->slots[guess].place;
	}
	if ((index->count + 1) * 2 > index->capacity)
		grow(index, arena);
	slot = &index->slots[slot_of(index, key)];
	if (!slot->place) {
		slot->key = key;
		index->count++;
	}
	index->slots[index->last].next = (uint32_t)(slot - index->slots);
	index->last = (size_t)(slot - index->slots);
	return &slot->place;
}

uint32_t index_find(const struct index *index, uint64_t key)
{
	return index->capacity ? index->slots[slot_of(index, key)].place : 0;
}

uint64_t index_key(const void *interned)
{
	return (uint64_t)(uintptr_t)interned;
}
