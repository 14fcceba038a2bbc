/* time_ticks.h - where on an axis of rounds the time that has passed stands. */
#ifndef LEAKLINE_TIME_TICKS_H
#define LEAKLINE_TIME_TICKS_H

#include <stddef.h>
#include <stdint.h>

struct analysis;
struct arena;

struct time_tick {
	double round; /* between two rounds in proportion */
	double value; /* in the unit of all */
};

struct time_ticks {
	const struct time_tick *items;
	size_t count;
	const char *unit; /* "s", "min", "h", "d" */
};

/* The rounds that an axis shows. */
struct round_range {
	uint32_t first, last;
};

/*
 * Ticks of the time since the run's first round, those in the range alone; the step is such that
 * the whole run has no more than most. None where the run has no times.
 */
struct time_ticks time_ticks_of(struct arena *arena, const struct analysis *analysis,
	struct round_range range, size_t most);

#endif
