/* trend_line.c - the straight line through a whole series, least squares and robust, and
 * Mann-Kendall's test. */
#include "trend_line.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "hac.h"
#include "method.h"
#include "ols.h"
#include "rank.h"
#include "robust.h"

/* The result of both estimators below for a constant series: most series of a run are constant, and
 * need neither. */
static void fit_constant(size_t n, double y, struct trend *out)
{
	out->has_line = n >= 3;
	out->intercept = out->has_line ? y : 0.0;
	out->nw_lags = out->has_line ? hac_lags(n) : 0;
	out->has_robust = n >= 2;
}

static void fit_line(size_t n, const double *x, const double *y, struct trend *out)
{
	struct ols_line line;
	double reach;

	if (n < 3 || !ols_fit(n, x, y, &line))
		return;
	out->has_line = true;
	out->slope = line.slope;
	out->intercept = line.intercept;
	out->slope_error = line.error;
	out->r2 = line.r2;
	out->growth = line.slope * out->span;
	reach = trend_quantile(METHOD_INTERVAL, (double)(n - 2)) * line.error;
	out->slope_low = line.slope - reach;
	out->slope_high = line.slope + reach;
	out->has_t = line.error > 0.0;
	out->t = out->has_t ? line.slope / line.error : 0.0;
	if (out->has_t)
		out->p = fmin(1.0, 2.0 * gsl_cdf_tdist_Q(fabs(out->t), (double)(n - 2)));
	else
		out->p = fabs(line.slope) > 0.0 ? 0.0 : 1.0;
	out->nw_lags = hac_lags(n);
	out->nw_error = hac_line_error(n, x, y, &line) * sqrt((double)n / (double)(n - 2));
}

/* Returns false if memory runs out. */
static bool fit_robust(size_t n, const double *x, const double *y, double *work, struct trend *out)
{
	struct rank_test ranks;
	struct robust_slope robust;

	if (n < 2)
		return true;
	rank_kendall(n, y, work, &ranks);
	out->kendall_s = ranks.s;
	out->kendall_z = ranks.z;
	out->kendall_p = ranks.p;
	out->has_robust = robust_fit(n, x, y, &ranks, work, &robust);
	out->theil_sen = robust.slope;
	out->theil_sen_low = robust.low;
	out->theil_sen_high = robust.high;
	return out->has_robust;
}

bool trend_line_fit(size_t n, const double *x, const double *y, double *work, struct trend *out)
{
	if (out->constant) {
		fit_constant(n, y[0], out);
		return true;
	}
	fit_line(n, x, y, out);
	return fit_robust(n, x, y, work, out);
}
