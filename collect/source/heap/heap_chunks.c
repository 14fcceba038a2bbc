/* heap_chunks.c - a run of glibc's chunks, walked from header to header */
#include "heap_chunks.h"

#include "heap_arena.h"
#include "heap_cache.h"
#include "heap_plain.h"
#include "heap_target.h"

/* Flags in a chunk's size. */
enum { PREV_INUSE = HEAP_PREV_INUSE, IS_MMAPPED = HEAP_IS_MMAPPED, FLAGS = HEAP_FLAGS };

/* How many chunks must follow each other to be accepted as the start of a run. */
enum { CHAIN = 24 };

/* From this size on only a block's header and first bytes are read. */
static const uint64_t LARGE = 16384;

/* How far to search for the rest of a run broken by a missing page or another brk user. */
static const uint64_t GAP_MAX = UINT64_C(64) << 20;

/* If a key is learnt after more blocks than these were counted, some may have been miscounted. */
enum { EARLY_BLOCKS = 2 };

/* How a run ended. */
enum end {
	END_NOT_YET,
	END_TOP,
	END_FENCE,
	END_TORN,  /* sizes or flags do not fit together */
	END_ABSENT /* a page with a header is not in memory */
};

struct chunk {
	uint64_t at, size;
	bool prev_in_use, is_mmapped;
	uint64_t prev_size;
};

static bool read_chunk(
	const struct heap_chunks *chunks, uint64_t at, uint64_t end, struct chunk *chunk)
{
	struct heap_memory *memory = &chunks->target->memory;
	const uint8_t *header = heap_memory_at(memory, at, 2 * memory->word, end);
	uint64_t size;

	if (!header)
		return false;
	size = heap_word(memory, header + memory->word);
	*chunk = (struct chunk){ .at = at,
		.size = size & ~(uint64_t)FLAGS,
		.prev_in_use = (size & PREV_INUSE) != 0,
		.is_mmapped = (size & IS_MMAPPED) != 0,
		.prev_size = heap_word(memory, header) };
	return true;
}

/* A chunk of two words is a fence post, and so is an empty one: no block is that small. */
static bool is_fence(const struct heap_chunks *chunks, const struct chunk *chunk)
{
	return chunk->size == 2 * chunks->target->memory.word ||
	       (chunk->size == 0 && chunk->prev_in_use);
}

static bool is_plausible(const struct heap_chunks *chunks, const struct chunk *chunk, uint64_t end)
{
	return chunk->size >= 4 * chunks->target->memory.word &&
	       (chunk->size & (chunks->glibc->align - 1)) == 0 && chunk->size <= end - chunk->at &&
	       !chunk->is_mmapped;
}

/* Counts the bytes after the fence post as the allocator's; returns where the run's memory
 * continues. */
static uint64_t pass_fence(
	const struct heap_chunks *chunks, const struct chunk *fence, uint64_t end)
{
	uint64_t post = 2 * chunks->target->memory.word, behind = fence->at + post;
	struct chunk second;

	/* the main arena has two of them, a thread's one and an empty chunk */
	if (end - behind >= post && read_chunk(chunks, behind, end, &second) &&
		is_fence(chunks, &second))
		behind += post;
	chunks->target->census.overhead += behind - fence->at;
	return behind;
}

/* What is read of a chunk before it is known whether it is in use. */
struct sight {
	uint64_t signature;
	bool has_key;
};

static bool look_at(const struct heap_chunks *chunks, const struct chunk *chunk, uint64_t end,
	struct sight *sight)
{
	struct heap_target *target = chunks->target;
	struct heap_memory *memory = &target->memory;
	size_t header = 2 * memory->word, len = HEAP_SIGNATURE_BYTES + header, got;
	const uint8_t *bytes;

	if (chunk->size < len)
		len = (size_t)chunk->size;
	bytes = heap_memory_some(memory, chunk->at, header, len, end, &got);
	if (!bytes)
		return false;
	sight->has_key =
		got >= 2 * header &&
		heap_cache_is_key(chunks->cache, heap_word(memory, bytes + header + memory->word));
	sight->signature = heap_signature_of(
		memory, &target->maps, &target->hidden, bytes + header, got - header);
	return true;
}

static void count_chunk(const struct heap_chunks *chunks, const struct chunk *chunk,
	const struct sight *sight, bool is_free)
{
	struct heap_census *census = &chunks->target->census;
	unsigned word = chunks->target->memory.word;
	bool may_be_fast = chunk->size <= (chunks->glibc->fastbin_count + 1) * 2 * word;

	if (is_free) {
		heap_count_add(&census->free, chunk->size);
	} else if (sight->has_key ||
		   (may_be_fast && heap_cache_is_fast(chunks->cache, chunk->at))) {
		heap_count_add(&census->cached, chunk->size);
	} else {
		heap_count_add(&census->used, chunk->size);
		heap_census_add(census, HEAP_OWNER_MALLOC, chunk->size, sight->signature);
	}
}

/* A thread's first blocks are in no tcache yet: its own tcache is one of them. */
static void learn_key(const struct heap_chunks *chunks, const struct chunk *chunk)
{
	const struct heap_census *census = &chunks->target->census;

	if (heap_cache_learn(
		    chunks->target, chunks->glibc, chunks->cache, chunk->at, chunk->size) &&
		census->used.blocks > EARLY_BLOCKS)
		chunks->cache->has_learnt_late = true;
}

/* Does the next chunk fit this one? If it marks this one as free, it repeats its size. */
static bool fits(
	const struct heap_chunks *chunks, const struct chunk *chunk, const struct chunk *next)
{
	if (next->size < 2 * chunks->target->memory.word && !is_fence(chunks, next))
		return false;
	return next->prev_in_use || next->prev_size == chunk->size;
}

/* Does this chunk end the run, as a fence post or at the top? *at is then after it. */
static enum end pass_end(
	const struct heap_chunks *chunks, const struct chunk *chunk, uint64_t end, uint64_t *at)
{
	if (is_fence(chunks, chunk)) {
		*at = pass_fence(chunks, chunk, end);
		return END_FENCE;
	}
	if ((chunk->at == chunks->top && chunk->size <= end - chunk->at) ||
		chunk->size == end - chunk->at) {
		chunks->target->census.top += chunk->size;
		*at = chunk->at + chunk->size;
		return END_TOP;
	}
	return END_NOT_YET;
}

/* Counts a chunk, and reads the next one, which shows whether it is in use. */
static enum end take_chunk(const struct heap_chunks *chunks, const struct chunk *chunk,
	uint64_t end, struct chunk *next)
{
	struct heap_target *target = chunks->target;
	struct sight sight;

	if (!is_plausible(chunks, chunk, end))
		return END_TORN;
	target->memory.is_sparse = chunk->size >= LARGE;
	if (!look_at(chunks, chunk, end, &sight))
		return END_ABSENT;
	if (chunk->size >= HEAP_TCACHE_LEAST && chunk->size <= HEAP_TCACHE_MOST)
		learn_key(chunks, chunk);
	if (!read_chunk(chunks, chunk->at + chunk->size, end, next))
		return END_ABSENT;
	if (!fits(chunks, chunk, next))
		return END_TORN;
	if (next->size == 0 && chunk->size <= 4 * target->memory.word)
		target->census.overhead += chunk->size; /* a fence post that absorbed a rest */
	else
		count_chunk(chunks, chunk, &sight, !next->prev_in_use);
	return END_NOT_YET;
}

/* Walks one run from *at on; *at is where it ended. */
static enum end walk_run(const struct heap_chunks *chunks, uint64_t *at, uint64_t end)
{
	struct heap_plain plain = { chunks->glibc, chunks->cache, chunks->top, end };
	struct chunk chunk, next;
	enum end how;

	if (!read_chunk(chunks, *at, end, &chunk))
		return END_ABSENT;
	/* top's size need not be a multiple of the alignment: its end is checked first */
	while ((how = pass_end(chunks, &chunk, end, at)) == END_NOT_YET &&
		(how = take_chunk(chunks, &chunk, end, &next)) == END_NOT_YET) {
		*at = heap_plain_walk(chunks->target, &plain, next.at);
		chunk = next;
		if (*at != next.at && !read_chunk(chunks, *at, end, &chunk))
			return END_ABSENT;
	}
	return how;
}

/* Do enough chunks follow each other from here on, or all up to the end of the run? */
static bool is_chain(const struct heap_chunks *chunks, uint64_t at, uint64_t end)
{
	struct chunk chunk;

	for (int i = 0; i < CHAIN; i++, at += chunk.size) {
		if (end - at < 2 * chunks->target->memory.word)
			return false;
		if (!read_chunk(chunks, at, end, &chunk))
			return i > 3;
		if (at == chunks->top)
			return chunk.size <= end - at;
		if (i > 0 && is_fence(chunks, &chunk))
			return true;
		if (!is_plausible(chunks, &chunk, end))
			return false;
	}
	return true;
}

uint64_t heap_chunks_find(
	const struct heap_chunks *chunks, uint64_t start, uint64_t end, uint64_t bytes)
{
	struct heap_memory *memory = &chunks->target->memory;
	uint64_t limit = end - start > bytes ? start + bytes : end;
	uint64_t at = heap_arena_chunk(chunks->target, chunks->glibc, start);

	memory->is_sparse = false;
	while (at < limit && end - at >= 2 * memory->word) {
		struct chunk chunk;

		if (!read_chunk(chunks, at, end, &chunk)) {
			uint64_t present;

			if (memory->is_exhausted)
				break;
			/* the page of its end may be the missing one */
			present = heap_memory_next_present(memory, at + 2 * memory->word - 1, end);
			chunks->target->census.skipped += present - at;
			at = heap_arena_chunk(
				chunks->target, chunks->glibc, present > at ? present : at + 1);
			continue;
		}
		if ((at == chunks->top ||
			    (chunk.prev_in_use && is_plausible(chunks, &chunk, end))) &&
			is_chain(chunks, at, end))
			return at;
		at += chunks->glibc->align;
	}
	return end;
}

/* Searches for the run after one that ended at *at. */
static void find_next_run(
	const struct heap_chunks *chunks, enum end how, uint64_t *at, uint64_t end)
{
	struct heap_census *census = &chunks->target->census;
	uint64_t from = how == END_FENCE ? *at : *at + chunks->glibc->align;
	uint64_t next = heap_chunks_find(chunks, from < end ? from : end, end, GAP_MAX);

	if (next < end) {
		census->lost += next - *at;
		/* malloc counts what others took from brk between proper runs as its own */
		if (how == END_FENCE)
			census->overhead += next - *at;
	}
	*at = next;
}

bool heap_chunks_walk(const struct heap_chunks *chunks, uint64_t *at, uint64_t end)
{
	struct heap_census *census = &chunks->target->census;
	bool fits_together = true;

	for (;;) {
		enum end how = walk_run(chunks, at, end);

		census->runs++;
		if (how == END_TORN || how == END_ABSENT) {
			census->torn++;
			fits_together = false;
		}
		if (how == END_TOP || chunks->is_single || (!fits_together && !chunks->keeps_on) ||
			chunks->target->memory.is_exhausted)
			return fits_together;
		if (end - *at < 4 * chunks->target->memory.word) {
			census->overhead += end - *at;
			return fits_together;
		}
		find_next_run(chunks, how, at, end);
		if (*at >= end)
			return fits_together;
	}
}
