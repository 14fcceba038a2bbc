/* search_score.h - what the candidates of a block would leave of a series, each added to the model:
 * within search*.c. */
#ifndef LEAKLINE_SEARCH_SCORE_H
#define LEAKLINE_SEARCH_SCORE_H

#include "search_block.h"

/* The model so far: sums of its columns and of y with each other, by slots. */
struct search_model {
	size_t n, columns; /* points; columns in it */
	double product[SEARCH_SLOTS][SEARCH_SLOTS], lagged[SEARCH_SLOTS][SEARCH_SLOTS];
	double first[SEARCH_SLOTS], last[SEARCH_SLOTS]; /* rows */
};

enum { SEARCH_ROWS = SEARCH_SLOTS }; /* columns of a model with a candidate, and y */

typedef double search_matrix[SEARCH_ROWS][SEARCH_ROWS][SEARCH_LANES];

/* Lower factor of a system A = L D L', a matrix a lane. The last row is y: its pivot is what the
 * other rows leave of its squares. */
struct search_factor {
	search_matrix unit, scaled;                /* L, and L D with the pivots; row >= column */
	double inverse[SEARCH_ROWS][SEARCH_LANES]; /* of the pivots, but the last */
};

/*
 * What all candidates of one width share while the model stays as it is. Rows of its systems: the
 * model's columns, the candidate's, y.
 */
struct search_scorer {
	size_t n, columns, rows; /* points; columns of the model; rows with the candidate's and y */
	search_matrix product, lagged, white; /* row >= column; the rest is not set */
	double first[SEARCH_ROWS][SEARCH_LANES], last[SEARCH_ROWS][SEARCH_LANES];
	struct search_factor plain, whitened;
};

/* Of each lane. */
struct search_score {
	double squares[SEARCH_LANES]; /* of the innovations under AR(1) noise */
	double last[SEARCH_LANES];    /* has the sign of its last column's coefficient */
};

/* Prepares the scorer for candidates of this width (0: none) beside the model. It copies what it
 * needs from the model. */
void search_score_begin(
	struct search_scorer *scorer, const struct search_model *model, size_t width);

/*
 * The residuals of least squares determine each lane's rho, Prais-Winsten the squares. The block
 * has the scorer's width, and its sums with all columns of the model must be there. NULL, both, for
 * the model alone.
 */
void search_score(struct search_scorer *scorer, const struct search_block *block,
	const struct search_sums *sums, struct search_score *out);

#endif
