/* trend_rate.c - the rate that is printed: the late slope, or what the last third of the series
 * does. */
#include "trend_rate.h"

#include <math.h>

#include "method.h"
#include "rank.h"
#include "robust.h"

static bool slows_down(const struct trend *trend)
{
	for (size_t i = 0; i < trend->nuisance_count; i++)
		if (trend->nuisance[i].kind == NUISANCE_EXP ||
			trend->nuisance[i].kind == NUISANCE_LOG)
			return true;
	return false;
}

static bool is_sure(const struct trend *trend)
{
	return trend->late_low > 0.0 || trend->late_high < 0.0;
}

/* Do both intervals leave out 0, and do the slopes differ in sign or by more than a factor of two?
 * For a growth that slows down the late slope is the limit that it tends to, which may be 0. Of
 * growth in steps most pairs of points lie on one step, and the median slope is near 0: there its
 * interval, which is wide, has the late slope in it, and does not contradict it. Asked of slopes
 * that are sure, or that slow down. */
static bool differ(const struct trend *trend, const struct robust_slope *end)
{
	double ratio = trend->late * end->slope > 0.0 ? trend->late / end->slope : 0.0;
	bool apart = end->low > trend->late_high || end->high < trend->late_low;

	return (is_sure(trend) || apart) && (end->low > 0.0 || end->high < 0.0) &&
	       (trend->late < end->low || trend->late > end->high) &&
	       (ratio > METHOD_RATE_TIMES || ratio * METHOD_RATE_TIMES < 1.0);
}

/* Is what the last third says far more than the mean slope, known to no better than a third of
 * itself, and mostly steps that were set aside, those behind from? Then the late slope is what goes
 * on beside them: two steps near the end are not the pace of the run. */
static bool is_of_steps(const struct trend *trend, double from, const struct robust_slope *end)
{
	double rise = end->slope * (trend->x_last - from), steps = 0.0;

	for (size_t i = 0; i < trend->nuisance_count; i++)
		if (trend->nuisance[i].kind == NUISANCE_STEP && trend->nuisance[i].parameter > from)
			steps += trend->nuisance[i].coefficient;
	return fabs(end->slope) > METHOD_RATE_TIMES * fabs(trend->judged_slope) &&
	       end->high - end->low > 2.0 * METHOD_RATE_UNSURE * fabs(end->slope) &&
	       steps * rise > 0.0 && fabs(steps) >= METHOD_RATE_STEPS * fabs(rise);
}

bool trend_rate(size_t n, const double *x, const double *y, double *work, struct trend *out)
{
	size_t third = n / 3;
	struct rank_test ranks;
	struct robust_slope end;

	out->rate = out->late;
	out->rate_low = out->late_low;
	out->rate_high = out->late_high;
	if (third < METHOD_MODEL_ROUNDS || out->constant || (!is_sure(out) && !slows_down(out)))
		return true;
	rank_kendall(third, y + n - third, work, &ranks);
	if (!robust_fit(third, x + n - third, y + n - third, &ranks, work, &end))
		return false;
	if (differ(out, &end) && !is_of_steps(out, x[n - third], &end)) {
		out->rate = end.slope;
		out->rate_low = end.low;
		out->rate_high = end.high;
	}
	return true;
}
