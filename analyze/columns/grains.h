/* grains.h - the resolution of sizes that a tool printed with decimals: each reading shows only how
 * many of them it has. */
#ifndef LEAKLINE_GRAINS_H
#define LEAKLINE_GRAINS_H

#include <stdint.h>

struct arena;

/* The finest grain of the readings of each size. All zero is none. */
struct grains {
	uint64_t exact;   /* bit set of the sizes that were told to a KiB */
	uint32_t *coarse; /* of the others, KiB, in the arena; 0: none of that size. NULL: none */
};

/*
 * Takes a reading of so many KiB, whose last digit is worth grain KiB. Of 23.97 MiB, 24 MiB and
 * 24.05 MiB the second has lost its zeros (%g of C, and numbers of JSON), and is as fine as the
 * others. BusyBox's 9990 and 9.8m (10035) are not of one size: they are not printed alike.
 */
void grains_take(struct grains *grains, struct arena *arena, int64_t kib, int64_t grain);

/* The same for all readings that others consist of. */
void grains_join(struct grains *grains, struct arena *arena, const struct grains *from);

/* The coarsest of the sizes, KiB; 0: all are exact, or there are none. */
int64_t grains_of(const struct grains *grains);

#endif
