/* grains.c - the resolution of sizes that a tool printed with decimals. */
#include "grains.h"

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"

/* All powers of ten of bytes, KiB, MiB and GiB up to 1 TiB, in KiB: between two of them a tool
 * prints the same unit, of 1000 or 1024 bytes, and as many digits before the point. */
static const int64_t edges[] = { 10, 98, 100, 977, 1000, 1024, 9766, 10000, 10240, 97657, 100000,
	102400, 976563, 1000000, 1024000, 1048576, 9765625, 10000000, 10240000, 10485760, 97656250,
	100000000, 102400000, 104857600, 976562500, 1000000000, 1024000000, 1048576000 };

enum { SIZES = sizeof edges / sizeof *edges + 1 };
_Static_assert(SIZES <= 64, "a bit for each");

/* How many of the edges it has reached. */
static size_t size_of(int64_t kib)
{
	size_t low = 0, high = SIZES - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (kib >= edges[middle])
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_exact(const struct grains *grains, size_t size)
{
	return grains->exact >> size & 1;
}

static void keep_finer(struct grains *grains, struct arena *arena, size_t size, uint32_t grain)
{
	if (!grain)
		return;
	if (!grains->coarse)
		grains->coarse = arena_take_array(arena, SIZES, sizeof *grains->coarse);
	if (!grains->coarse[size] || grain < grains->coarse[size])
		grains->coarse[size] = grain;
}

void grains_take(struct grains *grains, struct arena *arena, int64_t kib, int64_t grain)
{
	if (kib <= 0 || grain < 1)
		return;
	if (grain == 1)
		grains->exact |= UINT64_C(1) << size_of(kib);
	else
		keep_finer(grains, arena, size_of(kib),
			grain < (int64_t)UINT32_MAX ? (uint32_t)grain : UINT32_MAX);
}

void grains_join(struct grains *grains, struct arena *arena, const struct grains *from)
{
	grains->exact |= from->exact;
	for (size_t i = 0; from->coarse && i < SIZES; i++)
		keep_finer(grains, arena, i, from->coarse[i]);
}

int64_t grains_of(const struct grains *grains)
{
	uint32_t coarsest = 0;

	for (size_t i = 0; grains->coarse && i < SIZES; i++)
		if (!is_exact(grains, i) && grains->coarse[i] > coarsest)
			coarsest = grains->coarse[i];
	return coarsest;
}
