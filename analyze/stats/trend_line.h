/* trend_line.h - the straight line through a whole series. */
#ifndef LEAKLINE_TREND_LINE_H
#define LEAKLINE_TREND_LINE_H

#include "trend.h"

/*
 * Sets slope, intercept, their errors, ranks and the robust slope of the n points (finite, x
 * rising; n >= 1); limit and constant are already set. work: room for 2 n numbers. Returns false if
 * memory runs out.
 */
bool trend_line_fit(size_t n, const double *x, const double *y, double *work, struct trend *out);

#endif
