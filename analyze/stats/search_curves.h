/* search_curves.h - candidates of the search with their sums, and those of them that do not depend
 * on y. */
#ifndef LEAKLINE_SEARCH_CURVES_H
#define LEAKLINE_SEARCH_CURVES_H

#include <stddef.h>

#include "method.h"
#include "nuisance.h"
#include "trend.h"

enum {
	SEARCH_POINTS = METHOD_SEARCH_POINTS
}; /* longer series are searched as so many block means */

enum {
	CANDIDATE_SLOTS = TREND_COLUMNS + 1, /* the model's columns, and y in the last place */
	CURVES_STORED =
		NUISANCE_CURVES + 2 * NUISANCE_WAVES, /* columns that are kept; steps need none */
};

/*
 * One candidate: its sums with all that is in the model already, so that adding a column costs one
 * product with each. product: sum of c_i z_i; lagged: sum of c_i z_(i-1) + c_(i-1) z_i.
 */
struct candidate {
	struct nuisance what;
	size_t width;
	const double *column[2]; /* NULL for steps and drops: suffix sums serve */
	size_t start;            /* of a step: its first point */
	double product[2][CANDIDATE_SLOTS], lagged[2][CANDIDATE_SLOTS];
	double own[2][2], own_lagged[2][2], first[2], last[2];
};

/* The candidates that do not depend on y, with their columns and own sums. */
struct search_curves {
	size_t n, count;
	double x[SEARCH_POINTS];
	struct candidate curve[NUISANCE_CURVES + NUISANCE_WAVES];
	double stored[CURVES_STORED][SEARCH_POINTS];
};

/* Curves and waves over the x of a series with n points, about 1.5 MB, which the searches of
 * several threads can share: series with other x get curves of their own. NULL where memory runs
 * out. */
struct search_curves *search_curves_new(size_t n, const double *x);
void search_curves_free(struct search_curves *curves);

/* Block means of v where there are more than SEARCH_POINTS points, less v[0]; gives how many. _x:
 * without taking v[0] off. */
size_t search_curves_thin(size_t n, const double *v, double *out);
size_t search_curves_thin_x(size_t n, const double *x, double *out);

/* Sum of a_i b_i, and of a_i b_(i-1) + a_(i-1) b_i, over n points. */
void search_curves_products(
	size_t n, const double *a, const double *b, double *product, double *lagged);

/* The sums of a candidate's columns with each other. */
void search_curves_own_sums(size_t n, struct candidate *candidate);

#endif
