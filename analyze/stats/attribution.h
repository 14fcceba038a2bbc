/* attribution.h - which action makes a series grow: a fit on time and on actions so far, and a test
 * that draws their order anew. */
#ifndef LEAKLINE_ATTRIBUTION_H
#define LEAKLINE_ATTRIBUTION_H

#include <stdbool.h>

#include "attribution_design.h"
#include "points.h"

struct attribution {
	struct attribution_part arm[ATTRIBUTION_ARMS];
	struct attribution_part time; /* only with control */
	bool lacks_memory;            /* why there is no fit */
};

/*
 * Fits the points (METHOD_MODEL_ROUNDS at least) on a constant, two curves of a start, time (with
 * control) and the actions done so far, with the noise model of prewhiten.h. An action's p is the
 * share of orders, drawn anew as the collector drew them, whose fit says as much (Fisher 1935):
 * exact whatever the noise. The draws are the same each time. Returns false if the fit fails, or if
 * memory runs out: then lacks_memory is set, and nothing may be concluded.
 */
bool attribution_fit(const struct points *points, const struct attribution_design *design,
	struct attribution *out);

#endif
