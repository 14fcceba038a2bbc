/* heap_musl_old.c - the heap of a process that uses musl's malloc before 1.2.1
 *
 * src/malloc/oldmalloc: chunks with the size of the one before and their own, whose lowest bit says
 * that the chunk is in use; a run ends with a chunk of size 0. Chunks are aligned to four words;
 * one with a mapping of its own has the low bit of its size clear, and the bytes left out before it
 * where the size of the one before would be. Nothing is kept that sums could be checked against
 * but the sizes, which each chunk repeats. */
#include "heap_musl.h"

#include "heap_target.h"

/* A run, or a place where one may start. */
struct run {
	struct heap_target *target;
	uint64_t at, end;
};

static uint64_t align_of(const struct heap_target *target)
{
	return 4 * target->memory.word;
}

/* The two words of a chunk's header; false if they are not in memory. */
static bool read_header(const struct run *run, uint64_t *before, uint64_t *size)
{
	struct heap_memory *memory = &run->target->memory;
	const uint8_t *bytes = heap_memory_at(memory, run->at, 2 * memory->word, run->end);

	if (!bytes)
		return false;
	*before = heap_word(memory, bytes);
	*size = heap_word(memory, bytes + memory->word);
	return true;
}

static void count_chunk(const struct run *run, uint64_t size)
{
	struct heap_memory *memory = &run->target->memory;
	size_t header = 2 * memory->word, len = HEAP_SIGNATURE_BYTES + header, got;
	const uint8_t *bytes;

	if (size < len)
		len = (size_t)size;
	bytes = heap_memory_some(memory, run->at, header, len, run->end, &got);
	if (bytes)
		heap_target_use(run->target, size, bytes + header, got - header);
}

/* Counts chunks with mappings of their own from run->at on; how many there are. */
static unsigned count_mapped(struct run *run)
{
	struct heap_target *target = run->target;
	uint64_t before, size;
	unsigned count = 0;

	while (run->at < run->end && read_header(run, &before, &size) && (size & 1) == 0 &&
		before == align_of(target) - 2 * target->memory.word && size >= align_of(target) &&
		(size + before) % target->memory.page == 0 && size <= run->end - run->at) {
		count_chunk(run, size);
		heap_count_add(&target->census.mmapped, size);
		run->at += size + before;
		count++;
	}
	return count;
}

/* Counts a run up to its end; false if it is none, or torn. */
static bool count_run(struct run *run)
{
	struct heap_target *target = run->target;
	uint64_t before, size, last = 0;

	while (read_header(run, &before, &size)) {
		bool in_use = (size & 1) != 0;

		size &= ~UINT64_C(1);
		if (size == 0)
			return in_use;
		if (size % align_of(target) != 0 || size > run->end - run->at ||
			(last != 0 && (before & ~UINT64_C(1)) != last))
			return false;
		target->memory.is_sparse = size >= target->memory.page * 4;
		if (in_use)
			count_chunk(run, size);
		else
			heap_count_add(&target->census.free, size);
		run->at += size;
		last = size;
	}
	return false;
}

/* Counts what starts with a mapping: chunks of their own mappings, or a run. */
static bool count_mapping(struct heap_target *target, const struct heap_map *map)
{
	struct run run = { target, map->start + align_of(target) - 2 * target->memory.word,
		map->end };
	uint64_t before, size;

	target->memory.is_sparse = false;
	if (count_mapped(&run) > 0)
		return true;
	/* a run's first chunk claims that the one before it is in use */
	if (!read_header(&run, &before, &size) || before != 1 || (size & ~UINT64_C(1)) == 0)
		return false;
	target->census.runs++;
	if (count_run(&run))
		return true;
	target->census.torn++;
	return false;
}

bool heap_musl_read_old(struct heap_target *target)
{
	struct heap_census *census = &target->census;
	bool found = false;

	for (size_t i = 0; i < target->maps.count && !target->memory.is_exhausted; i++) {
		const struct heap_map *map = &target->maps.map[i];

		if (map->kind == HEAP_MAP_FILE)
			continue;
		if (count_mapping(target, map))
			found = true;
		else if (map->kind == HEAP_MAP_BRK)
			census->lost += map->end - map->start;
	}
	census->system = census->used.bytes - census->mmapped.bytes + census->free.bytes;
	return found;
}
