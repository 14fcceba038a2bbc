/* search_block.h - candidates of the search in blocks: the same step for eight at once, which
 * compilers turn into vector instructions. Used only within search*.c. */
#ifndef LEAKLINE_SEARCH_BLOCK_H
#define LEAKLINE_SEARCH_BLOCK_H

#include <stddef.h>

#include "method.h"
#include "nuisance.h"
#include "trend.h"

enum {
	SEARCH_POINTS =
		METHOD_SEARCH_POINTS,     /* longer series are searched as this many block means */
	SEARCH_LANES = 8,                 /* candidates in a block */
	SEARCH_SLOTS = TREND_COLUMNS + 1, /* the model's columns in the order taken, and y */
	SEARCH_Y = TREND_COLUMNS          /* the slot of y, the last */
};

/* What the columns of a block are, where that makes sums with them cheap. */
enum search_form {
	SEARCH_ANY,
	SEARCH_RAMPS,      /* x - x[0] before row bend, from there on the last row */
	SEARCH_EVEN_WAVES, /* row(i - 1) + row(i + 1) = factor row(i): waves at even distances */
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
	enum search_form form;
	size_t bend[SEARCH_LANES];                              /* of ramps */
	double factor[SEARCH_LANES];                            /* of even waves */
	double before[2][SEARCH_LANES], after[2][SEARCH_LANES]; /* their rows -1 and n */
};

/* Sums of a block's columns with the model's and y. */
struct search_sums {
	double product[2][SEARCH_SLOTS][SEARCH_LANES], lagged[2][SEARCH_SLOTS][SEARCH_LANES];
};

/* Sum of a_i b_i into *product, and of a_i b_(i-1) + a_(i-1) b_i into *lagged, over n points. */
void search_block_products(
	size_t n, const double *a, const double *b, double *product, double *lagged);

/* Computes own, own_lagged, first and last of a block with filled columns. */
void search_block_own(size_t n, struct search_block *block);

#endif
