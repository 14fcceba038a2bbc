/* normal.h - small systems of normal equations. */
#ifndef LEAKLINE_NORMAL_H
#define LEAKLINE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

enum { NORMAL_MAX = 12 }; /* rows at most */

/*
 * Pseudo-inverse of the symmetric k x k matrix a, scaled to a diagonal of 1 first; directions whose
 * share is below 1e-15 (columns that say the same) are left out. Gives false where GSL could not.
 */
bool normal_inverse(size_t k, const double *a, double *inverse);

/*
 * a: sums of products of k + 1 columns, (k + 1)^2 numbers, the last column being y. Gives the sum
 * of squares of y less its regression on the others, whose k coefficients go to b. A ridge of 1e-11
 * keeps alike columns solvable.
 */
double normal_residual(size_t k, const double *a, double *b);

/* Sum of a[i] b[i], n numbers each. */
double normal_dot(size_t n, const double *a, const double *b);

/* What a regression gives; the caller's arrays. */
struct normal_fit {
	double *inverse;  /* of X'X, k * k */
	double *b;        /* coefficients, k */
	double *residual; /* y less the fit, n */
};

/* Least squares of y on k columns x, each of n, one after another, into the arrays of fit. Gives
 * false where GSL could not. */
bool normal_regress(
	size_t n, size_t k, const double *x, const double *y, const struct normal_fit *fit);

#endif
