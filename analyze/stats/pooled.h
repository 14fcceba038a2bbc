/* pooled.h - the slope that several short series share, each with a level of its own. */
#ifndef LEAKLINE_POOLED_H
#define LEAKLINE_POOLED_H

#include <stdbool.h>
#include <stddef.h>

/* One of the series. */
struct pooled_part {
	size_t n;
	const double *x, *y;
};

struct pooled_slope {
	bool known;                     /* there were two series or more with three points */
	double slope, error, low, high; /* the interval is of 95 % */
	double p;                       /* one-sided: of growth */
	size_t parts;                   /* series that count */
};

/* The slope within the series, by least squares, with an error that holds whatever the noise inside
 * a series is like: each series counts as one observation. */
struct pooled_slope pooled_slope(const struct pooled_part *parts, size_t count);

#endif
