/* left_sizes.h - sizes of memory that stand beside those that are read, and are not read: where one
 * of them grows while what is read does not, a leak may be left out. */
#ifndef LEAKLINE_LEFT_SIZES_H
#define LEAKLINE_LEFT_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"

/* The trend of one size against the number of its rows. */
struct left_trend {
	double first, sum, squares, with_row; /* the sums without the first */
};

/* One that is left out, and what is read of the same rows. */
struct left_series {
	uint64_t id;
	struct span name;
	uint64_t rows;
	struct left_trend left, read;
};

/* As many are followed; a log that leaves out more has a name in front of each. */
enum { LEFT_SERIES = 64, LEFT_PENDING = 16 };

/* All zero to begin. */
struct left_sizes {
	struct left_series series[LEFT_SERIES];
	size_t count;
	/* those of the row at hand */
	struct {
		uint64_t id;
		struct span name;
		double kib;
	} pending[LEFT_PENDING];
	size_t pending_count;
};

/* Keeps one of the row at hand. id: a hash of all that tells it apart from others of the log; name:
 * as the text has it. */
void left_sizes_see(struct left_sizes *sizes, uint64_t id, struct span name, double kib);

/* Ends the row. read: KiB that were read of it; below 0: none were, and the row does not count. */
void left_sizes_row(struct left_sizes *sizes, struct arena *arena, double read);

/* The name of one that grows while what is read does not; empty: there is none. */
struct span left_sizes_growing(const struct left_sizes *sizes);

#endif
