/* points.h - a series as the statistics see it. */
#ifndef LEAKLINE_POINTS_H
#define LEAKLINE_POINTS_H

#include <stddef.h>

/* n values y over x, which ascends; borrowed. */
struct points {
	size_t n;
	const double *x, *y;
};

#endif
