/* ols.c - the straight line: ordinary least squares with its classical standard error. */
#include "ols.h"

#include <math.h>

bool ols_vanishes(double ssr, size_t n, double scale)
{
	return ssr <= 1e-18 * (double)n * (scale + 1.0) * (scale + 1.0);
}

double ols_scale(size_t n, const double *y)
{
	double scale = 0.0;

	for (size_t i = 0; i < n; i++)
		scale = fmax(scale, fabs(y[i] - y[0]));
	return scale;
}

/* Mean of v - v[0]: readings of 4e12 KiB keep their digits. */
static double mean_offset(size_t n, const double *v)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += v[i] - v[0];
	return sum / (double)n;
}

bool ols_fit(size_t n, const double *x, const double *y, struct ols_line *out)
{
	double sxy = 0.0, syy = 0.0, x_offset, y_offset;

	*out = (struct ols_line){ 0 };
	if (n < 2)
		return false;
	x_offset = mean_offset(n, x);
	y_offset = mean_offset(n, y);
	for (size_t i = 0; i < n; i++) {
		double u = x[i] - x[0] - x_offset, v = y[i] - y[0] - y_offset;

		out->sxx += u * u;
		sxy += u * v;
		syy += v * v;
	}
	if (out->sxx <= 0.0) {
		*out = (struct ols_line){ 0 };
		return false;
	}
	out->slope = sxy / out->sxx;
	out->x_mean = x[0] + x_offset;
	out->y_mean = y[0] + y_offset;
	out->intercept = out->y_mean - out->slope * out->x_mean;
	for (size_t i = 0; i < n; i++) {
		double e = y[i] - y[0] - y_offset - out->slope * (x[i] - x[0] - x_offset);

		out->ssr += e * e;
	}
	if (ols_vanishes(out->ssr, n, ols_scale(n, y)))
		out->ssr = 0.0;
	out->error = n > 2 ? sqrt(out->ssr / (double)(n - 2) / out->sxx) : 0.0;
	out->r2 = syy > 0.0 ? 1.0 - out->ssr / syy : 0.0;
	return true;
}
