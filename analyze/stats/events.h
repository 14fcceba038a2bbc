/* events.h - in how many events a series grows, falls and steps. */
#ifndef LEAKLINE_EVENTS_H
#define LEAKLINE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Effective number of growth events of y in blocks blocks: (net rise)^2 over the sum of squared
 * rises from block to block, the greater of block means and lower medians; 0 if it does not rise. A
 * line yields blocks - 1, one step yields 1. work: n.
 */
double events_in_blocks(size_t n, const double *y, size_t blocks, double *work);

/* The largest over the cuts for a series of n points. work: n. */
double events_of_growth(size_t n, const double *y, double *work);

/* Counts falls between neighbouring points of more than 30 % of the 5-95 % range of y minus its
 * line. work: n. */
size_t events_large_falls(size_t n, const double *x, const double *y, double slope, double *work);

/* Do rises above the floor make up four fifths of all rises in less than a third of the rounds? */
bool events_in_steps(size_t n, const double *y, double floor);

/* Quantile of n >= 1 values (linear between points); reorders them. */
double events_quantile(size_t n, double *v, double share);

/* The range between the 5 % and the 95 % quantile of n >= 1 values; reorders v. */
double events_range(size_t n, double *v);

/* Median of n >= 1 values. work: n. */
double events_median(size_t n, const double *v, double *work);

/* Median of those of n >= 1 values that lie at most reach places from the one at `at`: fewer where
 * the series begins or ends. work: 2 * reach + 1. */
double events_median_around(size_t n, const double *v, size_t at, size_t reach, double *work);

/* The largest gain of v over its lowest earlier value; 0 for n == 0. */
double events_drawup(size_t n, const double *v);

#endif
