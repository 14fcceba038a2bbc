/* slowing.c - does a growth get slower: do the steps from reading to reading shrink? */
#include "slowing.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "method.h"
#include "prewhiten.h"
#include "rank.h"

static double mean_of(size_t n, const double *v)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum / (double)n;
}

static double error_of_mean(size_t n, const double *v, double mean)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += (v[i] - mean) * (v[i] - mean);
	return sqrt(sum / ((double)n - 1.0) / (double)n);
}

/* By ranks: one large step, as of a table that is doubled, does not count more than another. */
static bool falls(size_t n, const double *v, double z, double *work)
{
	struct rank_test ranks;

	rank_kendall(n, v, work, &ranks);
	return ranks.z < -z;
}

struct slowing slowing_of(size_t n, const double *x, const double *y, double *work)
{
	size_t from = n / METHOD_START_UP + 1, count = 0, third, half;
	double *step = work, *rest = work + n;
	struct slowing slowing = { .slows = false };

	if (n < METHOD_SHORT_ROUNDS)
		return slowing;
	for (size_t i = from; i < n; i++)
		step[count++] = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
	third = count / 3;
	half = count - n / 2;
	slowing.first = mean_of(third, step);
	slowing.last = mean_of(third, step + count - third);
	slowing.error = error_of_mean(third, step + count - third, slowing.last);
	slowing.shrinks = slowing.last < METHOD_SLOWING_LEFT * slowing.first &&
			  falls(count, step, METHOD_SLOWING_ERRORS, rest);
	slowing.slows =
		slowing.shrinks && falls(count - half, step + half, METHOD_SLOWING_HALF, rest);
	return slowing;
}

/* Constant, square and line of the n values of x, 3 * n numbers: the square, whose error decides
 * between the variances, is the second column. */
static void parabola(size_t n, const double *x, double *columns)
{
	double middle = (x[0] + x[n - 1]) / 2;

	for (size_t i = 0; i < n; i++) {
		double u = x[i] - middle;

		columns[i] = 1.0;
		columns[n + i] = u * u;
		columns[2 * n + i] = u;
	}
}

bool slowing_bends(size_t n, const double *x, const double *y, double *work)
{
	enum { COLUMNS = 3 };
	size_t from = n / METHOD_START_UP, m = n - from;
	double *rise = work + COLUMNS * m, *rest = rise + m, square;
	bool has_thirds = n >= METHOD_SHORT_ROUNDS;
	struct prewhiten_fit fit;

	if (!has_thirds)
		return false;
	for (size_t i = 0; i < m; i++)
		rise[i] = y[from + i] - y[from];
	parabola(m, x + from, work);
	if (!prewhiten_regress(m, COLUMNS, work, rise, rest, &fit))
		return false;
	square = fit.covariance[COLUMNS + 1];
	return fit.b[1] < -METHOD_SLOWING_ERRORS * sqrt(fmax(square, 0.0));
}

double slowing_errors(size_t parts)
{
	/* Bonferroni: the best of many */
	return gsl_cdf_ugaussian_Qinv(gsl_cdf_ugaussian_Q(METHOD_SLOWING_ERRORS) / (double)parts);
}
