/* trend_rate.h - the rate that is printed of a trend. */
#ifndef LEAKLINE_TREND_RATE_H
#define LEAKLINE_TREND_RATE_H

#include "trend.h"

/*
 * Sets rate, rate_low and rate_high of a fitted trend of the n points y over x: the late slope, or
 * the robust line of the last third where the two surely differ (docs/method.md 9). Several bends
 * of opposite sign can leave a late slope that no eye finds. work: 2 * n. Returns false if memory
 * runs out.
 */
bool trend_rate(size_t n, const double *x, const double *y, double *work, struct trend *out);

#endif
