/* normal.h - small systems of normal equations. */
#ifndef LEAKLINE_NORMAL_H
#define LEAKLINE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

enum { NORMAL_MAX = 20 }; /* rows at most */

/*
 * a: sums of products of k + 1 columns, (k + 1)^2 numbers, the last column being y. Returns the sum
 * of squares of y minus its regression on the others, and stores its k coefficients in b. A ridge
 * of 1e-11 keeps equal columns solvable.
 */
double normal_residual(size_t k, const double *a, double *b);

/* The same sum of squares, but of the coefficients only this: last, with the sign of that of the
 * last column, whose square is by how much the sum would be greater without it. */
double normal_last(size_t k, const double *a, double *last);

/* Sum of a[i] b[i], n numbers each. */
double normal_dot(size_t n, const double *a, const double *b);

/* The result of a regression; the arrays are the caller's. */
struct normal_fit {
	double *inverse;  /* of X'X, k * k */
	double *b;        /* coefficients, k */
	double *residual; /* y minus the fit, n */
};

/* Least squares of y on k columns x, each of n, consecutive, into the arrays of fit. Returns false
 * if GSL fails. */
bool normal_regress(
	size_t n, size_t k, const double *x, const double *y, const struct normal_fit *fit);

#endif
