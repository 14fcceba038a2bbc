/* panels.h - what the trend of a process looks like: readings, fit, band, marks and axes, once for
 * all engines that draw it. */
#ifndef LEAKLINE_PANELS_H
#define LEAKLINE_PANELS_H

#include "../analysis.h"
#include "axis.h"
#include "lives.h"
#include "time_ticks.h"

/* So many restarts can still be told apart; so many steps are drawn. */
enum { PANELS_MARKS = 60 };

/* A reading that is drawn, KiB; fit and its band are NAN where there is none. */
struct panel_point {
	uint32_t round;
	double kib, fit, low, high;
	bool is_set_aside; /* no trend has it (struct pulses) */
};

/* The readings of a life, thinned. */
struct panel_life {
	const struct finding *finding;
	const struct panel_point *points;
	size_t count;
};

/* A restart: between the last round of one life and the first of the next. */
struct panel_restart {
	double round;
	const struct process *process; /* that began there */
	size_t number;                 /* which restart, from 1 */
	bool named;                    /* there is room for a name beside it */
};

/* A metric over the rounds, life after life. */
struct panel {
	enum metric metric;
	const struct panel_life *lives;
	size_t life_count;
	size_t readings;     /* of all lives, before they are thinned */
	double last_kib;     /* the last of them */
	struct axis axis;    /* KiB */
	const double *steps; /* rounds at which a step or a drop was set aside */
	size_t step_count;
	const struct panel_restart *restarts;
	size_t restart_count;
};

/* Rounds that do not count: what --skip left out, and what the method explains as warm-up. */
struct panel_warm_up {
	double from, to;
	size_t life; /* which life, from 0; that of the first begins where the axis does */
	bool named;  /* it is wide enough for its name */
};

/* Private over resident memory, or what of it was measured: the same KiB a pixel in both. */
struct panels {
	struct panel items[2];
	size_t count;
	struct lives lives;
	struct round_range rounds;
	double first, last; /* rounds at the ends of the x axis: a little air on both sides */
	double step_mib;    /* from tick to tick of the values */
	const struct panel_warm_up *warm_ups; /* by the series of the first panel */
	size_t warm_up_count;
};

/*
 * The panels of the metrics (at most two, one above the other) that were measured in any life of
 * the process; of each life at most so many points. Lists live as long as the arena.
 */
struct panels panels_build(struct arena *arena, const struct analysis *analysis,
	const struct lives *lives, const enum metric metrics[2], size_t most_points);

#endif
