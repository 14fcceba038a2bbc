/* grains.c - the resolution of sizes that a tool printed with decimals. */
#include "grains.h"

#include <stddef.h>

#include "../base/arena.h"

static size_t size_of(int64_t kib)
{
	size_t size = 0;

	for (; kib > 1 && size + 1 < GRAIN_SIZES; kib /= 2)
		size++;
	return size;
}

static void keep_finer(uint32_t *finest, uint32_t grain)
{
	if (grain && (!*finest || grain < *finest))
		*finest = grain;
}

void grains_take(struct grains **grains, struct arena *arena, int64_t kib, int64_t grain)
{
	if (kib <= 0 || grain < 1 || (grain == 1 && !*grains))
		return;
	if (!*grains)
		*grains = arena_take(arena, sizeof **grains);
	keep_finer(&(*grains)->finest[size_of(kib)],
		grain < (int64_t)UINT32_MAX ? (uint32_t)grain : UINT32_MAX);
}

void grains_join(struct grains **grains, struct arena *arena, const struct grains *from)
{
	if (!from)
		return;
	if (!*grains)
		*grains = arena_take(arena, sizeof **grains);
	for (size_t i = 0; i < GRAIN_SIZES; i++)
		keep_finer(&(*grains)->finest[i], from->finest[i]);
}

int64_t grains_of(const struct grains *grains)
{
	uint32_t coarsest = 0;

	for (size_t i = 0; grains && i < GRAIN_SIZES; i++)
		coarsest = grains->finest[i] > coarsest ? grains->finest[i] : coarsest;
	return coarsest;
}
