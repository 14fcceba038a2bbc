/* events.c - in how many events a series grows, falls and steps. */
#include "events.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "method.h"

double events_quantile(size_t n, double *v, double share)
{
	double place = share * (double)(n - 1), part = place - floor(place), value;
	size_t k = (size_t)place;

	value = gsl_stats_select(v, 1, n, k);
	return k + 1 < n && part > 0.0
		       ? (1.0 - part) * value + part * gsl_stats_select(v, 1, n, k + 1)
		       : value;
}

double events_range(size_t n, double *v)
{
	return events_quantile(n, v, METHOD_RANGE_HIGH) - events_quantile(n, v, METHOD_RANGE_LOW);
}

double events_median(size_t n, const double *v, double *work)
{
	memcpy(work, v, n * sizeof *v);
	return events_quantile(n, work, 0.5);
}

double events_median_around(size_t n, const double *v, size_t at, size_t reach, double *work)
{
	size_t from = at > reach ? at - reach : 0, to = at + reach + 1 < n ? at + reach + 1 : n;

	return events_median(to - from, v + from, work);
}

double events_drawup(size_t n, const double *v)
{
	double low = n ? v[0] : 0.0, most = 0.0;

	for (size_t i = 0; i < n; i++) {
		low = fmin(low, v[i]);
		most = fmax(most, v[i] - low);
	}
	return most;
}

static double block_mean(size_t n, const double *y)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += y[i] - y[0];
	return y[0] + sum / (double)n;
}

/* The median, the lower one of two: one high round does not move it. */
static double block_median(size_t n, const double *y, double *work)
{
	memcpy(work, y, n * sizeof *y);
	return gsl_stats_select(work, 1, n, (n - 1) / 2);
}

static double effective(double sum, double squares)
{
	return sum > 0.0 && squares > 0.0 ? sum * sum / squares : 0.0;
}

double events_in_blocks(size_t n, const double *y, size_t blocks, double *work)
{
	double mean = 0, median = 0, mean_squares = 0, median_squares = 0, first_mean = 0,
	       first_median = 0;

	for (size_t j = 0; j < blocks; j++) {
		size_t from = j * n / blocks, size = (j + 1) * n / blocks - from;
		double m = block_mean(size, y + from), middle = block_median(size, y + from, work);

		if (j) {
			mean_squares += (m - mean) * (m - mean);
			median_squares += (middle - median) * (middle - median);
		} else {
			first_mean = m;
			first_median = middle;
		}
		mean = m;
		median = middle;
	}
	return fmax(effective(mean - first_mean, mean_squares),
		effective(median - first_median, median_squares));
}

double events_of_growth(size_t n, const double *y, double *work)
{
	static const size_t cuts[] = { 12, 8, 6 };
	double most = 0.0;

	if (n < 2)
		return 0.0;
	if (n < METHOD_SHORT_ROUNDS)
		return fmax(events_in_blocks(n, y, n, work), events_in_blocks(n, y, n / 2, work));
	for (size_t i = n >= METHOD_LONG_ROUNDS ? 0 : 1; i < sizeof cuts / sizeof *cuts; i++)
		most = fmax(most, events_in_blocks(n, y, cuts[i], work));
	return most;
}

size_t events_large_falls(size_t n, const double *x, const double *y, double slope, double *work)
{
	size_t falls = 0;
	double limit;

	for (size_t i = 0; i < n; i++)
		work[i] = y[i] - y[0] - slope * (x[i] - x[0]);
	limit = n ? METHOD_LARGE_FALL * events_range(n, work) : 0.0;
	for (size_t i = 1; i < n; i++)
		falls += limit > 0.0 && y[i - 1] - y[i] + slope * (x[i] - x[i - 1]) > limit;
	return falls;
}

bool events_in_steps(size_t n, const double *y, double floor)
{
	double all = 0.0, large = 0.0;
	size_t count = 0;

	for (size_t i = 1; i < n; i++) {
		double rise = y[i] - y[i - 1];

		if (rise <= 0.0)
			continue;
		all += rise;
		if (rise > floor) {
			large += rise;
			count++;
		}
	}
	return count > 0 && large >= METHOD_STEPS_PART * all && count * METHOD_STEPS_ROUNDS < n;
}
