/* verdict_fit.h - the trends of all lives, by several workers. */
#ifndef LEAKLINE_VERDICT_FIT_H
#define LEAKLINE_VERDICT_FIT_H

#include "verdict.h"

struct arena;

/* Settings of a fit of that grain, with a budget in KiB a round (< 0: none). Of sizes any metric may
 * be given; METRIC_THREADS is a count, which has neither pages nor a budget. */
struct trend_settings verdict_fit_settings(const struct verdict_settings *settings,
	enum metric metric, double grain, double budget);

/* The budget of item number i in KiB a round, < 0: none. */
double verdict_budget_of(const struct verdict_settings *settings, size_t i);

/* Fills process, trend[] and group_trend of one finding an item; group trends live in arena. */
void verdict_fit(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings);

#endif
