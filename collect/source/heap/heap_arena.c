/* heap_arena.c - glibc's arenas, found by their shape: no symbols, no table of versions */
#include "heap_arena.h"

#include <elf.h>
#include <string.h>

#include "heap_target.h"

/* NBINS of malloc.c: bins 1 to 127, each two words; the last is never used. */
enum { BINS = 127, BIN_WORDS = 2 * BINS };

/* The map of bins between bins and next, in bytes. */
enum { BINMAP = 16 };

/* The fewest empty bins of an arena: no real heap has free blocks in all the others. */
enum { EMPTY_MIN = 16 };

/* The most bytes before the bins. */
enum { BEFORE_BINS_MAX = 0x100 };

/* The most bytes searched in a file's data with its .bss. */
static const uint64_t DATA_MAX = UINT64_C(4) << 20;

/* Called for each word that holds VALUE, with its address. */
typedef bool visit(
	struct heap_target *target, struct heap_malloc *glibc, uint64_t address, uint64_t value);

/* Visits the words of a range that are in memory until one is accepted. */
static bool visit_words(struct heap_target *target, struct heap_malloc *glibc,
	const struct heap_range *range, visit *accept)
{
	struct heap_memory *memory = &target->memory;
	bool accepted = false;

	for (uint64_t page = range->start; page < range->end && !accepted; page += memory->page) {
		uint8_t bytes[HEAP_PAGE_MAX];

		page = heap_memory_next_present(memory, page, range->end);
		if (page >= range->end ||
			!heap_memory_copy(memory, page, bytes, (size_t)memory->page))
			continue;
		for (uint64_t at = 0; at < memory->page && !accepted; at += memory->word)
			accepted = accept(target, glibc, page + at, heap_word(memory, bytes + at));
	}
	return accepted;
}

/* An empty list: the first of its two words points to the header before it, where a chunk would
 * have one. */
static bool is_empty_bin(const struct heap_memory *memory, const uint8_t *bin, uint64_t address)
{
	uint64_t itself = address - 2 * memory->word;

	return heap_word(memory, bin) == itself && heap_word(memory, bin + memory->word) == itself;
}

/* Are these an arena's bins? Each is empty, or points to chunks. */
static bool are_bins(const struct heap_target *target, const uint8_t *bins, uint64_t address)
{
	const struct heap_memory *memory = &target->memory;
	unsigned step = 2 * memory->word, empty = 0;

	for (unsigned i = 0; i < BINS; i++) {
		const uint8_t *bin = bins + i * step;

		if (is_empty_bin(memory, bin, address + i * step))
			empty++;
		else if (!heap_maps_find(&target->maps, heap_word(memory, bin)) ||
			 heap_maps_find(&target->maps, heap_word(memory, bin + memory->word)) ==
				 NULL)
			return false;
	}
	return empty > EMPTY_MIN;
}

/* The start of main_arena if the bins are at BINS_AT: the ring of all arenas ends there. Each
 * possible start implies an offset of `next`; 0 if the ring closes with none. */
static uint64_t find_beginning(
	struct heap_target *target, struct heap_malloc *glibc, uint64_t bins_at, uint64_t next_at)
{
	uint64_t first = heap_memory_word(&target->memory, next_at);

	if (first < bins_at && bins_at - first < BEFORE_BINS_MAX)
		return first; /* the only arena is its own next one */
	for (unsigned back = 3 * target->memory.word; back <= BEFORE_BINS_MAX;
		back += target->memory.word) {
		uint64_t start = bins_at - back, arena = first;

		glibc->next = (unsigned)(next_at - start);
		for (int i = 0; i < HEAP_ARENAS_MAX && arena != 0 && arena != start; i++)
			arena = heap_arena_next(target, glibc, arena);
		if (arena == start)
			return start;
	}
	return 0;
}

/* Takes the last bin of main_arena, which points to itself as it is never used. */
static bool take_arena(
	struct heap_target *target, struct heap_malloc *glibc, uint64_t address, uint64_t value)
{
	const struct heap_memory *memory = &target->memory;
	unsigned word = memory->word;
	uint8_t bins[(BIN_WORDS + 2) * 8];
	uint64_t bins_at = address - (uint64_t)(BIN_WORDS - 2) * word, start;

	/* checks the next pair, too: if it is an empty bin, this is not the last one */
	if (value != address - 2 * word ||
		!heap_memory_copy(&target->memory, bins_at, bins, (BIN_WORDS + 2) * word) ||
		is_empty_bin(memory, bins + BIN_WORDS * word, address + 2 * word) ||
		!are_bins(target, bins, bins_at))
		return false;
	start = find_beginning(target, glibc, bins_at, address + 2 * word + BINMAP);
	if (start == 0)
		return false;
	glibc->main_arena = start;
	glibc->next = (unsigned)(address + 2 * word + BINMAP - start);
	glibc->top = (unsigned)(bins_at - start) - 2 * word;
	glibc->fastbins = glibc->top - glibc->fastbin_count * word;
	glibc->system = glibc->next + 3 * word;
	glibc->size = glibc->next + 5 * word;
	target->hidden = (struct heap_range){ start, start + glibc->size };
	return true;
}

/* DEFAULT_MMAP_MAX, the value of n_mmaps_max unless a tunable sets it. */
enum { MMAPS_MAX = 65536 };

/* The numbers of mp_ before mmapped_mem: n_mmaps, n_mmaps_max, max_n_mmaps, no_dyn_threshold, and
 * since 2.35 one more before them and padding after; so they are at one of these distances. */
static bool take_mmaps(const struct heap_memory *memory, const uint8_t *before,
	struct heap_malloc *glibc, bool is_sure)
{
	bool has_mmapped = heap_word(memory, before + 24) > 0;

	for (unsigned distance = 16; distance <= 24; distance += 4) {
		const uint8_t *numbers = before + 24 - distance;
		uint32_t now = heap_u32(memory, numbers), limit = heap_u32(memory, numbers + 4);
		uint32_t most = heap_u32(memory, numbers + 8);

		if (now <= most && most <= limit && (now > 0) == has_mmapped &&
			(limit == MMAPS_MAX || (is_sure && limit > 0))) {
			glibc->knows_mmaps = true;
			glibc->mmaps = now;
			return true;
		}
	}
	return false;
}

/* Could a heap start here? Without address randomisation brk starts in the last page of .bss, and
 * [heap] in the next page. *is_sure: it is at the start of [heap], or a little after. */
static bool find_base(const struct heap_target *target, uint64_t address, bool *is_sure)
{
	uint64_t page = target->memory.page;
	const struct heap_map *map = heap_maps_find(&target->maps, address + page - 1);

	if (!map || map->kind == HEAP_MAP_FILE)
		map = heap_maps_find(&target->maps, address);
	*is_sure = map != NULL && map->kind == HEAP_MAP_BRK && address < map->start + page;
	return map != NULL && map->kind != HEAP_MAP_FILE;
}

/* Reads mp_.sbrk_base and the numbers before it. */
static bool take_par(
	struct heap_target *target, struct heap_malloc *glibc, uint64_t address, uint64_t value)
{
	const struct heap_memory *memory = &target->memory;
	unsigned word = memory->word;
	uint8_t before[24 + 2 * 8];
	uint64_t mmapped, most;
	bool is_sure;

	if (value == 0 || !find_base(target, value, &is_sure) ||
		!heap_memory_copy(&target->memory, address - 2 * word - 24, before, 24 + 2 * word))
		return false;
	mmapped = heap_word(memory, before + 24);
	most = heap_word(memory, before + 24 + word);
	if (mmapped % memory->page != 0 || most % memory->page != 0 || mmapped > most ||
		!take_mmaps(memory, before, glibc, is_sure))
		return false;
	glibc->sbrk_base = value;
	return true;
}

static bool is_libc(const char *name)
{
	return strncmp(name, "libc.so", 7) == 0 || strncmp(name, "libc-2.", 7) == 0;
}

/* The data of a file's mapping, with the following .bss. */
static struct heap_range data_of(const struct heap_maps *maps, size_t index)
{
	struct heap_range range = { maps->map[index].start, maps->map[index].end };

	if (index + 1 < maps->count && maps->map[index + 1].kind == HEAP_MAP_ANON &&
		maps->map[index + 1].module == maps->map[index].module)
		range.end = maps->map[index + 1].end;
	if (range.end - range.start > DATA_MAX)
		range.end = range.start + DATA_MAX;
	return range;
}

/* MALLOC_ALIGNMENT: two words, or 16 if long double has that alignment. */
static unsigned alignment(const struct heap_target *target)
{
	switch (target->machine) {
	case EM_386:
	case EM_PPC:
	case EM_RISCV:
	case EM_X86_64:
		return 16;
	default:
		return 2 * target->memory.word;
	}
}

void heap_arena_find(struct heap_target *target, struct heap_malloc *glibc)
{
	const struct heap_maps *maps = &target->maps;
	/* NFASTBINS: chunks up to 80 words' bytes / 4, in steps of 2 words */
	unsigned align = alignment(target);
	unsigned fastbins = target->memory.word == 4 && align == 16 ? 11 : 10;

	*glibc = (struct heap_malloc){ .align = align, .fastbin_count = fastbins };
	target->hidden = (struct heap_range){ 0, 0 };
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < maps->count; i++) {
			struct heap_range data;

			if (maps->map[i].kind != HEAP_MAP_FILE || !maps->map[i].writable ||
				maps->map[i].module == HEAP_NO_MODULE ||
				is_libc(heap_maps_name(maps, maps->map[i].module)) != (pass == 0))
				continue;
			data = data_of(maps, i);
			if (!visit_words(target, glibc, &data, take_arena))
				continue;
			(void)visit_words(target, glibc, &data, take_par);
			return;
		}
}

uint64_t heap_arena_next(
	struct heap_target *target, const struct heap_malloc *glibc, uint64_t arena)
{
	return heap_memory_word(&target->memory, arena + glibc->next);
}

uint64_t heap_arena_chunk(
	const struct heap_target *target, const struct heap_malloc *glibc, uint64_t address)
{
	uint64_t header = 2 * target->memory.word, mask = glibc->align - 1;

	return ((address + header + mask) & ~mask) - header;
}
