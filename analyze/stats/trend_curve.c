/* trend_curve.c - the fitted trend at a point, for drawing, and the quantiles of its bands. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "method.h"
#include "nuisance.h"
#include "trend.h"

double trend_quantile(double p, double freedom)
{
	return gsl_cdf_tdist_Pinv(p, freedom);
}

bool trend_curve(const struct trend *trend, double x, double *value, double *half_band)
{
	double row[TREND_COLUMNS], pair[2], variance = 0.0, freedom;
	size_t k = 2;

	*value = *half_band = 0.0;
	if (!trend->has_late || x < trend->judged_x)
		return false;
	row[0] = 1.0;
	row[1] = x - trend->x_mean;
	for (size_t i = 0; i < trend->nuisance_count; i++) {
		bool wave = trend->nuisance[i].kind == NUISANCE_WAVE;

		nuisance_column(
			&trend->nuisance[i], trend->judged_x, trend->judged_span, 1, &x, pair);
		row[k++] = wave ? 0.0 : pair[0];
		if (wave)
			row[k++] = 0.0;
	}
	for (size_t a = 0; a < k; a++) {
		*value += row[a] * trend->curve[a];
		for (size_t b = 0; trend->curve_covariance && b < k; b++)
			variance += row[a] * row[b] * trend->curve_covariance[a * k + b];
	}
	freedom = trend->judged_n > k + 1 ? (double)(trend->judged_n - k - 1) : 1.0;
	*half_band = trend_quantile(METHOD_INTERVAL, freedom) * sqrt(fmax(variance, 0.0));
	return true;
}

bool trend_draws_step(const struct nuisance *nuisance, double height_kib)
{
	return (nuisance->kind == NUISANCE_STEP || nuisance->kind == NUISANCE_DROP) &&
	       fabs(nuisance->coefficient) >= 0.01 * height_kib;
}
