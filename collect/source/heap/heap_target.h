/* heap_target.h - a process whose heap is read: its memory, its mappings, and the counts */
#ifndef LEAKLINE_HEAP_TARGET_H
#define LEAKLINE_HEAP_TARGET_H

#include "heap_census.h"
#include "heap_maps.h"
#include "heap_memory.h"
#include "heap_signature.h"

struct heap_target {
	struct heap_memory memory;
	unsigned machine; /* EM_... of elf.h */
	struct heap_maps maps;
	struct heap_census census;
	struct heap_range hidden; /* no signature points here */
};

/* Counts a block in use, of which the first LEN bytes are available. */
static inline void heap_target_use(
	struct heap_target *target, uint64_t size, const uint8_t *block, size_t len)
{
	uint64_t signature =
		heap_signature_of(&target->memory, &target->maps, &target->hidden, block, len);

	heap_count_add(&target->census.used, size);
	heap_census_add(&target->census, HEAP_OWNER_MALLOC, size, signature);
}

#endif
