/* doses.h - memory against actions done so far, of a run that drew its rounds by lot: what page and
 * scripts draw. */
#ifndef LEAKLINE_DOSES_H
#define LEAKLINE_DOSES_H

#include <stddef.h>

#include "../analysis.h"
#include "axis.h"

/* A reading. */
struct dose {
	double done; /* actions since the first judged reading */
	double kib;
	int arm; /* of the round before it: index into design.arm, or DESIGN_CONTROL, DESIGN_NO_ARM
		  */
};

struct doses {
	struct dose *items; /* in the arena */
	size_t count;       /* 0: nothing to draw */
	struct axis x, y;   /* KiB */
};

/* The judged readings of a life whose growth was attributed: `most` of them at the most. */
struct doses doses_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t most);

#endif
