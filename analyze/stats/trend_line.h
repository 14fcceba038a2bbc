/* trend_line.h - the straight line through all of a series. */
#ifndef LEAKLINE_TREND_LINE_H
#define LEAKLINE_TREND_LINE_H

#include "trend.h"

/*
 * Sets what the n points (finite, x rising; n >= 1) say of slope, intercept, their errors, ranks
 * and the robust slope; limit and constant are set already. work: room for 2 n numbers. False where
 * memory runs out.
 */
bool trend_line_fit(size_t n, const double *x, const double *y, double *work, struct trend *out);

#endif
