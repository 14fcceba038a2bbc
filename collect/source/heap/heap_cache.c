/* heap_cache.c - glibc's blocks that are free though their headers mark them as in use */
#include "heap_cache.h"

#include <stdlib.h>

#include "../../base/list.h"
#include "heap_arena.h"
#include "heap_target.h"

/* struct tcache_perthread_struct of malloc.c: a counter for each list, then the lists. */
static const struct {
	unsigned lists, counter; /* how many, and the bytes of a counter */
} layouts[] = {
	{ 64, 1 }, /* 2.29, and before */
	{ 64, 2 }, /* 2.30 to 2.41 */
	{ 76, 2 }, /* 2.42: 12 more lists, for large blocks */
};
enum { LAYOUTS = sizeof layouts / sizeof *layouts };

/* Lists of small blocks: the first is of the smallest chunks, each next one a step larger. */
enum { SMALL_LISTS = 64, LISTS_MAX = 76 };

/* The most blocks of a fastbin to follow; a longer list is a circle. */
enum { FAST_LIST_MAX = HEAP_FAST_MAX };

void heap_cache_clear(struct heap_cache *cache)
{
	cache->key_count = 0;
	cache->has_process_key = cache->has_learnt_late = cache->is_cut = false;
	cache->fast_count = 0;
}

/* The chunk that holds a tcache of this layout. */
static uint64_t tcache_size(
	const struct heap_target *target, const struct heap_malloc *glibc, size_t layout)
{
	unsigned word = target->memory.word;
	uint64_t struct_size = layouts[layout].lists * (layouts[layout].counter + word);

	return (struct_size + word + glibc->align - 1) & ~(uint64_t)(glibc->align - 1);
}

/* The key of the first block of a list; 0 if it is not a block of that list's size. */
static uint64_t key_of(
	struct heap_target *target, const struct heap_malloc *glibc, uint64_t block, unsigned list)
{
	struct heap_memory *memory = &target->memory;
	const struct heap_map *map = heap_maps_find(&target->maps, block);
	uint64_t size = 4 * memory->word + (uint64_t)list * glibc->align;

	if (block % glibc->align != 0 || !map || !map->writable ||
		(heap_memory_word(memory, block - memory->word) & ~UINT64_C(7)) != size)
		return 0;
	return heap_memory_word(memory, block + memory->word);
}

/* The key that the blocks of all lists agree on; 0 if there are none, or this is no tcache. */
static uint64_t common_key(
	struct heap_target *target, const struct heap_malloc *glibc, const uint8_t *lists)
{
	uint64_t common = 0;

	for (unsigned i = 0; i < SMALL_LISTS; i++) {
		uint64_t block = heap_word(&target->memory, lists + i * target->memory.word), key;

		if (block == 0)
			continue;
		key = key_of(target, glibc, block, i);
		if (key == 0 || (common != 0 && key != common))
			return 0;
		common = key;
	}
	return common;
}

bool heap_cache_learn(struct heap_target *target, const struct heap_malloc *glibc,
	struct heap_cache *cache, uint64_t chunk, uint64_t size)
{
	unsigned word = target->memory.word;
	uint64_t block = chunk + 2 * word;
	uint8_t lists[LISTS_MAX * 8];

	if (cache->has_process_key || cache->key_count == HEAP_KEYS_MAX ||
		heap_cache_is_key(cache, block))
		return false;
	for (size_t i = 0; i < LAYOUTS; i++) {
		uint64_t key, counters = (uint64_t)layouts[i].lists * layouts[i].counter;

		if (size != tcache_size(target, glibc, i) ||
			!heap_memory_copy(&target->memory, block + counters, lists,
				(size_t)layouts[i].lists * word))
			continue;
		key = common_key(target, glibc, lists);
		if (key == 0)
			continue;
		cache->keys[cache->key_count++] = key;
		cache->has_process_key = key != block;
		return true;
	}
	return false;
}

/* Checks that this is a chunk of the size that its fastbin is for. */
static bool check_fast_chunk(
	struct heap_target *target, const struct heap_malloc *glibc, uint64_t chunk, uint64_t size)
{
	struct heap_memory *memory = &target->memory;

	return heap_arena_chunk(target, glibc, chunk) == chunk &&
	       heap_maps_find(&target->maps, chunk) != NULL &&
	       (heap_memory_word(memory, chunk + memory->word) & ~UINT64_C(7)) == size;
}

/* The next chunk in a fastbin; 0 at the end. Since 2.32 the pointer is mixed with its own address
 * (safe linking); the reader tells by which one leads to a valid chunk. */
static uint64_t next_fast(
	struct heap_target *target, const struct heap_malloc *glibc, uint64_t chunk, uint64_t size)
{
	uint64_t place = chunk + 2 * target->memory.word;
	uint64_t word = heap_memory_word(&target->memory, place), plain = word ^ place >> 12;

	if (word == 0 || plain == 0)
		return 0;
	return check_fast_chunk(target, glibc, plain, size) ? plain : word;
}

static void take_list(struct heap_target *target, const struct heap_malloc *glibc,
	struct heap_cache *cache, uint64_t chunk, uint64_t size)
{
	for (int i = 0; chunk != 0 && i < FAST_LIST_MAX; i++) {
		if (!check_fast_chunk(target, glibc, chunk, size))
			return;
		if (cache->fast_count == HEAP_FAST_MAX) {
			cache->is_cut = true;
			return;
		}
		cache->fast[cache->fast_count++] = chunk;
		chunk = next_fast(target, glibc, chunk, size);
	}
}

void heap_cache_take_fastbins(struct heap_target *target, const struct heap_malloc *glibc,
	struct heap_cache *cache, uint64_t arena)
{
	unsigned word = target->memory.word;
	uint64_t step = 2 * word; /* fastbin_index of malloc.c: in steps of two words */

	for (unsigned i = 0; i < glibc->fastbin_count; i++) {
		uint64_t chunk =
			heap_memory_word(&target->memory, arena + glibc->fastbins + i * word);

		take_list(target, glibc, cache, chunk, (i + 2) * step);
	}
}

static int compare_addresses(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

void heap_cache_sort(struct heap_cache *cache)
{
	list_sort(cache->fast, cache->fast_count, sizeof *cache->fast, compare_addresses);
}

bool heap_cache_search_fast(const struct heap_cache *cache, uint64_t chunk)
{
	return bsearch(&chunk, cache->fast, cache->fast_count, sizeof *cache->fast,
		       compare_addresses) != NULL;
}
