/* panels.h - the model of a process's trend chart: readings, fit, band, marks and axes, computed
 * once for all engines that draw it. */
#ifndef LEAKLINE_PANELS_H
#define LEAKLINE_PANELS_H

#include "../analysis.h"
#include "axis.h"
#include "lives.h"
#include "time_ticks.h"

/* Restarts: more than this cannot be told apart. Steps: at most this many are drawn. */
enum { PANELS_MARKS = 60 };

/* A reading to draw, in KiB; fit and band are NAN if there is none. */
struct panel_point {
	uint32_t round;
	double kib, fit, low, high;
	bool is_set_aside; /* left out of every trend (struct pulses) */
};

/* The readings of a life, thinned. */
struct panel_life {
	const struct finding *finding;
	const struct panel_point *points;
	size_t count;
};

/* A restart, between the last round of one life and the first of the next. */
struct panel_restart {
	double round;
	const struct process *process; /* the process that began there */
	size_t number;                 /* counts the restarts, from 1 */
	bool named;                    /* there is room for a label beside it */
};

/* A metric over the rounds, life after life. */
struct panel {
	enum metric metric;
	const struct panel_life *lives;
	size_t life_count;
	size_t readings;     /* number of readings in all lives, before thinning */
	double last_kib;     /* the last reading */
	struct axis axis;    /* KiB */
	const double *steps; /* rounds at which a step or a drop was set aside */
	size_t step_count;
	const struct panel_restart *restarts;
	size_t restart_count;
};

/* Rounds that do not count: left out by --skip, or explained as warm-up by the method. */
struct panel_warm_up {
	double from, to;
	size_t life; /* index of the life, from 0; the warm-up of the first begins where the axis
			does */
	bool named;  /* wide enough for its label */
};

/* Private memory above resident memory, or whichever was measured: both with the same KiB per
 * pixel. */
struct panels {
	struct panel items[2];
	size_t count;
	struct lives lives;
	struct round_range rounds;
	double first, last; /* ends of the x axis, in rounds, with a small margin on both sides */
	double step_mib;    /* distance between value ticks */
	const struct panel_warm_up *warm_ups; /* from the series of the first panel */
	size_t warm_up_count;
};

/*
 * Builds the panels of the given metrics (at most two, one above the other) that were measured in
 * any life of the process, with no more than most_points points per life. The lists are in arena.
 */
struct panels panels_build(struct arena *arena, const struct analysis *analysis,
	const struct lives *lives, const enum metric metrics[2], size_t most_points);

#endif
