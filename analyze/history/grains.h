/* grains.h - the resolution of sizes that a tool printed with decimals: each reading shows only how
 * many of them it has. */
#ifndef LEAKLINE_GRAINS_H
#define LEAKLINE_GRAINS_H

#include <stdint.h>

struct arena;

/* Sizes of one power of two are printed alike. */
enum { GRAIN_SIZES = 40 };

/* The finest grain of the readings of each size, in KiB; 0: there are none. */
struct grains {
	uint32_t finest[GRAIN_SIZES];
};

/*
 * Takes a reading of so many KiB, whose last digit is worth grain KiB; *grains is NULL until one
 * is coarser than a KiB, and then in the arena. Of 23.97 MiB, 24 MiB and 24.05 MiB the second has
 * lost its zeros (%g of C, and Math.round() of JavaScript), and is as fine as the others.
 */
void grains_take(struct grains **grains, struct arena *arena, int64_t kib, int64_t grain);

/* The same for all readings that others consist of; from may be NULL. */
void grains_join(struct grains **grains, struct arena *arena, const struct grains *from);

/* The coarsest of the sizes; 0 if there are none (NULL). */
int64_t grains_of(const struct grains *grains);

#endif
