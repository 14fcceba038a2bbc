/* trend_rate.c - the rate that is printed: the late slope, or what the last third of the series
 * does. */
#include "trend_rate.h"

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
	if (differ(out, &end)) {
		out->rate = end.slope;
		out->rate_low = end.low;
		out->rate_high = end.high;
	}
	return true;
}
