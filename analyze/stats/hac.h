/* hac.h - standard errors valid under autocorrelation: Newey & West 1987, Bartlett kernel. */
#ifndef LEAKLINE_HAC_H
#define LEAKLINE_HAC_H

#include <stddef.h>

#include "ols.h"

/* floor(4 (n/100)^(2/9)): the rule of Newey & West 1994 for the Bartlett kernel. */
size_t hac_lags(size_t n);

/* Standard error of the slope of an OLS line through the n points it was fitted to, without the
 * factor n/(n-2). */
double hac_line_error(size_t n, const double *x, const double *y, const struct ols_line *line);

/*
 * Sum of the outer products of k scores with Bartlett weights, k * k numbers into sum. scores: k
 * columns of n, one after another. smooth: work space of n.
 */
void hac_scores(size_t n, size_t k, const double *scores, double *smooth, double *sum);

#endif
