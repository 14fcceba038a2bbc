/* grown_slope.c - the pace of a mapping group: a rate, or the steps in which it came. */
#include <math.h>

#include "../base/text.h"
#include "../verdict/method.h"
#include "grown.h"
#include "wording.h"

/* A rise that is so much of a group's change is one of its steps. */
static const double STEP_SHARE = 0.125;

/* Is it less than half of the change that this rate explains? Most of it is a start then, which is
 * over. */
static bool is_mostly_earlier(const struct grown_group *group, double rate)
{
	const struct series *size = &group->group->size;
	double span = size->n ? size->x[size->n - 1] - size->x[0] : 0;

	return group->change_kib > 0 && fabs(rate) * span < group->change_kib / 2;
}

/* Did the last third gain less than half of what this rate says? */
static bool is_slower_at_end(const struct series *size, double rate)
{
	double last, from;
	size_t i = 0;

	if (!size->n)
		return false;
	last = size->x[size->n - 1];
	from = last - (last - size->x[0]) / 3;
	while (size->x[i] < from)
		i++;
	return size->value[size->n - 1] - size->value[i] < rate * (last - size->x[i]) / 2;
}

/* Groups in brackets are by size or use: one that appears may have been part of another. */
static bool is_new_file(const struct grown_group *group)
{
	const struct span *name = &group->group->name;

	return name->len && name->at[0] != '[';
}

/* In how many rounds did the group gain what it did? 0: in more than two, or not for good; or it is
 * not known, as between readings that are far apart, or where there was none before: a mapping that
 * grows may have become too large for another group. */
static int steps_of(const struct analysis *analysis, const struct grown_group *group)
{
	const struct series *size = &group->group->size;
	double change = group->change_kib, gained = 0,
	       span = size->n ? size->x[size->n - 1] - size->x[0] : 0;
	int steps = 0;

	for (size_t i = 1; i < size->n; i++) {
		double rise = size->value[i] - size->value[i - 1];

		if (size->x[i - 1] < analysis->settings.skip_x || fabs(rise) < STEP_SHARE * change)
			continue;
		if (rise < 0 || (size->value[i - 1] <= 0 && !is_new_file(group)) ||
			size->x[i] - size->x[i - 1] > STEP_SHARE * span)
			return 0;
		gained += rise;
		steps++;
	}
	return change > 0 && steps <= 2 && fabs(gained - change) <= STEP_SHARE * change ? steps : 0;
}

const char *grown_slope(
	struct arena *arena, const struct analysis *analysis, const struct grown_group *group)
{
	const struct trend *trend = group->trend;
	const char *number, *where;
	double per_round, rate;
	int steps;

	if (!trend || !trend->has_late || !trend->has_line)
		return "";
	/* one reservation has no pace: a rate would be that of the reader's luck with the rounds */
	steps = steps_of(analysis, group);
	if (steps)
		return steps == 1 ? "in one step" : "in two steps";
	/* growth in a few steps has no slope at the end: the straight line says more */
	rate = trend->rate;
	if (fabs(rate) < METHOD_LATE_SHARE * fabs(trend->slope) ||
		(rate > 0 && is_mostly_earlier(group, rate) &&
			!is_mostly_earlier(group, trend->slope)))
		rate = trend->slope;
	per_round = wording_per_round(analysis, rate);
	/* it grew at first and does not any more */
	if (group->change_kib > 0 && per_round <= 0)
		return "";
	number = wording_number(arena, per_round);
	/* the line over the whole run would be another pace beside that of the process at its end;
	 * of growth in steps to the end it is the pace */
	if (is_mostly_earlier(group, rate))
		where = " at the end";
	else
		where = rate > 2 * trend->rate &&
					(trend->rate > 0 ||
						is_slower_at_end(&group->group->size, rate))
				? " on average"
				: "";
	return text_format(arena, "%s%s KiB a round%s", per_round > 0 ? "+" : "", number, where);
}
