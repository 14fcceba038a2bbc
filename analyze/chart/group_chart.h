/* group_chart.h - the model of the chart of a group: its members stacked, their sum over them. What
 * page and scripts draw. */
#ifndef LEAKLINE_GROUP_CHART_H
#define LEAKLINE_GROUP_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "../analysis.h"
#include "axis.h"

/* A round of the chart, MiB. */
struct group_chart_point {
	double round, sum;
	const double *edge; /* upper edges of the layers from below, `layers` of them */
};

struct group_chart {
	struct group_chart_point *points;
	size_t count;
	size_t layers;    /* 0: members are not known, or not drawn as the axis is lifted */
	bool lifted;      /* the axis does not begin at 0: above one that does the growth is flat */
	struct axis axis; /* MiB, with room above the sum */
};

/* Builds the chart of group i of a run; false if it has fewer than two readings. At most `most`
 * points; lists are in the arena. */
bool group_chart_build(struct arena *arena, const struct analysis *analysis, size_t i, size_t most,
	struct group_chart *chart);

#endif
