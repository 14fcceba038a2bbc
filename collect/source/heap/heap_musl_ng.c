/* heap_musl_ng.c - the heap of a process that uses musl's malloc of 1.2.1 and later, mallocng
 *
 * src/malloc/mallocng/meta.h: memory is given out in groups of up to 32 slots of one size. What is
 * known of a group stands outside it, in a `meta`; these lie in areas of a page each, which are
 * linked and begin with a secret number. The secret stands in libc's data, too, a little before
 * the address of the first area: that is how both are found. */
#include "heap_musl.h"

#include "heap_target.h"

/* size_classes[] of malloc.c, in units of 16 bytes. */
static const uint16_t classes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 31, 36, 42,
	50, 63, 72, 84, 102, 127, 146, 170, 204, 255, 292, 340, 409, 511, 584, 682, 818, 1023, 1169,
	1364, 1637, 2047, 2340, 2730, 3276, 4095, 4680, 5460, 6552, 8191 };
enum { CLASSES = sizeof classes / sizeof *classes, UNIT = 16 };

/* Bytes of an area, and the most areas to follow. */
enum { AREA = 4096, AREAS_MAX = 1 << 18 };

/* The most bytes from the secret to the address of the first area. */
enum { CONTEXT_MAX = 80 };

/* The most bytes searched at either end of a file's data, and of its .bss. */
static const uint64_t DATA_MAX = UINT64_C(1) << 20;

/* Values of the top three bits of a slot's index byte. */
enum { SLOT_HOLDS_GROUP = 6, SLOT_IS_SHIFTED = 7 };

/* Sizes of struct meta and of the bytes before the first one in an area. */
static unsigned meta_size(const struct heap_memory *memory)
{
	return memory->word == 8 ? 40 : 24;
}

static unsigned area_header(const struct heap_memory *memory)
{
	return memory->word == 8 ? 24 : 16;
}

static unsigned metas_of_area(const struct heap_memory *memory)
{
	return (AREA - area_header(memory)) / meta_size(memory);
}

/* Where the first area is, and the secret. */
struct areas {
	uint64_t first, secret;
};

/* Reads the secret of an area; false if there is none at the address. */
static bool read_area(struct heap_target *target, uint64_t address, uint64_t *secret)
{
	struct heap_memory *memory = &target->memory;
	const struct heap_map *map;
	uint8_t header[24];
	uint64_t next;

	if (address == 0 || address % AREA != 0)
		return false;
	map = heap_maps_find(&target->maps, address);
	if (!map || map->kind == HEAP_MAP_FILE ||
		!heap_memory_copy(memory, address, header, area_header(memory)))
		return false;
	*secret = heap_u64(memory, header);
	next = heap_word(memory, header + 8);
	return *secret != 0 && next % AREA == 0 &&
	       heap_u32(memory, header + 8 + memory->word) == metas_of_area(memory);
}

/* Searches a page of data for the address of an area that follows its secret. */
static bool find_in_page(struct heap_target *target, const uint8_t *bytes, struct areas *areas)
{
	struct heap_memory *memory = &target->memory;

	for (unsigned at = 8; at < memory->page; at += memory->word) {
		uint64_t address = heap_word(memory, bytes + at);

		if (!read_area(target, address, &areas->secret))
			continue;
		for (unsigned back = 8; back <= at && back <= CONTEXT_MAX; back += memory->word)
			if (heap_u64(memory, bytes + at - back) == areas->secret) {
				areas->first = address;
				return true;
			}
	}
	return false;
}

/* Searches the pages of data that are in memory. */
static bool find_in_data(struct heap_target *target, uint64_t at, uint64_t end, struct areas *areas)
{
	struct heap_memory *memory = &target->memory;

	for (; at < end; at += memory->page) {
		uint8_t bytes[HEAP_PAGE_MAX];

		at = heap_memory_next_present(memory, at, end);
		if (at < end && heap_memory_copy(memory, at, bytes, (size_t)memory->page) &&
			find_in_page(target, bytes, areas))
			return true;
	}
	return false;
}

static bool find_areas(struct heap_target *target, struct areas *areas)
{
	for (size_t i = 0; i < target->maps.count; i++) {
		const struct heap_map *map = &target->maps.map[i];
		bool is_large = map->end - map->start > 2 * DATA_MAX;

		if (map->module == HEAP_NO_MODULE || !map->writable)
			continue;
		/* a static program is linked with the library last: its data lie behind the
		 * program's */
		if (find_in_data(target, map->start, is_large ? map->start + DATA_MAX : map->end,
			    areas) ||
			(is_large && find_in_data(target, map->end - DATA_MAX, map->end, areas)))
			return true;
	}
	return false;
}

/* A group, by its meta. */
struct group {
	uint64_t at; /* address of the group: a header of 16 bytes, then the slots */
	uint64_t slot;
	unsigned last;
	uint32_t free;
	bool is_mapped; /* a mapping of its own */
};

/* The last word of a meta is made of bit fields; where the first one lies is the compiler's choice,
 * at the low end on little-endian machines and at the high end on others. */
static unsigned take_bits(
	const struct heap_memory *memory, uint64_t word, unsigned from, unsigned count)
{
	unsigned shift = memory->is_big_endian ? memory->word * 8 - from - count : from;

	return (unsigned)(word >> shift & ((UINT64_C(1) << count) - 1));
}

/* last_idx 5 bits, freeable 1, sizeclass 6, maplen the rest. False if the meta is not in use. */
static bool read_meta(const struct heap_memory *memory, const uint8_t *meta, struct group *group)
{
	uint64_t bits = heap_word(memory, meta + 3 * memory->word + 8);
	unsigned class = take_bits(memory, bits, 6, 6);
	uint64_t pages = memory->is_big_endian
				 ? bits & ((UINT64_C(1) << (memory->word * 8 - 12)) - 1)
				 : bits >> 12;

	group->at = heap_word(memory, meta + 2 * memory->word);
	group->last = take_bits(memory, bits, 0, 5);
	group->free = heap_u32(memory, meta + 3 * memory->word) |
		      heap_u32(memory, meta + 3 * memory->word + 4);
	group->is_mapped = group->last == 0 && pages > 0;
	group->slot = 0;
	if (group->is_mapped)
		group->slot = pages * 4096 - UNIT;
	else if (class < CLASSES)
		group->slot = classes[class] * (uint64_t)UNIT;
	return group->at != 0 && group->slot != 0;
}

/* Before a block are an index byte and its offset in the group; if the block does not start with
 * its slot, both places have them. False if they are not in memory. *shift: how far in. */
static bool read_slot(struct heap_memory *memory, const struct group *group, uint64_t slot,
	uint64_t *shift, unsigned *kind)
{
	uint8_t before[4];

	*shift = 0;
	if (!heap_memory_copy(memory, slot - 4, before, 4))
		return false;
	if (before[1] >> 5 == SLOT_IS_SHIFTED) {
		*shift = heap_u16(memory, before + 2) * (uint64_t)UNIT;
		if (*shift + 4 > group->slot ||
			!heap_memory_copy(memory, slot + *shift - 4, before, 4))
			return false;
	}
	*kind = before[1] >> 5;
	return true;
}

static void count_slot(struct heap_target *target, const struct group *group, uint64_t slot)
{
	struct heap_memory *memory = &target->memory;
	uint8_t block[HEAP_SIGNATURE_BYTES];
	size_t len = sizeof block;
	uint64_t shift;
	unsigned kind;

	if (!read_slot(memory, group, slot, &shift, &kind)) {
		target->census.skipped += group->slot;
		target->census.torn++;
		return;
	}
	if (kind == SLOT_HOLDS_GROUP)
		return; /* divided into smaller slots, with a meta of its own */
	if (len > group->slot - shift)
		len = (size_t)(group->slot - shift);
	if (!heap_memory_copy(memory, slot + shift, block, len))
		len = 0;
	heap_target_use(target, group->slot, block, len);
	if (group->is_mapped)
		heap_count_add(&target->census.mmapped, group->slot);
}

static void count_group(struct heap_target *target, uint64_t meta_at, const struct group *group)
{
	struct heap_census *census = &target->census;
	struct heap_memory *memory = &target->memory;

	/* each group starts with the address of its meta */
	if (heap_memory_word(memory, group->at) != meta_at) {
		census->torn++;
		return;
	}
	census->runs++;
	/* into the window, where the slots are read */
	memory->is_sparse = group->slot >= memory->page;
	(void)heap_memory_at(memory, group->at, UNIT, group->at + (group->last + 1) * group->slot);
	for (unsigned i = 0; i <= group->last; i++) {
		if ((group->free >> i & 1) != 0)
			heap_count_add(&census->free, group->slot);
		else
			count_slot(target, group, group->at + UNIT + i * group->slot);
	}
}

static void count_area(struct heap_target *target, uint64_t area, const uint8_t *bytes)
{
	unsigned header = area_header(&target->memory), size = meta_size(&target->memory);

	for (unsigned i = 0; i < metas_of_area(&target->memory); i++) {
		struct group group;

		if (read_meta(&target->memory, bytes + header + i * size, &group))
			count_group(target, area + header + (uint64_t)i * size, &group);
	}
}

bool heap_musl_read_ng(struct heap_target *target)
{
	struct heap_memory *memory = &target->memory;
	struct heap_census *census = &target->census;
	struct areas areas;
	uint8_t bytes[AREA];

	if (!find_areas(target, &areas))
		return false;
	for (uint64_t area = areas.first; area != 0 && !memory->is_exhausted;
		area = heap_word(memory, bytes + 8)) {
		if (census->arenas == AREAS_MAX || !heap_memory_copy(memory, area, bytes, AREA) ||
			heap_u64(memory, bytes) != areas.secret) {
			census->torn++;
			break;
		}
		census->arenas++;
		count_area(target, area, bytes);
	}
	/* mallocng keeps no sum of its own */
	census->system = census->used.bytes - census->mmapped.bytes + census->free.bytes;
	return true;
}
