/* heap_census.c - the counts of a heap: sums, and classes of blocks in bounded memory */
#include "heap_census.h"

#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "../../base/list.h"
#include "heap_maps.h"

/* The most classes with signatures; the rest is for sizes alone. */
enum { SIGNED_MAX = HEAP_CLASSES_MAX / 4 * 3 };

bool heap_census_open(struct heap_census *census)
{
	/* 16 random bytes that the kernel gives each program (getauxval(3)) */
	const void *random = (const void *)(uintptr_t)getauxval(AT_RANDOM);

	*census =
		(struct heap_census){ .classes = malloc(HEAP_CLASSES_MAX * sizeof *census->classes),
			.heads = calloc(HEAP_CLASSES_MAX, sizeof *census->heads) };
	if (random)
		memcpy(census->factors, random, sizeof census->factors);
	/* where all classes had one hash, a heap would take hours */
	census->factors[0] = (census->factors[0] ^ UINT64_C(0x9e3779b97f4a7c15)) | 1;
	census->factors[1] = (census->factors[1] ^ UINT64_C(0xc2b2ae3d27d4eb4f)) | 1;
	return census->classes != NULL && census->heads != NULL;
}

void heap_census_close(struct heap_census *census)
{
	free(census->classes);
	free(census->heads);
}

void heap_census_clear(struct heap_census *census)
{
	*census = (struct heap_census){ .classes = census->classes,
		.heads = census->heads,
		.factors = { census->factors[0], census->factors[1] } };
	memset(census->heads, 0, HEAP_CLASSES_MAX * sizeof *census->heads);
}

/* Of a product the top bits depend on all bits of both factors. */
static inline uint16_t *head_of(
	const struct heap_census *census, enum heap_owner owner, uint64_t size, uint64_t signature)
{
	uint64_t hash = (size | owner) * census->factors[0] + signature * census->factors[1];

	return &census->heads[hash >> 50];
}

/* The class of these in a list that begins with index FIRST - 1; NULL if there is none. */
static inline struct heap_class *find(const struct heap_census *census, unsigned first,
	enum heap_owner owner, uint64_t size, uint64_t signature)
{
	struct heap_class *class = NULL;

	for (unsigned i = first; i > 0; i = class->next) {
		class = &census->classes[i - 1];
		if (class->size == size && class->signature == signature && class->owner == owner)
			return class;
	}
	return NULL;
}

/* Adds blocks to their class, which is created if there is room. NULL if there is none. */
static struct heap_class *put(struct heap_census *census, const struct heap_class *class)
{
	uint16_t *head = head_of(census, class->owner, class->size, class->signature);
	struct heap_class *added = find(census, *head, class->owner, class->size, class->signature);

	if (added) {
		added->blocks += class->blocks;
		return added;
	}
	if (census->count ==
		(class->signature == HEAP_NO_SIGNATURE ? HEAP_CLASSES_MAX : SIGNED_MAX))
		return NULL;
	added = &census->classes[census->count++];
	*added = *class;
	added->next = *head;
	*head = (uint16_t)census->count;
	return added;
}

/* Removes the signatures of classes with at most so many blocks: these are then counted by size
 * alone (lossy counting; Manku and Motwani, VLDB 2002). Each class moves to its own index or an
 * earlier one. */
static void drop_signatures(struct heap_census *census, uint32_t blocks)
{
	size_t count = census->count;

	census->moves++;
	memset(census->heads, 0, HEAP_CLASSES_MAX * sizeof *census->heads);
	census->count = 0;
	for (size_t i = 0; i < count; i++) {
		struct heap_class class = census->classes[i];

		if (class.blocks <= blocks)
			class.signature = HEAP_NO_SIGNATURE;
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

/* Adds the first block of a class. Not inline: what it saves and restores on the stack would be
 * done for every block. */
static __attribute__((noinline)) struct heap_class *add_class(
	struct heap_census *census, enum heap_owner owner, uint64_t size, uint64_t signature)
{
	struct heap_class class = {
		.size = size, .signature = signature, .blocks = 1, .owner = (uint8_t)owner
	};
	struct heap_class *added = put(census, &class);

	if (!added && signature != HEAP_NO_SIGNATURE) {
		if (!census->is_full)
			make_room(census);
		added = put(census, &class);
	}
	class.signature = HEAP_NO_SIGNATURE;
	return added ? added : put(census, &class);
}

uint32_t *heap_census_add(
	struct heap_census *census, enum heap_owner owner, uint64_t size, uint64_t signature)
{
	struct heap_class *class =
		find(census, *head_of(census, owner, size, signature), owner, size, signature);

	if (class)
		class->blocks++;
	else
		class = add_class(census, owner, size, signature);
	return class ? &class->blocks : NULL;
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
		order = compare_numbers(heap_signature_module(left->signature),
			heap_signature_module(right->signature));
	if (order == 0)
		order = compare_numbers(heap_signature_offset(left->signature),
			heap_signature_offset(right->signature));
	return order != 0 ? order
			  : compare_numbers(heap_signature_position(left->signature),
				    heap_signature_position(right->signature));
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
