/* follow.c - how a private memory series w relates to a footprint series x: consistent, repeated,
 * or silent. */
#include "follow.h"

#include <gsl/gsl_sort.h>
#include <math.h>

#include "events.h"
#include "method.h"

static size_t at_least_one(size_t n)
{
	return n ? n : 1;
}

double follow_quantum(size_t n, const double *w, double allocator, double *work)
{
	size_t rises = 0;

	for (size_t i = n / METHOD_START_UP + 1; i < n; i++)
		if (w[i] > w[i - 1])
			work[rises++] = w[i] - w[i - 1];
	gsl_sort(work, 1, rises);
	for (size_t i = rises; i-- > 1;)
		if (work[i - 1] >= METHOD_QUANTUM_AGAIN * work[i])
			return fmax(allocator, work[i]);
	return allocator;
}

/* Median of the last tenth minus that of the first. work: n. */
static double net_rise(size_t n, const double *v, double *work)
{
	size_t part = at_least_one(n / METHOD_START_UP);

	return events_median(part, v + n - part, work) - events_median(part, v, work);
}

/* The greatest rise of x less w over the m points from a third on. With highest, w is its highest
 * value so far: what a heap gave back and takes again is no lag. work: m. */
static double ahead_of(
	size_t n, size_t third, const double *x, const double *w, bool highest, double *work)
{
	double top = w[0];

	for (size_t i = 0; i < n; i++) {
		top = fmax(top, w[i]);
		if (i >= third)
			work[i - third] = x[i] - (highest ? top : w[i]);
	}
	return events_drawup(n - third, work);
}

static double highest_of(size_t n, const double *v)
{
	double highest = v[0];

	for (size_t i = 1; i < n; i++)
		highest = fmax(highest, v[i]);
	return highest;
}

enum follow follow_consistent(
	const struct follow_pair *pair, double allocator, double growth, double *work)
{
	size_t n = pair->n, third = pair->third;
	const double *x = pair->x, *w = pair->w;
	double quantum = follow_quantum(n, w, allocator, work),
	       net = fmax(w[n - 1] - w[n / METHOD_START_UP], 0.0);
	double rise = fmin(w[n - 1] - w[third], highest_of(n, w) - highest_of(third + 1, w));

	if (ahead_of(n, third, x, w, true, work) <= METHOD_QUANTUM_SLACK * quantum && rise > 0.0 &&
		rise >= METHOD_FOLLOW_RISE * net_rise(n - third, x + third, work + n))
		return FOLLOW_FOLLOWS;
	return ahead_of(n, third, x, w, false, work) <= quantum && growth - net <= quantum
		       ? FOLLOW_SILENT
		       : FOLLOW_NOT;
}

bool follow_steady(size_t n, const double *x, double page, double *work)
{
	size_t reach = at_least_one(n / METHOD_STEADY_ROUNDS);
	double first = events_median_around(n, x, n / 3, reach, work),
	       middle = events_median_around(n, x, 2 * n / 3, reach, work),
	       last = events_median_around(n, x, n - 1, reach, work);

	return last - middle + page >= METHOD_STEADY_PART * (middle - first - page);
}

/* The 2-98 % quantile range; reorders v. */
static double wide_range(size_t n, double *v)
{
	return events_quantile(n, v, METHOD_REPEAT_HIGH) - events_quantile(n, v, METHOD_REPEAT_LOW);
}

enum follow follow_repeats(size_t n, const double *x, const double *w, bool flat, double *work)
{
	size_t skip = n / METHOD_START_UP, m = n - skip, rises = 0;
	double *to_x = work, *to_highest = work + n, *sort = work + 2 * n, highest = n ? x[0] : 0.0,
	       step = 0.0;
	double low = INFINITY, high = -INFINITY, range, net_w, net_x, pace, peak, limit;

	if (n < METHOD_MODEL_ROUNDS)
		return FOLLOW_NOT;
	for (size_t i = 0; i < n; i++) {
		highest = fmax(highest, x[i]);
		if (i < skip)
			continue;
		to_x[i - skip] = w[i] - x[i];
		to_highest[i - skip] = w[i] - highest;
		low = fmin(low, w[i]);
		high = fmax(high, w[i]);
		if (i > skip && w[i] > w[i - 1]) {
			rises++;
			step = fmax(step, w[i] - w[i - 1]);
		}
	}
	if (!rises)
		return FOLLOW_NOT;
	range = high - low;
	net_w = net_rise(m, w + skip, sort);
	net_x = net_rise(m, x + skip, sort);
	pace = wide_range(m, to_x);
	peak = wide_range(m, to_highest);
	limit = fmax(METHOD_REPEAT_STEPS * step, METHOD_REPEAT_RANGE * range);
	if (flat && pace <= limit &&
		((pace <= METHOD_REPEAT_MOST * range && net_x >= METHOD_PACE_STEPS * step) ||
			(rises <= METHOD_PACE_RISES && net_x >= METHOD_PACE_PART * step &&
				net_w >= METHOD_REPEAT_NET * net_x)))
		return FOLLOW_PACE;
	return rises >= METHOD_PEAK_RISES && peak <= limit && peak <= METHOD_REPEAT_MOST * range &&
			       (flat || net_w >= fmax(METHOD_PEAK_STEPS * step,
							 METHOD_REPEAT_NET * net_x))
		       ? FOLLOW_PEAK
		       : FOLLOW_NOT;
}
