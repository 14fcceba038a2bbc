/* heap_plain.c - the fast way through a run of chunks: small ones, one after another */
#include "heap_plain.h"

#include <string.h>

#include "heap_arena.h"
#include "heap_cache.h"
#include "heap_target.h"

/* Words of the target are read as our own; a target of another size or byte order is not plain. */
enum { WORD = sizeof(uintptr_t), HEADER = 2 * WORD, LEAST = 2 * HEADER };

/* A larger chunk may be a tcache, of which a key is learnt. */
enum { ROOM = HEAP_TCACHE_LEAST + HEADER };

/* Classes by a block's first word and its size: nearly all blocks of a program are of a few kinds.
 */
enum { MEMOS = 64 };

struct memo {
	uintptr_t word, size; /* size 0: none */
	uint32_t *blocks;     /* of the class */
};

static uintptr_t word_at(const uint8_t *at)
{
	uintptr_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

/* Where plain chunks must begin before: from there on one may reach to the top, the end, or out of
 * the window. */
static uint64_t limit_of(
	const struct heap_memory *memory, const struct heap_plain *plain, uint64_t at)
{
	uint64_t limit = memory->end < plain->end ? memory->end : plain->end;

	if (memory->word != WORD || memory->is_foreign || at < memory->start || limit < ROOM)
		return 0;
	limit -= ROOM;
	return plain->top >= at && plain->top < limit ? plain->top : limit;
}

/* As heap_signature_of, of words of our own. */
static inline uint64_t signature_of(struct heap_target *target, const uint8_t *block, size_t len)
{
	uint64_t signature = HEAP_NO_SIGNATURE;

	if (len > HEAP_SIGNATURE_BYTES)
		len = HEAP_SIGNATURE_BYTES;
	for (size_t at = 0; at < len && signature == HEAP_NO_SIGNATURE; at += WORD)
		if (heap_maps_may_be_file(&target->maps, word_at(block + at)))
			signature = heap_signature_at(
				&target->maps, &target->hidden, word_at(block + at), at);
	return signature;
}

static inline bool is_cached(
	const struct heap_plain *plain, const uint8_t *chunk, uint64_t at, uint64_t size)
{
	bool may_be_fast = size <= (plain->glibc->fastbin_count + 1) * HEADER;

	return heap_cache_is_key(plain->cache, word_at(chunk + HEADER + WORD)) ||
	       (may_be_fast && heap_cache_is_fast(plain->cache, at));
}

/* Counts a block in use in its class. */
static inline void count_used(struct heap_target *target, const uint8_t *chunk, uintptr_t size,
	struct memo memos[static MEMOS])
{
	uintptr_t word = word_at(chunk + HEADER);
	struct memo *memo = &memos[(word ^ word >> 6 ^ size >> 4) % MEMOS];
	unsigned moves = target->census.moves;
	uint64_t signature;
	uint32_t *blocks;

	if (memo->word == word && memo->size == size) {
		++*memo->blocks;
		return;
	}
	signature = signature_of(target, chunk + HEADER, size - HEADER);
	blocks = heap_census_add(&target->census, HEAP_OWNER_MALLOC, size, signature);
	if (target->census.moves != moves)
		memset(memos, 0, MEMOS * sizeof *memos);
	if (blocks && signature != HEAP_NO_SIGNATURE && heap_signature_position(signature) == 0)
		*memo = (struct memo){ word, size, blocks };
}

static void add(struct heap_count *sum, const struct heap_count *part)
{
	sum->bytes += part->bytes;
	sum->blocks += part->blocks;
}

uint64_t heap_plain_walk(struct heap_target *target, const struct heap_plain *plain, uint64_t at)
{
	/* In variables of its own, as all that is in memory would be read anew after each block:
	 * a compiler cannot know that counting a block does not change it. */
	const uint8_t *window = target->memory.window;
	uint64_t start = target->memory.start, limit = limit_of(&target->memory, plain, at);
	uintptr_t wrong = HEAP_IS_MMAPPED | ((plain->glibc->align - 1) & ~(uintptr_t)HEAP_FLAGS);
	struct heap_count used = { 0 }, unused = { 0 }, cached = { 0 };
	struct memo memos[MEMOS] = { 0 };

	while (at < limit) {
		const uint8_t *chunk = window + (at - start);
		uintptr_t word = word_at(chunk + WORD), size = word & ~(uintptr_t)HEAP_FLAGS, next;

		if (size < LEAST || size >= HEAP_TCACHE_LEAST || (word & wrong) != 0)
			break;
		next = word_at(chunk + size + WORD);
		if (next < LEAST ||
			((next & HEAP_PREV_INUSE) == 0 && word_at(chunk + size) != size))
			break;
		if ((next & HEAP_PREV_INUSE) == 0) {
			heap_count_add(&unused, size);
		} else if (is_cached(plain, chunk, at, size)) {
			heap_count_add(&cached, size);
		} else {
			heap_count_add(&used, size);
			count_used(target, chunk, size, memos);
		}
		at += size;
	}
	add(&target->census.used, &used);
	add(&target->census.free, &unused);
	add(&target->census.cached, &cached);
	return at;
}
