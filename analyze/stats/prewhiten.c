/* prewhiten.c - regression with an error valid for noise of unknown persistence: Prais-Winsten with
 * a cautious AR(1). */
#include "prewhiten.h"

#include <assert.h>
#include <math.h>

#include "hac.h"
#include "method.h"
#include "normal.h"
#include "ols.h"

double prewhiten_unbiased(double r, size_t n)
{
	double better = ((double)n * r + 2.0) / ((double)n - 4.0);

	if (n <= METHOD_BIAS_ROUNDS || better > 1.0)
		return 1.0;
	return better > 0.0 ? better : 0.0;
}

/* to = row 1 times sqrt(1 - rho^2), row i minus rho times row i - 1 (Prais & Winsten 1954); to may
 * be from. */
static void whiten(size_t n, double rho, const double *from, double *to)
{
	for (size_t i = n; i-- > 1;)
		to[i] = from[i] - rho * from[i - 1];
	to[0] = sqrt(1.0 - rho * rho) * from[0];
}

/* out = a b, all k x k */
static void multiply(size_t k, const double *a, const double *b, double *out)
{
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++) {
			out[i * k + j] = 0.0;
			for (size_t m = 0; m < k; m++)
				out[i * k + j] += a[i * k + m] * b[m * k + j];
		}
}

/* The larger, by its slope element, of the classical and the Newey-West covariance; stores scores
 * in white. */
static void covariance(
	size_t n, size_t k, double *white, double *u, const double *inverse, double *out)
{
	double middle[PREWHITEN_COLUMNS * PREWHITEN_COLUMNS],
		left[PREWHITEN_COLUMNS * PREWHITEN_COLUMNS];
	double freedom = n > k ? (double)(n - k) : 1.0, s2 = normal_dot(n, u, u) / freedom;

	for (size_t c = 0; c < k; c++)
		for (size_t i = 0; i < n; i++)
			white[c * n + i] *= u[i];
	hac_scores(n, k, white, u, middle);
	multiply(k, inverse, middle, left);
	multiply(k, left, inverse, out);
	for (size_t a = 0; a < k * k; a++)
		out[a] *= (double)n / freedom;
	if (out[k + 1] > s2 * inverse[k + 1])
		return;
	for (size_t a = 0; a < k * k; a++)
		out[a] = s2 * inverse[a];
}

bool prewhiten_regress(size_t n, size_t k, double *columns, const double *y, double *work,
	struct prewhiten_fit *out)
{
	double inverse[PREWHITEN_COLUMNS * PREWHITEN_COLUMNS], *white_y = work, *u = white_y + n;
	const struct normal_fit fit = { inverse, out->b, u };
	double squares, before, r;

	assert(k >= 2 && k <= PREWHITEN_COLUMNS && n >= 2);
	*out = (struct prewhiten_fit){ 0 };
	if (!normal_regress(n, k, columns, y, &fit))
		return false;
	squares = normal_dot(n, u, u);
	before = squares - u[n - 1] * u[n - 1];
	r = before > 0.0 ? normal_dot(n - 1, u + 1, u) / before : 0.0;
	out->r1 = prewhiten_unbiased(r, n);
	if (ols_vanishes(squares, n, ols_scale(n, y))) {
		out->exact = true;
		return true;
	}
	/* The upper 95 % limit: too small a rho makes a random walk look like a trend (Perron &
	 * Yabu 2009). */
	out->rho = fmin(out->r1 + METHOD_RHO_ERRORS * sqrt((1.0 - out->r1 * out->r1) / (double)n),
		METHOD_RHO_MOST);
	for (size_t c = 0; c < k; c++)
		whiten(n, out->rho, columns + c * n, columns + c * n);
	whiten(n, out->rho, y, white_y);
	if (!normal_regress(n, k, columns, white_y, &fit))
		return false;
	covariance(n, k, columns, u, inverse, out->covariance);
	return true;
}
