/* collections.h - long sawteeth of a managed heap, and the floors between them. */
#ifndef LEAKLINE_COLLECTIONS_H
#define LEAKLINE_COLLECTIONS_H

#include <stddef.h>

#include "points.h"

struct collections {
	size_t count;       /* of floors; 0 if the falls are not a collector's */
	double first, last; /* value of y at the first and at the last floor */
	double threshold;   /* 40 % of the 5-95 % range of y minus its line */
};

/*
 * Finds the floors of the points (n >= 12), slope being that of their OLS line; floor: the least
 * that matters. work: 2 * n.
 */
void collections_find(const struct points *points, double slope, double floor, double *work,
	struct collections *out);

#endif
