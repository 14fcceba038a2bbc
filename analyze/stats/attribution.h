/* attribution.h - which action makes a series grow: a fit on time and on actions so far, and a test
 * that draws their order anew. */
#ifndef LEAKLINE_ATTRIBUTION_H
#define LEAKLINE_ATTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "points.h"

enum {
	ATTRIBUTION_ARMS = 16,    /* actions at most */
	ATTRIBUTION_CONTROL = -1, /* the arm of a round without an action, or with the control */
	ATTRIBUTION_NO_ARM = -2   /* of a round that counts in no arm: its action failed */
};

/* What was drawn for a round. */
struct attribution_round {
	int arm;        /* 0 .. arms - 1, or one of the two above */
	double times;   /* how often the action ran */
	uint32_t block; /* rounds of one block were drawn as one; ascending */
};

/* A run's design; borrowed. */
struct attribution_design {
	size_t arms;  /* 1 .. ATTRIBUTION_ARMS */
	bool control; /* some rounds have no action, or times vary: time and actions can be told
			 apart */
	bool varies;  /* one action without control, drawn a round: only its times vary */
	size_t round_count;
	const struct attribution_round *round;
	const size_t *at; /* the round of each point, ascending indices into round */
	double alpha;     /* the level asked for */
	size_t draws; /* orders drawn anew: METHOD_DRAWS; fewer where thousands of runs are made */
};

/* Growth by one column: an action, or time. */
struct attribution_part {
	double slope;     /* unit of y each time the action runs; time: per unit of x */
	double low, high; /* 95 % interval */
	double p;         /* one-sided: by the draws (actions), or Student's t (time) */
	double times;     /* how often it ran; time: rounds in the control, or all */
	size_t blocks;    /* blocks that the draws move: its own and those of the control */
	bool drawable;    /* false: so few orders are possible that no p could be below alpha */
};

struct attribution {
	struct attribution_part arm[ATTRIBUTION_ARMS];
	struct attribution_part time; /* only with control */
};

/*
 * Fits the points (METHOD_MODEL_ROUNDS at least) on a constant, two curves of a start, time (with
 * control) and the actions done so far, with the noise model of prewhiten.h. An action's p is the
 * share of orders, drawn anew as the collector drew them, whose fit says as much (Fisher 1935):
 * exact whatever the noise. The draws are the same each time. Returns false if memory runs out or
 * the fit fails.
 */
bool attribution_fit(const struct points *points, const struct attribution_design *design,
	struct attribution *out);

/* The least number of blocks whose orders allow a p below alpha, if half of them are of each arm.
 */
size_t attribution_blocks_needed(double alpha);

#endif
