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

/* Of each lane. */
struct search_score {
	double squares[SEARCH_LANES]; /* of the innovations under AR(1) noise */
	double last[SEARCH_LANES];    /* has the sign of its last column's coefficient */
};

/*
 * The residuals of least squares tell the rho of each lane, Prais-Winsten the squares. Sums with
 * all columns of the model must be there; sums may be NULL for a block of width 0, which stands for
 * the model alone.
 */
void search_score(const struct search_model *model, const struct search_block *block,
	const struct search_sums *sums, struct search_score *out);

#endif
