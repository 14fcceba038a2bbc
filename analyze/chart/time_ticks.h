/* time_ticks.h - places ticks of elapsed time on an axis of rounds. */
#ifndef LEAKLINE_TIME_TICKS_H
#define LEAKLINE_TIME_TICKS_H

#include <stddef.h>
#include <stdint.h>

struct analysis;
struct arena;

struct time_tick {
	double round; /* interpolated between two rounds */
	double value; /* in the unit below, common to all ticks */
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
 * Returns the ticks of the time since the run's first round that lie in the range; the step is
 * chosen so that the whole run has no more than most. None if the run has no times.
 */
struct time_ticks time_ticks_of(struct arena *arena, const struct analysis *analysis,
	struct round_range range, size_t most);

#endif
