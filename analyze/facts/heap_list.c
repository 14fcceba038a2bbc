/* heap_list.c - classes of blocks: which are the same, and how they are found. */
#include "heap_list.h"

static uint64_t mix(uint64_t hash, uint64_t word)
{
	/* of splitmix64 (Steele, Lea & Flood 2014) */
	hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
	return hash ^ hash >> 31;
}

bool heap_class_is(const struct heap_class *a, const struct heap_class *b)
{
	return a->size == b->size && a->offset == b->offset && a->position == b->position &&
	       a->is_pooled == b->is_pooled && a->module.at == b->module.at;
}

uint64_t heap_class_key(const struct heap_class *class)
{
	return mix(mix(mix((uint64_t) class->size << 1 | class->is_pooled, class->offset),
			   class->position),
		index_key(class->module.at));
}

uint64_t heap_class_next(uint64_t key)
{
	return mix(key, 1);
}
