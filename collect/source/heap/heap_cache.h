/* heap_cache.h - glibc's blocks that are free though their headers say they are in use
 *
 * Two lists keep such: the tcache of each thread, and the fastbins of each arena. A block in a
 * tcache holds a key in its second word, so that free() finds double frees: since 2.34 a random
 * number of the process, before (from 2.29 on) the address of its thread's tcache. The key is
 * learnt from a tcache itself, which is a block of a known size. */
#ifndef LEAKLINE_HEAP_CACHE_H
#define LEAKLINE_HEAP_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_malloc;
struct heap_target;

/* The most keys and fastbin blocks to keep. */
enum { HEAP_KEYS_MAX = 1024, HEAP_FAST_MAX = 1 << 16 };

enum { HEAP_TCACHE_LEAST = 64 * (4 + 1), HEAP_TCACHE_MOST = 76 * (8 + 2) + 16 };

struct heap_cache {
	uint64_t keys[HEAP_KEYS_MAX];
	unsigned key_count;
	bool has_process_key; /* all threads share one key, and it is known */
	bool has_learnt_late; /* a key was learnt after blocks were counted that may have it */

	uint64_t *fast; /* chunks in fastbins, HEAP_FAST_MAX; ascending once they are sorted */
	size_t fast_count;
	bool is_cut; /* there were more than the limit */
};

/* Forgets the keys and the fastbins, for another process. */
void heap_cache_clear(struct heap_cache *cache);

/* If the chunk at an address is a tcache with blocks in it: learns their key, and returns whether
 * it was new. Only chunks of HEAP_TCACHE_LEAST to HEAP_TCACHE_MOST can be one. */
bool heap_cache_learn(struct heap_target *target, const struct heap_malloc *glibc,
	struct heap_cache *cache, uint64_t chunk, uint64_t size);

/* Collects the chunks in the fastbins of an arena; sorts them after the last arena. */
void heap_cache_take_fastbins(struct heap_target *target, const struct heap_malloc *glibc,
	struct heap_cache *cache, uint64_t arena);
void heap_cache_sort(struct heap_cache *cache);

/* Is the chunk in a fastbin? */
bool heap_cache_search_fast(const struct heap_cache *cache, uint64_t chunk);

static inline bool heap_cache_is_fast(const struct heap_cache *cache, uint64_t chunk)
{
	return cache->fast_count > 0 && heap_cache_search_fast(cache, chunk);
}

/* Is this the second word of a block in a tcache? */
static inline bool heap_cache_is_key(const struct heap_cache *cache, uint64_t word)
{
	for (unsigned i = 0; i < cache->key_count; i++)
		if (cache->keys[i] == word)
			return true;
	return false;
}

#endif
