/* difference.c - does one slope differ from others? */
#include "difference.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "method.h"

/* Variance between runs by the method of moments (DerSimonian & Laird 1986, Controlled Clinical
 * Trials 7, eq. 8); if a run has no error of its own, simply the variance of the slopes. */
static double between_variance(const struct slope_estimate *run, size_t count)
{
	double weights = 0, squares = 0, mean = 0, q = 0, plain = 0, middle = 0;

	for (size_t i = 0; i < count; i++)
		middle += run[i].slope / (double)count;
	for (size_t i = 0; i < count; i++)
		plain += (run[i].slope - middle) * (run[i].slope - middle);
	for (size_t i = 0; i < count; i++) {
		double weight;

		if (run[i].error <= 0.0)
			return count > 1 ? plain / (double)(count - 1) : 0.0;
		weight = 1.0 / (run[i].error * run[i].error);
		weights += weight;
		squares += weight * weight;
		mean += weight * run[i].slope;
	}
	mean /= weights;
	for (size_t i = 0; i < count; i++)
		q += (run[i].slope - mean) * (run[i].slope - mean) / (run[i].error * run[i].error);
	return count > 1 ? fmax(0.0, (q - (double)(count - 1)) / (weights - squares / weights))
			 : 0.0;
}

/* Mean of the earlier runs, weighted by their total variance; *variance and *freedom are those of
 * the mean. */
static double mean_before(const struct slope_estimate *run, size_t count, double between,
	double *variance, double *freedom)
{
	double weights = 0, mean = 0, sum = 0, welch = 0;

	for (size_t i = 0; i < count; i++) {
		double whole = run[i].error * run[i].error + between;
		double weight = whole > 0.0 ? 1.0 / whole : 0.0;

		weights += weight;
		mean += weight * run[i].slope;
		sum += run[i].slope;
	}
	if (weights <= 0.0) {
		*variance = 0.0;
		*freedom = INFINITY;
		return sum / (double)count;
	}
	for (size_t i = 0; i < count; i++) {
		double whole = run[i].error * run[i].error + between;
		double part = whole > 0.0 ? 1.0 / (whole * weights * weights) : 0.0;

		welch += part * part / fmax(run[i].freedom, 1.0);
	}
	*variance = 1.0 / weights;
	*freedom = welch > 0.0 ? *variance * *variance / welch : INFINITY;
	if (between > 0.0)
		*freedom = fmin(*freedom, (double)(count - 1));
	return mean / weights;
}

void difference_of(const struct slope_estimate *before, size_t count, struct slope_estimate now,
	struct slope_difference *out)
{
	double between = between_variance(before, count), variance = 0, freedom = 1, own, quantile;

	*out = (struct slope_difference){ .between = sqrt(between) };
	out->before = mean_before(before, count, between, &variance, &freedom);
	own = now.error * now.error + between;
	out->difference = now.slope - out->before;
	out->error = sqrt(variance + own);
	if (out->error <= 0.0) {
		out->low = out->high = out->difference;
		out->p = fabs(out->difference) > 0.0 ? 0.0 : 1.0;
		out->freedom = now.freedom;
		return;
	}
	out->freedom =
		(variance + own) * (variance + own) /
		(variance * variance / freedom +
			own * own /
				fmax(between > 0.0 ? fmin(now.freedom, freedom) : now.freedom,
					1.0));
	out->freedom = fmax(out->freedom, 1.0);
	out->t = out->difference / out->error;
	out->p = fmin(1.0, 2.0 * gsl_cdf_tdist_Q(fabs(out->t), out->freedom));
	quantile = gsl_cdf_tdist_Pinv(METHOD_INTERVAL, out->freedom);
	out->low = out->difference - quantile * out->error;
	out->high = out->difference + quantile * out->error;
}
