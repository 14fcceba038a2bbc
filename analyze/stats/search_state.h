/* search_state.h - what a search works on: the series, the model so far, the sums of all candidates
 * with it. Used only within search*.c. */
#ifndef LEAKLINE_SEARCH_STATE_H
#define LEAKLINE_SEARCH_STATE_H

#include <stdbool.h>

#include "search_curves.h"
#include "search_score.h"

/* x whose curves are kept: the series of a process begin at two or three different rounds, and are
 * fitted in turn, some of them again and again with a leak in them. */
enum { SEARCH_OWN = 3 };

struct search {
	/* the series, thinned to SEARCH_POINTS at most */
	size_t n;
	double x[SEARCH_POINTS], y[SEARCH_POINTS]; /* y less its mean */
	bool may_drop[SEARCH_POINTS];              /* a drop may begin there */
	bool collector; /* its falls are collections: no steps or drops */
	double page;    /* resolution of y */

	/* the model so far, by slots */
	struct search_model model;
	double column[SEARCH_SLOTS][SEARCH_POINTS];
	double from[SEARCH_SLOTS][SEARCH_POINTS + 1]; /* sums of a column's rows from each on */
	size_t parameters;                            /* that BIC counts */
	size_t curve_count, wave_count;               /* of the nuisances found */
	struct nuisance *found;                       /* the caller's */

	/* its candidates */
	const struct search_curves *curves;    /* for this x: shared, or one of own */
	const struct search_curves *shared;    /* of other threads, too; or NULL */
	struct search_curves *own[SEARCH_OWN]; /* for other x, last used first; or NULL */
	struct search_sums sums[CURVE_BLOCKS + WAVE_BLOCKS]; /* with the model, a block each */
	double refined[2][SEARCH_POINTS * SEARCH_LANES]; /* columns of waves between the grid's */
	struct search_scorer scorer[3];                  /* by the width of candidates */
};

/* One candidate, copied from its block: the data for adding it to the model. */
struct search_choice {
	struct nuisance what;
	size_t width;
	size_t start;            /* of a step or drop: its first point */
	const double *column[2]; /* of others: every SEARCH_LANES-th number from here */
	double product[2][SEARCH_SLOTS], lagged[2][SEARCH_SLOTS];
	double own[2][2], own_lagged[2][2];
};

#endif
