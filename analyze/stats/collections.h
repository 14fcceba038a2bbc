/* collections.h - long sawteeth of a managed heap, and the floors that they leave. */
#ifndef LEAKLINE_COLLECTIONS_H
#define LEAKLINE_COLLECTIONS_H

#include <stddef.h>

#include "points.h"

struct collections {
	size_t count;       /* of floors; 0 where the falls are none of a collector */
	double first, last; /* value of y at the first and at the last floor */
	double threshold;   /* 40 % of the 5-95 % range of y less its line */
};

/*
 * Finds the floors of the points (n >= 12), slope that of their OLS line; floor: what matters at
 * least. work: 2 * n.
 */
void collections_find(const struct points *points, double slope, double floor, double *work,
	struct collections *out);

#endif
