/* attribution_table.h - the columns of the fit that tells actions from time. */
#ifndef LEAKLINE_ATTRIBUTION_TABLE_H
#define LEAKLINE_ATTRIBUTION_TABLE_H

#include "attribution_design.h"
#include "points.h"

enum {
	ATTRIBUTION_CURVES = 2,                                       /* of a start */
	ATTRIBUTION_MOST = 2 + ATTRIBUTION_CURVES + ATTRIBUTION_ARMS, /* columns */
	ATTRIBUTION_SIDE = ATTRIBUTION_MOST + 1                       /* and y */
};

/* The columns of a fit, y the last of them, each of n numbers, one after another: constant, time
 * (with control), curves, actions. */
struct attribution_table {
	const struct points *points;
	const struct attribution_design *design;
	size_t group;   /* neighbouring points that make a row */
	size_t n;       /* rows */
	size_t fixed;   /* columns before the actions */
	size_t k;       /* columns before y */
	double *column; /* (k + 1) * n */
};

/* Column c: n numbers, whose mean is 0 but for that of the constant. */
double *attribution_table_column(const struct attribution_table *table, size_t c);

/* Fills all columns, which are 0, as the points and the rounds say. */
void attribution_table_fill(const struct attribution_table *table);

#endif
