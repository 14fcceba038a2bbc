/* compare_rate.c - is one rate other than those before? By the round, or by the hour. */
#include "compare_rate.h"

#include <math.h>

#include "../analysis.h"
#include "../verdict/method.h"
#include "../options.h"
#include "compare_names.h"

enum { SECONDS_AN_HOUR = 3600 };

/* Degrees of freedom of the late slope: judged points minus columns minus one for the
 * autocorrelation. */
static double freedom_of(const struct trend *trend)
{
	double columns = 2;

	for (size_t i = 0; i < trend->nuisance_count; i++)
		columns += trend->nuisance[i].kind == NUISANCE_WAVE ? 2 : 1;
	return fmax((double)trend->judged_n - columns - 1, 1);
}

/* What x has to be multiplied by: the run's x of one round or hour. */
static double unit_x(const struct analysis *run, enum compare_unit unit)
{
	if (unit == COMPARE_BY_ROUND)
		return run->round_x;
	return run->by_time ? SECONDS_AN_HOUR : SECONDS_AN_HOUR / run->round_mean_s;
}

/* The rate that is printed. Where that is not the late slope, its interval knows nothing of
 * correlated noise: then the greater error of the two counts (a 95 %
 * interval reaches two errors to each side). */
static struct slope_estimate estimate_of(const struct trend *trend, double x)
{
	double half = (trend->rate_high - trend->rate_low) / 2, error = trend->late_error;

	if (trend->rate != trend->late)
		error = fmax(error, half / 2);
	return (struct slope_estimate){ trend->rate * x, error * x, freedom_of(trend) };
}

bool compare_rate_is_known(const struct trend *trend)
{
	return trend->has_late || trend->constant;
}

bool compare_rate_difference(const struct compare_runs *runs, const struct compare_row *row,
	enum metric metric, enum compare_unit unit, struct slope_difference *out)
{
	struct slope_estimate *before =
		arena_take_array(&runs->now->arena, runs->count, sizeof *before);
	size_t n = 0;

	for (size_t i = 0; i < runs->count; i++) {
		const struct analysis *run = runs->before[i];
		const struct finding *finding = compare_names_find(run, true, row->name, row->nth);

		if (finding && compare_rate_is_known(&finding->trend[metric]))
			before[n++] = estimate_of(&finding->trend[metric], unit_x(run, unit));
	}
	if (!n)
		return false;
	difference_of(
		before, n, estimate_of(&row->now->trend[metric], unit_x(runs->now, unit)), out);
	return true;
}

/*
 * A difference that does not matter: over the shorter of both runs below the floor of
 * docs/method.md 4 (8 pages), or within a quarter of the earlier growth (then it is the same leak),
 * or within the budget.
 */
double compare_rate_margin(const struct analysis *analysis, const struct compare_row *row,
	enum compare_unit unit, double before)
{
	double length = fmin(row->now->trend[row->decided_by].span / unit_x(analysis, unit),
		row->before->trend[row->decided_by].span / unit_x(row->before_run, unit));
	double budget = quantity_per_round(&analysis->options->budget, analysis->round_s);
	double page =
		row->decided_by == METRIC_HEAP ? METHOD_HEAP_PAGE_KIB : analysis->info.page_kib;

	if (unit == COMPARE_BY_HOUR)
		budget *= unit_x(analysis, unit) / analysis->round_x;
	else
		length = fmax(length, 1);
	return fmax(fmax(budget, METHOD_FLOOR_PAGES * page / length),
		METHOD_COMPARE_PART * fabs(before));
}

bool compare_rate_grew(const struct finding *finding)
{
	return finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT;
}

/* So few rounds show nothing, though two equal readings make a slope without an error. */
static bool too_short(const struct finding *finding)
{
	return finding->reason == REASON_ROUNDS || finding->reason == REASON_UNMEASURABLE;
}

enum compare_verdict compare_rate_verdict(
	const struct compare_row *row, const struct compare_rate *rate, double alpha)
{
	const struct slope_difference *d = &rate->difference;

	if (!row->measured[row->decided_by] || too_short(row->now) || too_short(row->before))
		return COMPARE_CANNOT_TELL;
	if (rate->p_adjusted < alpha &&
		fabs(d->difference) >=
			fmin(rate->margin,
				METHOD_COMPARE_LEAST * fmax(fabs(d->before), rate->margin))) {
		const struct finding *steeper = d->difference > 0 ? row->now : row->before;

		/* a steeper slope that is not growth counts as none; one that was not judged is
		 * unknown */
		if (!compare_rate_grew(steeper))
			return steeper->verdict == VERDICT_STABLE ? COMPARE_SAME
								  : COMPARE_CANNOT_TELL;
		if (d->difference > 0)
			return COMPARE_WORSE;
		return row->now->verdict == VERDICT_STABLE ? COMPARE_FIXED : COMPARE_IMPROVED;
	}
	if (d->low >= -rate->margin && d->high <= rate->margin)
		return COMPARE_SAME;
	return row->now->verdict == VERDICT_STABLE && row->before->verdict == VERDICT_STABLE
		       ? COMPARE_SAME
		       : COMPARE_CANNOT_TELL;
}
