/* hac.c - standard errors valid under autocorrelation: Newey & West 1987, Bartlett kernel. */
#include "hac.h"

#include <assert.h>
#include <math.h>

enum { RING = 256 }; /* scores to keep: more than lags */

size_t hac_lags(size_t n)
{
	return (size_t)floor(4.0 * pow((double)n / 100.0, 2.0 / 9.0));
}

double hac_line_error(size_t n, const double *x, const double *y, const struct ols_line *line)
{
	double score[RING], at_zero = line->y_mean - y[0], total = 0.0, step;
	size_t lags = hac_lags(n);

	if (line->ssr <= 0.0)
		return 0.0;
	step = 1.0 / (double)(lags + 1);
	assert(lags < RING); /* for n below 1e10 */
	for (size_t i = 0; i < n; i++) {
		double u = x[i] - line->x_mean, own, sum = 0.0;

		own = u * (y[i] - y[0] - at_zero - line->slope * u);
		score[i % RING] = own;
		for (size_t j = 1; j <= lags && j <= i; j++)
			sum += (1.0 - (double)j * step) * score[(i - j) % RING];
		total += own * (own + 2.0 * sum);
	}
	return sqrt(fmax(total, 0.0)) / line->sxx;
}

/* smooth[i] = sum of score[i + j] (1 - |j|/(lags + 1)), |j| <= lags. */
static void bartlett(size_t n, size_t lags, const double *score, double *smooth)
{
	for (size_t i = 0; i < n; i++)
		smooth[i] = score[i];
	for (size_t j = 1; j <= lags && j < n; j++) {
		double weight = 1.0 - (double)j / (double)(lags + 1);

		for (size_t i = j; i < n; i++) {
			smooth[i] += weight * score[i - j];
			smooth[i - j] += weight * score[i];
		}
	}
}

static double dot(size_t n, const double *a, const double *b)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

void hac_scores(size_t n, size_t k, const double *scores, double *smooth, double *sum)
{
	size_t lags = hac_lags(n);

	for (size_t a = 0; a < k; a++) {
		bartlett(n, lags, scores + a * n, smooth);
		for (size_t b = 0; b <= a; b++)
			sum[a * k + b] = sum[b * k + a] = dot(n, smooth, scores + b * n);
	}
}
