/* blocks.h - which blocks grew: the classes of a life's heap in the order of the reports. */
#ifndef LEAKLINE_BLOCKS_H
#define LEAKLINE_BLOCKS_H

#include "../analysis.h"

/* A class of blocks and its part in the growth. */
struct blocks_row {
	const struct block_class *class;
	const struct block_finding *finding;
	const char *where; /* "libfrr.so.0.0.0+0x178880", ready for addr2line; "" if the blocks
			      hold no known pointer. Foreign text: escape it */
	double per_round, low, high; /* blocks a round, and the interval */
	double kib_per_round, kib_change;
	double clockwork; /* share of the rounds with the same step; < 0: no step */
	double share;     /* of the growth of all classes that grow; < 0: it is none of them */
};

/* All classes of the finding's heap: first those that grow, the fastest first, then by change. Rows
 * are in arena; *count: their number; *growing: how many grow. */
struct blocks_row *blocks_rows(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count, size_t *growing);

/* The row of a class among them; NULL: it has none. */
const struct blocks_row *blocks_find(
	const struct blocks_row *rows, size_t count, const struct block_class *class);

/* What the blocks hold, for a reader: the name of the object, else where; "" if nothing is known.
 * Foreign text. */
const char *blocks_holds(const struct blocks_row *row);

/* "+1.000 of 64 bytes a round: bgp_table_delegate", for a chart. Foreign text. */
const char *blocks_label(struct arena *arena, const struct blocks_row *row);

/* "+1.000", with as many decimals as are known. */
const char *blocks_per_round(struct arena *arena, const struct blocks_row *row);

/* "109/110"; "" if no step is the usual one. */
const char *blocks_clockwork(struct arena *arena, const struct blocks_row *row);

#endif
