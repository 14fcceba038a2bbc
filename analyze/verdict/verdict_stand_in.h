/* verdict_stand_in.h - judges a number that is no process's memory as if it were: a number of the
 * system, of processes, of a cgroup. */
#ifndef LEAKLINE_VERDICT_STAND_IN_H
#define LEAKLINE_VERDICT_STAND_IN_H

#include "verdict.h"

/* A process that has this number as its memory, both resident and private. unit: the step in which
 * it grows. place: its place among those judged together. */
struct process verdict_stand_in(
	struct span name, const struct series *series, double unit, size_t place);

/* The settings for these: without the budgets of processes. Counts have the floor of counts, and
 * their level is no measure of what matters. */
struct verdict_settings verdict_stand_in_settings(
	const struct verdict_settings *settings, bool counts);

#endif
