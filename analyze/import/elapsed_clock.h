/* elapsed_clock.h - the time of a log's rounds, where the only times in it are how long each
 * process runs (ps -o etime). */
#ifndef LEAKLINE_ELAPSED_CLOCK_H
#define LEAKLINE_ELAPSED_CLOCK_H

#include <stdint.h>

#include "../base/index.h"

struct arena;

/* All zero to begin. */
struct elapsed_clock {
	struct index starts; /* PID -> when it began, by this clock */
	int64_t now_s;       /* since the first round */
};

/* Takes how long a process runs, in the order of the log; gives the time in ms since the first
 * round. Memory is the arena's. */
int64_t elapsed_clock_take(
	struct elapsed_clock *clock, struct arena *arena, int32_t pid, int64_t elapsed_s);

#endif
