/* slowing.c - does a growth get slower: do the steps from reading to reading shrink? */
#include "slowing.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "method.h"
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

double slowing_errors(size_t parts)
{
	/* Bonferroni: the best of many */
	return gsl_cdf_ugaussian_Qinv(gsl_cdf_ugaussian_Q(METHOD_SLOWING_ERRORS) / (double)parts);
}
