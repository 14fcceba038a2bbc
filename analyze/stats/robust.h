/* robust.h - the median of all pairwise slopes (Theil 1950) with its interval (Sen 1968). */
#ifndef LEAKLINE_ROBUST_H
#define LEAKLINE_ROBUST_H

#include <stdbool.h>
#include <stddef.h>

#include "rank.h"

struct robust_slope {
	double slope, low, high; /* 95 % interval */
};

/*
 * Theil-Sen slope of y over x (strictly rising), n >= 2 points, and Sen's interval from the rank
 * test of y. Exact up to rounding, in O(n log n) time and O(n) memory. work: 2 * n. Returns false
 * if memory runs out.
 */
bool robust_fit(size_t n, const double *x, const double *y, const struct rank_test *ranks,
	double *work, struct robust_slope *out);

#endif
