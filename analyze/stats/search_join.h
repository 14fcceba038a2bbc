/* search_join.h - sums of the search's candidates with a column of the model, or y. Used only
 * within search*.c. */
#ifndef LEAKLINE_SEARCH_JOIN_H
#define LEAKLINE_SEARCH_JOIN_H

#include "search_block.h"

/* A column of the model, or y, with what the sums of all blocks with it need. */
struct search_column {
	size_t n;
	const double *row;            /* n of them */
	const double *from;           /* n + 1: sum of the rows from each on */
	double around[SEARCH_POINTS]; /* row(i - 1) + row(i + 1), 0 beyond both ends: a lagged sum
				       * with the column is a product with it */
	double below[SEARCH_POINTS + 1]; /* sum of (x - x[0]) row before each row */
	double below_around[SEARCH_POINTS + 1];
};

/* A column of the model that is 0 before row start (>= 1), and from there on height. */
struct search_step {
	size_t start;
	double height;
};

/* Fills out for a column with n rows, and from with n + 1 sums; out borrows row and from. */
void search_join_begin(
	size_t n, const double *x, const double *row, double *from, struct search_column *out);

/* Computes the block's sums with the column, into its slot. */
void search_join(const struct search_block *block, const struct search_column *column, size_t slot,
	struct search_sums *sums);

/* The same for a column that is a step; the sums with the constant, in slot 0, must be there. */
void search_join_step(size_t n, const struct search_block *block, const struct search_step *step,
	size_t slot, struct search_sums *sums);

#endif
