/* ols.h - the straight line: ordinary least squares with its classical standard error. */
#ifndef LEAKLINE_OLS_H
#define LEAKLINE_OLS_H

#include <stdbool.h>
#include <stddef.h>

/* A fitted line. Residuals that are only rounding count as zero: ssr and error are then 0. */
struct ols_line {
	double slope, intercept; /* intercept at x = 0 */
	double x_mean, y_mean;
	double sxx;   /* sum of (x - mean)^2 */
	double ssr;   /* sum of squared residuals */
	double error; /* of the slope; 0 for n = 2 */
	double r2;    /* 0 for a constant series */
};

/*
 * Is a sum of n squared residuals of y (scale: the largest |y - y[0]|) only rounding? Doubles have
 * 16 digits, and a fit loses some: 1e-9 of the scale per point.
 */
bool ols_vanishes(double ssr, size_t n, double scale);

/* The largest |y[i] - y[0]|; 0 for n == 0. */
double ols_scale(size_t n, const double *y);

/* Fits y on x, n points. Returns false (and *out is zero) for n < 2 or constant x. */
bool ols_fit(size_t n, const double *x, const double *y, struct ols_line *out);

#endif
