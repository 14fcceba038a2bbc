/* search_block.h - candidates of the search in blocks: the same step for eight of them at once,
 * which compilers turn into vector instructions. Within search*.c alone. */
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
 * Eight candidates of one width, lane by lane, and what is known of them without the series. Two
 * kinds of sums over the points i are all that their fits need: products, of a(i) b(i), and lagged
 * ones, of a(i) b(i - 1) + a(i - 1) b(i).
 */
struct search_block {
	size_t width; /* columns of a candidate: 1, of a wave 2, of no candidate at all 0 */
	size_t count; /* lanes in use; the others hold numbers that nobody reads */
	struct nuisance what[SEARCH_LANES];
	const double *column[2]; /* n rows of SEARCH_LANES numbers; NULL for steps */
	double own[2][2][SEARCH_LANES], own_lagged[2][2][SEARCH_LANES]; /* with each other */
	double first[2][SEARCH_LANES], last[2][SEARCH_LANES];           /* row */
};

/* Sums of a block's columns with the model's and y. */
struct search_sums {
	double product[2][SEARCH_SLOTS][SEARCH_LANES], lagged[2][SEARCH_SLOTS][SEARCH_LANES];
};

/* Sum of a_i b_i into *product, and of a_i b_(i-1) + a_(i-1) b_i into *lagged, over n points. */
void search_block_products(
	size_t n, const double *a, const double *b, double *product, double *lagged);

/* around[i] = column[i - 1] + column[i + 1], where beyond both ends is 0: a lagged sum with column
 * is a product with around. */
void search_block_around(size_t n, const double *column, double *around);

/* Sums of the block with one more column of the model, or y, into its slot; around as above. */
void search_block_join(size_t n, const struct search_block *block, const double *column,
	const double *around, size_t slot, struct search_sums *sums);

/* own, own_lagged, first and last of a block whose columns are there. */
void search_block_own(size_t n, struct search_block *block);

#endif
