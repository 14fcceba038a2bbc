/* arena.c - memory by lifetime. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"

enum {
	BLOCK_BYTES = 64 * 1024,
	KEPT_BYTES = 1 << 20 /* one unusually large member must not hold its memory for the rest of
				the run */
};

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

/* One of the few exits outside main: no caller could do anything better (docs/architecture.md 5).
 */
static void out_of_memory(void)
{
	say("no memory: the input needs more than this machine gives (judge fewer runs at once, or raise the limit)");
	exit(2);
}

static struct arena_block *new_block(size_t size)
{
	struct arena_block *block;

	if (size > SIZE_MAX - sizeof *block)
		out_of_memory();
	block = malloc(sizeof *block + size);
	if (!block)
		out_of_memory();
	block->size = size;
	block->used = 0;
	return block;
}

static void *take(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *block = arena->blocks;
	void *place;

	if (size > SIZE_MAX - align)
		out_of_memory();
	size = (size + align - 1) / align * align;
	if (!block || block->size - block->used < size) {
		/* a large piece gets its own block behind the current one, whose free rest stays
		 * usable */
		bool large = size > BLOCK_BYTES / 8;
		struct arena_block *fresh = new_block(large ? size : BLOCK_BYTES);

		if (large && block) {
			fresh->next = block->next;
			block->next = fresh;
		} else {
			fresh->next = block;
			arena->blocks = fresh;
		}
		block = fresh;
	}
	place = block->bytes + block->used;
	block->used += size;
	arena->used_bytes += size;
	return place;
}

void *arena_take(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

void *arena_take_unset(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return take(arena, count * size);
}

void *arena_take_array(struct arena *arena, size_t count, size_t size)
{
	return memset(arena_take_unset(arena, count, size), 0, count * size);
}

struct span arena_copy(struct arena *arena, struct span s)
{
	char *copy = arena_take_array(arena, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return (struct span){ copy, s.len };
}

/* Of the blocks the largest that may be kept; frees the others. */
static struct arena_block *keep_one(struct arena_block *block)
{
	struct arena_block *kept = NULL;

	for (struct arena_block *next; block; block = next) {
		struct arena_block *freed = block;

		next = block->next;
		if (block->size <= KEPT_BYTES && (!kept || block->size > kept->size)) {
			freed = kept;
			kept = block;
		}
		free(freed);
	}
	return kept;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = keep_one(arena->blocks);
	size_t wanted = arena->used_bytes;

	/* as much as was taken, in one block: the next member takes about as much, and memory that
	 * comes from the system each time costs more than to read it */
	if (kept && wanted > kept->size && wanted <= KEPT_BYTES) {
		free(kept);
		kept = new_block(wanted);
	}
	if (kept) {
		kept->used = 0;
		kept->next = NULL;
	}
	arena->blocks = kept;
	arena->used_bytes = 0;
}

void arena_free(struct arena *arena)
{
	for (struct arena_block *block = arena->blocks, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	*arena = (struct arena){ NULL, 0 };
}

/* FNV-1a: the names are short, and an adversary gains only a slow run, which the input limits
 * bound. */
static uint64_t hash_of(struct span s)
{
	uint64_t hash = span_hash(UINT64_C(14695981039346656037), s);

	return hash ^ hash >> 32;
}

static struct span *slot_of(struct intern_table *table, struct span s)
{
	size_t i = (size_t)hash_of(s) & (table->capacity - 1);

	while (table->slots[i].at && !span_equal(table->slots[i], s))
		i = (i + 1) & (table->capacity - 1);
	return &table->slots[i];
}

static void grow_table(struct intern_table *table, struct arena *arena)
{
	struct intern_table larger = { .capacity = table->capacity ? table->capacity * 2 : 64,
		.count = table->count };

	larger.slots = arena_take_array(arena, larger.capacity, sizeof *larger.slots);
	for (size_t i = 0; i < table->capacity; i++)
		if (table->slots[i].at)
			*slot_of(&larger, table->slots[i]) = table->slots[i];
	*table = larger;
}

struct span intern(struct intern_table *table, struct arena *arena, struct span s)
{
	struct span *slot;

	if (table->count * 4 >= table->capacity * 3)
		grow_table(table, arena);
	slot = slot_of(table, s);
	if (!slot->at) {
		*slot = arena_copy(arena, s);
		table->count++;
	}
	return *slot;
}
