/* heap_census.c - the counts of a heap: sums, and classes of blocks in bounded memory */
#include "heap_census.h"

#include <stdlib.h>
#include <string.h>

#include "../../base/list.h"
#include "heap_maps.h"

/* The most classes with signatures; the rest is for sizes alone. */
enum { SIGNED_MAX = HEAP_CLASSES_MAX / 4 * 3 };

void heap_census_clear(struct heap_census *census)
{
	*census = (struct heap_census){ .classes = census->classes, .heads = census->heads };
	memset(census->heads, 0, HEAP_CLASSES_MAX * sizeof *census->heads);
}

static bool is_same(const struct heap_class *left, const struct heap_class *right)
{
	return left->size == right->size && left->signature.offset == right->signature.offset &&
	       left->signature.module == right->signature.module &&
	       left->signature.position == right->signature.position && left->owner == right->owner;
}

static uint16_t *head_of(const struct heap_census *census, const struct heap_class *class)
{
	/* multiplication by odd constants: the top bits depend on all bits below */
	uint64_t hash = class->size * UINT64_C(0x9e3779b97f4a7c15);

	hash ^= ((uint64_t) class->signature.offset << 24 |
			(uint64_t) class->signature.module << 8 | class->signature.position) *
		UINT64_C(0xc2b2ae3d27d4eb4f);
	hash = (hash + class->owner) * UINT64_C(0xd6e8feb86659fd93);
	return &census->heads[hash >> 50];
}

/* Adds blocks to their class, which is created if there is room. False if there is none. */
static bool put(struct heap_census *census, const struct heap_class *class)
{
	uint16_t *head = head_of(census, class);
	struct heap_class *added;

	for (unsigned i = *head; i > 0; i = census->classes[i - 1].next)
		if (is_same(&census->classes[i - 1], class)) {
			census->classes[i - 1].blocks += class->blocks;
			return true;
		}
	if (census->count ==
		(class->signature.module == HEAP_NO_MODULE ? HEAP_CLASSES_MAX : SIGNED_MAX))
		return false;
	added = &census->classes[census->count++];
	*added = *class;
	added->next = *head;
	*head = (uint16_t)census->count;
	return true;
}

static void unsign(struct heap_class *class)
{
	class->signature = (struct heap_signature){ .module = HEAP_NO_MODULE };
}

/* Removes the signatures of classes with at most so many blocks: these are then counted by size
 * alone (lossy counting; Manku and Motwani, VLDB 2002). Each class moves to its own index or an
 * earlier one. */
static void drop_signatures(struct heap_census *census, uint32_t blocks)
{
	size_t count = census->count;

	memset(census->heads, 0, HEAP_CLASSES_MAX * sizeof *census->heads);
	census->count = 0;
	for (size_t i = 0; i < count; i++) {
		struct heap_class class = census->classes[i];

		if (class.blocks <= blocks)
			unsign(&class);
		(void)put(census, &class);
	}
}

/* Frees half of the room for signatures, unless sizes use nearly all of it. */
static void make_room(struct heap_census *census)
{
	for (uint32_t blocks = 1; census->count > SIGNED_MAX / 2 && blocks <= 1 << 9; blocks *= 2)
		drop_signatures(census, blocks);
	census->is_full = census->count > SIGNED_MAX / 4 * 3;
}

/* Adds blocks of a class for which there is no room. */
static void put_in_full(struct heap_census *census, struct heap_class *class)
{
	if (class->signature.module != HEAP_NO_MODULE) {
		if (!census->is_full)
			make_room(census);
		if (put(census, class))
			return;
		unsign(class);
	}
	(void)put(census, class);
}

void heap_census_add(struct heap_census *census, enum heap_owner owner, uint64_t size,
	const struct heap_signature *signature)
{
	struct heap_class class = {
		.size = size, .blocks = 1, .signature = *signature, .owner = (uint8_t)owner
	};

	if (!put(census, &class))
		put_in_full(census, &class);
}

static int compare_numbers(uint64_t left, uint64_t right)
{
	return (left > right) - (left < right);
}

static int compare_classes(const void *a, const void *b)
{
	const struct heap_class *left = a, *right = b;
	int order = compare_numbers(left->owner, right->owner);

	if (order == 0)
		order = compare_numbers(left->size, right->size);
	if (order == 0)
		order = compare_numbers(right->blocks, left->blocks);
	if (order == 0)
		order = compare_numbers(left->signature.module, right->signature.module);
	if (order == 0)
		order = compare_numbers(left->signature.offset, right->signature.offset);
	return order != 0 ? order
			  : compare_numbers(left->signature.position, right->signature.position);
}

void heap_census_sort(struct heap_census *census)
{
	list_sort(census->classes, census->count, sizeof *census->classes, compare_classes);
}

int64_t heap_census_unaccounted(const struct heap_census *census)
{
	uint64_t of_system = census->used.bytes - census->mmapped.bytes - census->pooled.bytes;

	return (int64_t)(census->system - of_system - census->free.bytes - census->cached.bytes -
			 census->top - census->overhead);
}
