/* rising.c - does a series still rise at its end, whatever explains its beginning? */
#include "rising.h"

#include <math.h>

#include "events.h"
#include "method.h"
#include "rank.h"
#include "robust.h"

enum { QUARTERS = 4 };

/* Is each quarter's median above the previous one by a page and a tenth of the whole rise? */
static bool quarters_rise(size_t n, const double *y, double page, double *work)
{
	double median[QUARTERS], least;

	for (size_t i = 0; i < QUARTERS; i++) {
		size_t from = i * n / QUARTERS, to = (i + 1) * n / QUARTERS;

		median[i] = events_median(to - from, y + from, work);
	}
	least = fmax(page, METHOD_RISING_QUARTER * (median[QUARTERS - 1] - median[0]));
	for (size_t i = 1; i < QUARTERS; i++)
		if (median[i] - median[i - 1] < least)
			return false;
	return true;
}

bool rising_still(
	size_t n, const double *x, const double *y, double page, double floor, double *work)
{
	size_t half = n / 2, rest = n - half;
	struct rank_test ranks;
	struct robust_slope line;

	if (rest < METHOD_MODEL_ROUNDS || !quarters_rise(rest, y + half, page, work))
		return false;
	rank_kendall(rest, y + half, work, &ranks);
	return robust_fit(rest, x + half, y + half, &ranks, work, &line) &&
	       line.low * (x[n - 1] - x[half]) > METHOD_RISING_FLOORS * floor;
}

/* The median of the twelfth of the points that is centred on one of them. At an end of the series
 * it is moved inwards and keeps its width (events_median_around gets narrower there): what the last
 * third gains is asked of medians that are as certain as each other. */
static double twelfth_around(size_t n, const double *y, size_t at, double *work)
{
	size_t width = n / METHOD_STEADY_ROUNDS + 1, from = at > width / 2 ? at - width / 2 : 0;

	from = from + width > n ? n - width : from;
	return events_median(width, y + from, work);
}

/* The 5-95 % range of the points around a line of this slope. */
static double range_around(size_t n, const double *x, const double *y, double slope, double *work)
{
	for (size_t i = 0; i < n; i++)
		work[i] = y[i] - slope * x[i];
	return events_range(n, work);
}

static double largest_rise(size_t n, const double *y)
{
	double most = 0.0;

	for (size_t i = 1; i < n; i++)
		most = fmax(most, y[i] - y[i - 1]);
	return most;
}

bool rising_not_over(size_t n, const double *x, const double *y, double floor, double *work)
{
	size_t from = n - n / 3, third = n - from;
	double gain, rest, low = INFINITY, high = -INFINITY;
	struct rank_test ranks;
	struct robust_slope line;

	if (third < METHOD_SHORT_ROUNDS / 3)
		return false;
	for (size_t i = 0; i < n; i++) {
		low = fmin(low, y[i]);
		high = fmax(high, y[i]);
	}
	gain = twelfth_around(n, y, n - 1, work) - twelfth_around(n, y, from, work);
	/* one step may be the last one */
	rest = gain - largest_rise(third + 1, y + from - 1);
	if (rest < floor || rest < METHOD_NOT_OVER_PART * (high - low))
		return false;
	rank_kendall(third, y + from, work, &ranks);
	return robust_fit(third, x + from, y + from, &ranks, work, &line) &&
	       line.low * (x[n - 1] - x[from]) > METHOD_RISING_FLOORS * floor &&
	       gain > range_around(third, x + from, y + from, line.slope, work);
}

bool rising_straight(
	size_t n, const double *x, const double *y, double page, double floor, double *work)
{
	size_t from = n - n / 3, third = n - from;
	struct rank_test ranks;
	struct robust_slope line;

	if (third < METHOD_SHORT_ROUNDS / 3 || !quarters_rise(third, y + from, page, work))
		return false;
	rank_kendall(third, y + from, work, &ranks);
	return robust_fit(third, x + from, y + from, &ranks, work, &line) &&
	       line.low * (x[n - 1] - x[from]) > floor &&
	       line.low * (x[n - 1] - x[from]) >
		       range_around(third, x + from, y + from, line.slope, work);
}

size_t rising_just_now(size_t n, const double *y, double least, double *work)
{
	size_t late = n < METHOD_START_UP ? 1 : n / METHOD_START_UP, since = 0;
	double *highest = work, after = INFINITY;

	for (size_t i = 0; i < n; i++)
		highest[i] = i ? fmax(highest[i - 1], y[i]) : y[i];
	for (size_t i = n; i-- > 1 && i + late >= n;) {
		after = fmin(after, y[i]);
		if (after - highest[i - 1] >= least)
			since = n - i;
	}
	return since;
}

/* The median of neighbouring points, which what few of them reach does not move. */
static double median_of(const double *y, size_t width)
{
	double sorted[METHOD_REST_WIDTH] = { 0.0 };

	for (size_t i = 0; i < width; i++) {
		size_t k = i;

		for (; k > 0 && sorted[k - 1] > y[i]; k--)
			sorted[k] = sorted[k - 1];
		sorted[k] = y[i];
	}
	return sorted[width / 2];
}

/* Does the median of so many neighbouring points rest? */
static bool rests(size_t n, const double *y, size_t width, bool is_exact)
{
	size_t medians = n - width + 1, early = n / METHOD_START_UP, last = 0, longest = 0, wait;
	double top = median_of(y, width);

	for (size_t i = 1; i < medians; i++) {
		double height = median_of(y + i, width);

		if (height <= top)
			continue;
		top = height;
		if (last >= early && i - last > longest)
			longest = i - last;
		last = i;
	}
	wait = n - 1 - (last + width / 2);
	return longest && ((wait > early && (double)wait > METHOD_REST * (double)longest) ||
				  (is_exact && wait >= METHOD_REST_ROUNDS &&
					  (double)wait > METHOD_REST_SURELY * (double)longest));
}

bool rising_rests(size_t n, const double *y, bool is_exact)
{
	if (!n || !rests(n, y, 1, is_exact))
		return false;
	/* a spike that came back is higher than what grows below it: that need not rest */
	return is_exact || n < METHOD_SHORT_ROUNDS || rests(n, y, METHOD_REST_WIDTH, false);
}
