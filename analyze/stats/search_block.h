/* search_block.h - candidates of the search in blocks: the same step for eight at once, which
 * compilers turn into vector instructions. Used only within search*.c. */
#ifndef LEAKLINE_SEARCH_BLOCK_H
#define LEAKLINE_SEARCH_BLOCK_H

#include <stddef.h>

#include "nuisance.h"
#include "trend.h"

enum {
	SEARCH_LANES = 8,                 /* candidates in a block */
	SEARCH_SLOTS = TREND_COLUMNS + 1, /* the model's columns in the order taken, and y */
	SEARCH_Y = TREND_COLUMNS          /* the slot of y, the last */
};

/*
 * Eight candidates of one width, lane by lane, and their data that do not depend on the series.
 * Their fits need two kinds of sums over the points i: products, of a(i) b(i), and lagged ones, of
 * a(i) b(i - 1) + a(i - 1) b(i).
 */
struct search_block {
	size_t width; /* columns per candidate: 1, for a wave 2, for no candidate 0 */
	size_t count; /* lanes in use; the others hold unused numbers */
	struct nuisance what[SEARCH_LANES];
	const double *column[2]; /* n rows of SEARCH_LANES numbers; NULL for steps */
	double own[2][2][SEARCH_LANES],
		own_lagged[2][2][SEARCH_LANES];               /* their sums with each other */
	double first[2][SEARCH_LANES], last[2][SEARCH_LANES]; /* row */
};

/* Sums of a block's columns with the model's and y. */
struct search_sums {
	double product[2][SEARCH_SLOTS][SEARCH_LANES], lagged[2][SEARCH_SLOTS][SEARCH_LANES];
};

/* Sum of a_i b_i into *product, and of a_i b_(i-1) + a_(i-1) b_i into *lagged, over n points. */
void search_block_products(
	size_t n, const double *a, const double *b, double *product, double *lagged);

/* around[i] = column[i - 1] + column[i + 1], 0 beyond both ends: a lagged sum with column is a
 * product with around. */
void search_block_around(size_t n, const double *column, double *around);

/* Computes the block's sums with one more column of the model, or y, into its slot; around as
 * above. */
void search_block_join(size_t n, const struct search_block *block, const double *column,
	const double *around, size_t slot, struct search_sums *sums);

/* Computes own, own_lagged, first and last of a block with filled columns. */
void search_block_own(size_t n, struct search_block *block);

#endif
