/* heap_python.c - CPython's pools: the blocks of up to 512 bytes from its own allocator */
#include "heap_python.h"

#include "heap_target.h"

/* Pools of 3.10 and later on 64 bit, and of all others. */
enum { POOL_LARGE = 16384, POOL_SMALL = 4096 };

/* Size classes, and blocks of a pool: 16,384 / 16. */
enum { CLASSES = 32, CLASSES_32 = 64, BLOCKS_MAX = 1024 };

/* Arenas are mapped whole: 256 KiB or 1 MiB. */
static const uint64_t ARENA_LEAST = UINT64_C(256) << 10;

struct pool {
	uint64_t at, size;
	uint64_t block_size, header;
	uint64_t in_use, free_block, given_out; /* blocks; address; blocks */
};

/* Reads a header; false if these bytes are none. */
static bool read_header(
	const struct heap_memory *memory, const uint8_t *bytes, uint64_t at, struct pool *pool)
{
	unsigned word = memory->word, align = 2 * word;
	const uint8_t *numbers = bytes + 4 * word;
	uint32_t class = heap_u32(memory, numbers + 4);
	uint64_t next = heap_u32(memory, numbers + 8), most = heap_u32(memory, numbers + 12);

	if (class >= (word == 8 ? CLASSES : CLASSES_32))
		return false;
	*pool = (struct pool){ .at = at,
		.block_size = (class + UINT64_C(1)) * align,
		.header = 4 * word + 16,
		.in_use = heap_u32(memory, bytes),
		.free_block = heap_word(memory, bytes + word) };
	pool->size = most + pool->block_size;
	if ((pool->size != POOL_LARGE && pool->size != POOL_SMALL) || at % pool->size != 0 ||
		next < pool->header || next > pool->size ||
		(next - pool->header) % pool->block_size != 0)
		return false;
	pool->given_out = (next - pool->header) / pool->block_size;
	return pool->in_use <= pool->given_out;
}

/* Marks each free block with a bit. False if the list does not match the header. LEN bytes of the
 * pool are present: bytes never touched are not, and hold no free block. */
static bool mark_free(const struct heap_memory *memory, const uint8_t *bytes, size_t len,
	const struct pool *pool, uint8_t free_bits[static BLOCKS_MAX / 8])
{
	uint64_t free_block = pool->free_block, count = 0;

	while (free_block > pool->at && free_block - pool->at < pool->size) {
		uint64_t offset = free_block - pool->at - pool->header;
		uint64_t index = offset / pool->block_size;

		if (free_block - pool->at < pool->header || offset % pool->block_size != 0 ||
			index >= pool->given_out || free_block - pool->at + memory->word > len ||
			(free_bits[index / 8] >> index % 8 & 1) != 0)
			return false;
		free_bits[index / 8] |= (uint8_t)(1 << index % 8);
		count++;
		free_block = heap_word(memory, bytes + (free_block - pool->at));
	}
	return free_block == 0 && count + pool->in_use == pool->given_out;
}

static void count_blocks(struct heap_target *target, const uint8_t *bytes, size_t len,
	const struct pool *pool, const uint8_t free_bits[static BLOCKS_MAX / 8])
{
	struct heap_census *census = &target->census;

	for (uint64_t i = 0; i < pool->given_out; i++) {
		uint64_t offset = pool->header + i * pool->block_size;
		uint64_t signature;

		if ((free_bits[i / 8] >> i % 8 & 1) != 0)
			continue;
		signature = heap_signature_of(&target->memory, &target->maps, &target->hidden,
			bytes + offset,
			offset + pool->block_size <= len ? (size_t)pool->block_size : 0);
		heap_count_add(&census->used, pool->block_size);
		heap_count_add(&census->pooled, pool->block_size);
		heap_census_add(census, HEAP_OWNER_PYTHON, pool->block_size, signature);
	}
}

/* Counts the pool at an address, if there is one; returns its size, or 0. */
static uint64_t count_pool(struct heap_target *target, uint64_t at, uint64_t end)
{
	struct heap_memory *memory = &target->memory;
	const uint8_t *bytes = heap_memory_at(memory, at, 4 * memory->word + 16, end);
	struct pool pool;
	uint8_t free_bits[BLOCKS_MAX / 8] = { 0 };
	size_t len;

	if (!bytes || !read_header(memory, bytes, at, &pool) || pool.size > end - at)
		return 0;
	heap_count_add(&target->census.pools, pool.size);
	if (pool.in_use == 0)
		return pool.size; /* returned to its arena: the rest of the header is old */
	bytes = heap_memory_some(memory, at, 4 * memory->word + 16, (size_t)pool.size, end, &len);
	if (bytes && mark_free(memory, bytes, len, &pool, free_bits))
		count_blocks(target, bytes, len, &pool, free_bits);
	else
		target->census.torn++;
	return pool.size;
}

void heap_python_read(struct heap_target *target)
{
	struct heap_memory *memory = &target->memory;

	memory->is_sparse = false;
	for (size_t i = 0; i < target->maps.count; i++) {
		const struct heap_map *map = &target->maps.map[i];
		uint64_t at = map->start, size;

		if (map->kind != HEAP_MAP_ANON || map->end - map->start < ARENA_LEAST)
			continue;
		while (at < map->end && !memory->is_exhausted) {
			size = count_pool(target, at, map->end);
			if (size > 0)
				at += size;
			else if (heap_memory_at(memory, at, 1, map->end))
				at += memory->page;
			else
				at = heap_memory_next_present(memory, at + memory->page, map->end);
		}
	}
}
