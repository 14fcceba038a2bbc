/* heap_glibc.c - the heap of a process that uses glibc's malloc: the main heap, those of threads,
 * and chunks with a mapping of their own */
#include "heap_glibc.h"

#include "heap_chunks.h"
#include "heap_target.h"

/* The first run starts at most this far after the start of [heap]: a static program's thread-local
 * storage precedes it. */
static const uint64_t BEFORE_FIRST_MAX = UINT64_C(1) << 20;

/* The most pages of anonymous memory to search for chunks in unusual places. */
enum { PAGES_MAX = 65536 };

/* The largest alignment of blocks to search for: a huge page. */
static const uint64_t ALIGN_MAX = UINT64_C(2) << 20;

/* HEAP_MAX_SIZE is this by default; with huge pages (a tunable) it is another power of two. */
static const uint64_t HEAP_MAX_64 = UINT64_C(64) << 20, HEAP_MAX_32 = UINT64_C(1) << 20;
static const uint64_t HEAP_MAX_LEAST = UINT64_C(1) << 20, HEAP_MAX_MOST = UINT64_C(1) << 32;

/* The end of the thread's heap that contains an address; the address itself if none does. */
static uint64_t behind_heap(const struct heap_glibc *glibc, uint64_t address)
{
	for (size_t i = 0; i < glibc->heap_count; i++)
		if (address >= glibc->heaps[i].start && address < glibc->heaps[i].end)
			return glibc->heaps[i].end;
	return address;
}

/* Is the start of the main heap in this mapping? brk may start in the last page of a program's
 * .bss, and [heap] in the next page; or both are one mapping. */
static bool holds_base(const struct heap_chunks *chunks, const struct heap_map *map)
{
	uint64_t base = chunks->glibc->sbrk_base;
	bool is_brk = map->kind == HEAP_MAP_BRK;

	return base != 0 && base < map->end &&
	       base >= map->start - (is_brk ? chunks->target->memory.page : 0) &&
	       (is_brk || (map->kind == HEAP_MAP_ANON && map->module != HEAP_NO_MODULE));
}

/* The first chunk of the main heap, and the bytes before it that malloc counts as its own. */
static uint64_t first_chunk(const struct heap_chunks *chunks, const struct heap_map *map)
{
	uint64_t base = chunks->glibc->sbrk_base, start;

	if (!holds_base(chunks, map))
		return heap_chunks_find(chunks, map->start, map->end, BEFORE_FIRST_MAX);
	start = heap_arena_chunk(chunks->target, chunks->glibc, base);
	chunks->target->census.overhead += start - base;
	return start;
}

static void walk_main_heap(const struct heap_chunks *chunks)
{
	const struct heap_maps *maps = &chunks->target->maps;

	for (size_t i = 0; i < maps->count; i++)
		if (maps->map[i].kind == HEAP_MAP_BRK || holds_base(chunks, &maps->map[i])) {
			uint64_t at = first_chunk(chunks, &maps->map[i]);

			if (at < maps->map[i].end)
				(void)heap_chunks_walk(chunks, &at, maps->map[i].end);
		}
}

/* The arena's heap that contains its top, by the size and alignment that all heaps share; 0 if none
 * fits. Each heap starts with the address of its arena. */
static uint64_t last_heap(struct heap_target *target, uint64_t arena, uint64_t top)
{
	uint64_t usual = target->memory.word == 8 ? HEAP_MAX_64 : HEAP_MAX_32;

	if (heap_memory_word(&target->memory, top & ~(usual - 1)) == arena)
		return top & ~(usual - 1);
	for (uint64_t size = HEAP_MAX_LEAST; size <= HEAP_MAX_MOST; size *= 2)
		if (heap_memory_word(&target->memory, top & ~(size - 1)) == arena)
			return top & ~(size - 1);
	return 0;
}

static void remember_heap(struct heap_glibc *glibc, uint64_t start, uint64_t end)
{
	if (glibc->heap_count < HEAP_RANGES_MAX)
		glibc->heaps[glibc->heap_count++] = (struct heap_range){ start, end };
}

/* Walks the heaps of a thread's arena, the newest first. arena.c of glibc, struct heap_info: the
 * arena, the heap before this one, its size now; the first heap holds the arena itself. */
static bool walk_heaps(const struct heap_chunks *chunks, struct heap_glibc *glibc, uint64_t arena)
{
	struct heap_target *target = chunks->target;
	struct heap_memory *memory = &target->memory;
	uint64_t first = arena & ~(memory->page - 1), info = arena - first;
	uint64_t heap = last_heap(target, arena, chunks->top);

	while (heap != 0 && glibc->heap_count < HEAP_RANGES_MAX && !memory->is_exhausted) {
		uint64_t size = heap_memory_word(memory, heap + 2 * memory->word);
		uint64_t at = heap_arena_chunk(target, chunks->glibc,
			heap == first ? arena + chunks->glibc->size : heap + info);

		if (heap_memory_word(memory, heap) != arena || size <= at - heap ||
			size > HEAP_MAX_MOST)
			return false;
		remember_heap(glibc, heap, heap + size);
		target->census.overhead += at - heap;
		if (!heap_chunks_walk(chunks, &at, heap + size) && !chunks->keeps_on)
			return false;
		if (heap == first)
			return true;
		heap = heap_memory_word(memory, heap + memory->word);
	}
	return false;
}

static void walk_arenas(struct heap_chunks *chunks, struct heap_glibc *glibc)
{
	struct heap_target *target = chunks->target;
	const struct heap_malloc *malloc = &glibc->malloc;
	uint64_t arena = heap_arena_next(target, malloc, malloc->main_arena);

	for (int i = 0; arena != malloc->main_arena && !target->memory.is_exhausted; i++) {
		if (arena == 0 || i == HEAP_ARENAS_MAX) {
			target->census.torn++;
			return;
		}
		target->census.arenas++;
		target->census.system += heap_memory_word(&target->memory, arena + malloc->system);
		chunks->top = heap_memory_word(&target->memory, arena + malloc->top);
		if (!walk_heaps(chunks, glibc, arena))
			target->census.torn++;
		arena = heap_arena_next(target, malloc, arena);
	}
}

static void take_fastbins(struct heap_target *target, struct heap_glibc *glibc)
{
	uint64_t arena = glibc->malloc.main_arena;

	glibc->cache.fast_count = 0;
	for (int i = 0; arena != 0 && i < HEAP_ARENAS_MAX; i++) {
		heap_cache_take_fastbins(target, &glibc->malloc, &glibc->cache, arena);
		arena = heap_arena_next(target, &glibc->malloc, arena);
		if (arena == glibc->malloc.main_arena)
			break;
	}
	heap_cache_sort(&glibc->cache);
}

/* A chunk with a mapping of its own. */
struct mapped_chunk {
	uint64_t at, size;
	uint64_t end; /* of the mapped memory: since 2.43 two words follow the chunk */
	bool fits;    /* it fits in the current mapping */
};

/* Is this the header of such a chunk, in memory mapped from PAGE on? Only its flag is set, and the
 * field for the previous chunk's size holds the bytes skipped before it. */
static bool read_mapped_chunk(struct heap_target *target, const struct heap_map *map, uint64_t page,
	struct mapped_chunk *chunk)
{
	struct heap_memory *memory = &target->memory;
	uint8_t header[2 * 8];
	uint64_t before, size, rest;

	if (!heap_memory_copy(memory, chunk->at, header, 2 * memory->word))
		return false;
	before = heap_word(memory, header);
	size = heap_word(memory, header + memory->word);
	if (before != chunk->at - page || (size & 7) != 2)
		return false;
	chunk->size = size & ~UINT64_C(7);
	rest = (memory->page - (before + chunk->size)) & (memory->page - 1);
	chunk->end = chunk->at + chunk->size + rest;
	chunk->fits = chunk->size >= memory->page / 2 && chunk->size <= map->end - chunk->at &&
		      chunk->end <= map->end;
	return rest == 0 || rest == 2 * memory->word;
}

/* Finds the chunk in memory mapped from PAGE on. For an alignment (memalign) the header is moved
 * up, and the old one stays; so the others are searched for. */
static bool find_mapped_chunk(struct heap_target *target, const struct heap_malloc *glibc,
	const struct heap_map *map, uint64_t page, struct mapped_chunk *chunk)
{
	uint64_t header = 2 * target->memory.word;
	struct mapped_chunk first = { .at = heap_arena_chunk(target, glibc, page) };

	if (!read_mapped_chunk(target, map, page, &first))
		return false;
	for (uint64_t align = 2 * glibc->align; align <= ALIGN_MAX; align *= 2) {
		*chunk = (struct mapped_chunk){
			.at = ((first.at + header + align - 1) & ~(align - 1)) - header
		};
		/* a rest too small for a chunk (MINSIZE) is not left before it */
		if (chunk->at - first.at < 2 * header)
			chunk->at += align;
		if (chunk->at < map->end && read_mapped_chunk(target, map, page, chunk) &&
			chunk->fits)
			return true;
	}
	*chunk = first;
	return first.fits;
}

/* Walks the run that starts with a page, if one does. Returns where its memory ends; 0 if there is
 * none. */
static uint64_t walk_mapped_run(
	const struct heap_chunks *chunks, const struct heap_map *map, uint64_t page)
{
	struct heap_census *census = &chunks->target->census;
	uint64_t at = heap_arena_chunk(chunks->target, chunks->glibc, page), end;

	if (heap_chunks_find(chunks, at, map->end, 1) != at)
		return 0;
	census->overhead += at - page;
	(void)heap_chunks_walk(chunks, &at, map->end);
	end = (at + chunks->target->memory.page - 1) & ~(chunks->target->memory.page - 1);
	/* the rest after the fence posts may be too small for anything */
	if (end - at < 4 * chunks->target->memory.word)
		census->overhead += end - at;
	return end;
}

/* If brk fails (something is in its way, or forbids it), malloc maps memory and uses that for the
 * main arena. Neighbours become one mapping, with chunks of their own mappings among them. Searches
 * as long as the main arena has more than was found. */
static void walk_rest_of_main(const struct heap_chunks *chunks, const struct heap_glibc *glibc)
{
	struct heap_target *target = chunks->target;
	unsigned pages = 0;

	for (size_t i = 0; i < target->maps.count; i++) {
		const struct heap_map *map = &target->maps.map[i];
		struct mapped_chunk chunk;
		uint64_t at = map->start, end;

		if (map->kind != HEAP_MAP_ANON || map->module != HEAP_NO_MODULE)
			continue;
		for (; pages < PAGES_MAX && at < map->end &&
			heap_census_unaccounted(&target->census) >= (int64_t)target->memory.page;
			pages++) {
			at = heap_memory_next_present(
				&target->memory, behind_heap(glibc, at), map->end);
			if (at >= map->end)
				break;
			end = walk_mapped_run(chunks, map, at);
			if (end == 0 && find_mapped_chunk(target, chunks->glibc, map, at, &chunk))
				end = chunk.end;
			at = end > at ? end : at + target->memory.page;
		}
	}
}

/* Counts the chunk in memory mapped from PAGE on. Returns where it ends; 0 if there is none. */
static uint64_t take_mapped_chunk(struct heap_target *target, const struct heap_glibc *glibc,
	const struct heap_map *map, uint64_t page)
{
	size_t header = 2 * target->memory.word;
	uint8_t block[HEAP_SIGNATURE_BYTES];
	struct mapped_chunk chunk;
	bool has_block;

	if (!find_mapped_chunk(target, &glibc->malloc, map, page, &chunk))
		return 0;
	has_block = heap_memory_copy(&target->memory, chunk.at + header, block, sizeof block);
	heap_target_use(target, chunk.size, block, has_block ? sizeof block : 0);
	heap_count_add(&target->census.mmapped, chunk.size);
	return chunk.end;
}

static bool has_all_mapped(const struct heap_target *target, const struct heap_malloc *glibc)
{
	return glibc->knows_mmaps && target->census.mmapped.blocks >= glibc->mmaps;
}

/* Counts those at the start of a mapping, and right after each other. */
static void take_usual_chunks(
	struct heap_target *target, const struct heap_glibc *glibc, const struct heap_map *map)
{
	uint64_t at = map->start;

	while (at != 0 && at < map->end && !has_all_mapped(target, &glibc->malloc))
		at = take_mapped_chunk(target, glibc, map, behind_heap(glibc, at));
}

/* Where these end. */
static uint64_t behind_usual_chunks(
	struct heap_target *target, const struct heap_glibc *glibc, const struct heap_map *map)
{
	uint64_t at = behind_heap(glibc, map->start);
	struct mapped_chunk chunk;

	while (at < map->end && find_mapped_chunk(target, &glibc->malloc, map, at, &chunk))
		at = behind_heap(glibc, chunk.end);
	return at;
}

/* Counts those after other memory in a mapping, since neighbours are merged. Returns how many pages
 * were searched. */
static unsigned search_pages(struct heap_target *target, const struct heap_glibc *glibc,
	const struct heap_map *map, unsigned pages_max)
{
	struct heap_memory *memory = &target->memory;
	uint64_t at = behind_usual_chunks(target, glibc, map), end;
	unsigned pages = 0;

	for (; at < map->end && pages < pages_max && !has_all_mapped(target, &glibc->malloc);
		pages++) {
		at = behind_heap(glibc, at);
		/* into the window, from which the headers are read */
		if (!heap_memory_at(memory, at, (size_t)memory->page, map->end))
			at = heap_memory_next_present(memory, at, map->end);
		if (at >= map->end)
			break;
		end = take_mapped_chunk(target, glibc, map, at);
		at = end > at ? end : at + memory->page;
	}
	return pages;
}

static bool may_have_chunks(const struct heap_map *map)
{
	return map->kind == HEAP_MAP_ANON && map->writable;
}

/* mp_ has their number: usually all are at the start of mappings, and only if not is all anonymous
 * memory searched. */
static void take_mapped_chunks(struct heap_target *target, const struct heap_glibc *glibc)
{
	const struct heap_maps *maps = &target->maps;
	unsigned pages = 0;

	for (size_t i = 0; i < maps->count; i++)
		if (may_have_chunks(&maps->map[i]))
			take_usual_chunks(target, glibc, &maps->map[i]);
	if (!glibc->malloc.knows_mmaps || has_all_mapped(target, &glibc->malloc))
		return;
	target->memory.is_sparse = false;
	for (size_t i = 0; i < maps->count; i++)
		if (may_have_chunks(&maps->map[i]))
			pages += search_pages(target, glibc, &maps->map[i], PAGES_MAX - pages);
}

bool heap_glibc_read(struct heap_target *target, struct heap_glibc *glibc, bool keeps_on)
{
	struct heap_chunks chunks = { .target = target,
		.glibc = &glibc->malloc,
		.cache = &glibc->cache,
		.keeps_on = keeps_on };
	uint64_t top;

	glibc->heap_count = 0;
	heap_arena_find(target, &glibc->malloc);
	if (glibc->malloc.main_arena == 0)
		return false;
	target->census.arenas = 1;
	take_fastbins(target, glibc);
	chunks.top = top =
		heap_memory_word(&target->memory, glibc->malloc.main_arena + glibc->malloc.top);
	target->census.system =
		heap_memory_word(&target->memory, glibc->malloc.main_arena + glibc->malloc.system);
	walk_main_heap(&chunks);
	walk_arenas(&chunks, glibc);
	chunks.top = top;
	chunks.is_single = true;
	walk_rest_of_main(&chunks, glibc);
	take_mapped_chunks(target, glibc);
	if (glibc->malloc.knows_mmaps)
		target->census.mmapped_missed =
			(int64_t)(glibc->malloc.mmaps - target->census.mmapped.blocks);
	return true;
}
