/* verdict_fit.h - the first stage: fits the trends of all lives on several threads. */
#ifndef LEAKLINE_VERDICT_FIT_H
#define LEAKLINE_VERDICT_FIT_H

#include "verdict_rules.h"

struct arena;

/* Settings of a fit for readings of that grain, with a budget in KiB per round (< 0: none). For
 * sizes, pass any metric; counts (threads, descriptors) have neither pages nor a budget. */
struct trend_settings verdict_fit_settings(
	const struct verdict_settings *settings, enum metric metric, double grain, double budget);

/* The limits that the rules apply to the trend of such a fit. */
struct rule_settings verdict_fit_rules(
	const struct verdict_settings *settings, enum metric metric, double grain, double budget);

/* The budget of item i in KiB per round; < 0: none. */
double verdict_budget_of(const struct verdict_settings *settings, size_t i);

/* trend_fit() for callers that cannot continue without memory: the program ends when out of it. */
void verdict_fit_trend(size_t n, const double *x, const double *y,
	const struct trend_settings *settings, struct trend_work *work, struct trend *out);

/* The same for a series, leaving out points with x below skip_x. */
void verdict_fit_series(const struct series *series, double skip_x,
	const struct trend_settings *settings, struct trend_work *work, struct trend *out);

/* The trends of one life. */
struct life_trends {
	struct trend metric[METRICS];
	struct trend
		*group; /* one per mapping group, same order; NULL: no groups, or not a target */
};

/* The trends of all lives, one entry per item of processes, with all that they point to in arena.
 * Items that are no targets have no groups. */
const struct life_trends *verdict_fit(const struct processes *processes,
	const struct verdict_settings *settings, struct arena *arena);

#endif
