/* compare_hours.c - --baseline of runs whose rounds last unequally long: what is it by the hour? */
#include "compare_hours.h"

#include <math.h>

#include "../analysis.h"
#include "../verdict/method.h"
#include "compare_names.h"

/* The mean seconds of a round in the earlier runs that have the process; 0: unknown of one. */
static double mean_before_s(const struct compare_row *row, const struct compare_runs *runs)
{
	double sum = 0;

	for (size_t i = 0; i < runs->count; i++) {
		if (!compare_names_find(runs->before[i], true, row->name, row->nth))
			continue;
		if (runs->before[i]->round_mean_s <= 0)
			return 0;
		sum += runs->before[i]->round_mean_s;
	}
	return sum / (double)row->baselines;
}

static bool differ(double a, double b)
{
	return a > 0 && b > 0 && fmax(a, b) >= METHOD_COMPARE_LENGTHS * fmin(a, b);
}

/* Does the length of any earlier run's rounds differ? */
static bool any_differs(const struct compare_row *row, const struct compare_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		if (compare_names_find(runs->before[i], true, row->name, row->nth) &&
			differ(runs->before[i]->round_mean_s, runs->now->round_mean_s))
			return true;
	return false;
}

/* What the experiment of a run says of the life, if it was one. */
static enum attribution_word word_of(const struct analysis *run, const struct finding *finding)
{
	return run->attributed ? run->attributed[finding - run->findings].word : ATTRIBUTION_NONE;
}

/* The collector recorded it, and in its rounds nothing was done but the recording. */
static bool is_without_action(const struct analysis *run)
{
	return run->info.collector.len && !run->info.action.len && !run->design.arm_count;
}

/* An experiment knows whether it is the action or time. A round without an action is a look at the
 * process: what grows between two looks, grows with time. */
static void choose_unit(struct compare_row *row, const struct compare_runs *runs)
{
	enum attribution_word now = word_of(runs->now, row->now),
			      before = word_of(row->before_run, row->before);
	bool action = now == ATTRIBUTION_BY_ACTION || before == ATTRIBUTION_BY_ACTION,
	     time = now == ATTRIBUTION_BY_TIME || before == ATTRIBUTION_BY_TIME,
	     none = is_without_action(runs->now);

	for (size_t i = 0; i < runs->count; i++)
		none = none && is_without_action(runs->before[i]);
	row->known = none || action != time;
	row->counts = none || (time && !action) ? COMPARE_BY_HOUR : COMPARE_BY_ROUND;
}

void compare_hours_fill(struct compare_row *row, const struct compare_runs *runs)
{
	row->before_s = mean_before_s(row, runs);
	row->now_s = runs->now->round_mean_s;
	if (row->before_s <= 0 || !any_differs(row, runs))
		return;
	row->has_hour = compare_rate_difference(
		runs, row, row->decided_by, COMPARE_BY_HOUR, &row->hour.difference);
	if (!row->has_hour)
		return;
	if (row->chosen)
		row->hour.difference.p = fmin(1.0, 2 * row->hour.difference.p);
	row->hour.margin =
		compare_rate_margin(runs->now, row, COMPARE_BY_HOUR, row->hour.difference.before);
	choose_unit(row, runs);
}
