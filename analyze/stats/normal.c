/* normal.c - small systems of normal equations. */
#include "normal.h"

#include <assert.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

static double scale_of(double diagonal)
{
	return diagonal > 0.0 ? sqrt(diagonal) : 1.0;
}

static bool decompose(
	size_t k, const double *a, gsl_matrix *scaled, gsl_vector *value, gsl_matrix *vector)
{
	/* gsl_eigen_symmv_alloc() would make the same, and could fail for want of memory, which
	 * nobody can tell from a system without a solution */
	double d[NORMAL_MAX], sd[NORMAL_MAX], gc[NORMAL_MAX], gs[NORMAL_MAX];
	gsl_eigen_symmv_workspace work = { .size = k, .d = d, .sd = sd, .gc = gc, .gs = gs };

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			gsl_matrix_set(scaled, i, j,
				a[i * k + j] / scale_of(a[i * k + i]) / scale_of(a[j * k + j]));
	return !gsl_eigen_symmv(scaled, value, vector, &work);
}

/* An element of the inverse of a k x k matrix: its row and its column of the eigenvectors, without
 * those whose eigenvalue is least or below. */
static double inverse_at(
	size_t k, const double *row, const double *column, const double *values, double least)
{
	double sum = 0.0;

	for (size_t m = 0; m < k; m++)
		if (fabs(values[m]) > least)
			sum += row[m] * column[m] / values[m];
	return sum;
}

/*
 * Pseudo-inverse of the symmetric k x k matrix a, first scaled to a diagonal of 1; ignores
 * directions whose share is below 1e-15 (linearly dependent columns). Returns false if GSL fails.
 */
static bool invert(size_t k, const double *a, double *inverse)
{
	double scaled_data[NORMAL_MAX * NORMAL_MAX], vector_data[NORMAL_MAX * NORMAL_MAX],
		value_data[NORMAL_MAX];
	gsl_matrix_view scaled = gsl_matrix_view_array(scaled_data, k, k),
			vector = gsl_matrix_view_array(vector_data, k, k);
	gsl_vector_view value = gsl_vector_view_array(value_data, k);
	double largest = 0.0;

	assert(k <= NORMAL_MAX);
	if (!decompose(k, a, &scaled.matrix, &value.vector, &vector.matrix))
		return false;
	for (size_t i = 0; i < k; i++)
		largest = fmax(largest, fabs(value_data[i]));
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++) {
			double sum = inverse_at(k, vector_data + i * k, vector_data + j * k,
				value_data, 1e-15 * largest);

			inverse[i * k + j] = sum / scale_of(a[i * k + i]) / scale_of(a[j * k + j]);
		}
	return true;
}

/* Cholesky factor of the scaled k x k part of a into l (lower); a pivot lost to rounding is
 * replaced by a tiny one. */
static void factor(size_t k, const double *a, const double *scale, double *l)
{
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum =
				a[i * (k + 1) + j] * scale[i] * scale[j] + (i == j ? 1e-11 : 0.0);

			for (size_t m = 0; m < j; m++)
				sum -= l[i * k + m] * l[j * k + m];
			l[i * k + j] = i == j ? 1.0 / sqrt(fmax(sum, 1e-16)) : sum * l[j * k + j];
		}
}

/* The factor of a, as factor() says, and the scale of its columns; y: what is left of y' times
 * each column, one after another. */
static void reduce(size_t k, const double *a, double *scale, double *l, double *y)
{
	assert(k <= NORMAL_MAX);
	for (size_t i = 0; i < k; i++)
		scale[i] = 1.0 / sqrt(fmax(a[i * (k + 1) + i], 1e-300));
	factor(k, a, scale, l);
	for (size_t i = 0; i < k; i++) {
		double sum = a[i * (k + 1) + k] * scale[i];

		for (size_t m = 0; m < i; m++)
			sum -= l[i * k + m] * y[m];
		y[i] = sum * l[i * k + i];
	}
}

double normal_residual(size_t k, const double *a, double *b)
{
	double l[NORMAL_MAX * NORMAL_MAX], scale[NORMAL_MAX], residual = a[(k + 1) * (k + 1) - 1];

	reduce(k, a, scale, l, b);
	for (size_t i = k; i-- > 0;) {
		for (size_t m = i + 1; m < k; m++)
			b[i] -= l[m * k + i] * b[m];
		b[i] *= l[i * k + i];
	}
	for (size_t i = 0; i < k; i++) {
		b[i] *= scale[i];
		residual -= b[i] * a[i * (k + 1) + k];
	}
	return fmax(residual, 0.0);
}

double normal_last(size_t k, const double *a, double *last)
{
	double l[NORMAL_MAX * NORMAL_MAX], scale[NORMAL_MAX], y[NORMAL_MAX],
		residual = a[(k + 1) * (k + 1) - 1];

	assert(k > 0);
	reduce(k, a, scale, l, y);
	for (size_t i = 0; i < k; i++)
		residual -= y[i] * y[i];
	*last = y[k - 1];
	return fmax(residual, 0.0);
}

double normal_dot(size_t n, const double *a, const double *b)
{
	double even = 0.0, odd = 0.0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		even += a[i] * b[i];
		odd += a[i + 1] * b[i + 1];
	}
	return even + odd + (n % 2 ? a[n - 1] * b[n - 1] : 0.0);
}

/* residual = y - X b */
static void residuals(
	size_t n, size_t k, const double *x, const double *y, const double *b, double *residual)
{
	memcpy(residual, y, n * sizeof *residual);
	for (size_t c = 0; c < k; c++)
		for (size_t i = 0; i < n; i++)
			residual[i] -= b[c] * x[c * n + i];
}

bool normal_regress(
	size_t n, size_t k, const double *x, const double *y, const struct normal_fit *fit)
{
	double products[NORMAL_MAX * NORMAL_MAX], step[NORMAL_MAX];

	for (size_t c = 0; c < k; c++)
		for (size_t d = 0; d <= c; d++)
			products[c * k + d] = products[d * k + c] =
				normal_dot(n, x + c * n, x + d * n);
	if (!invert(k, products, fit->inverse))
		return false;
	memset(fit->b, 0, k * sizeof *fit->b);
	/* refinements restore the digits that normal equations lose */
	for (int pass = 0; pass < 3; pass++) {
		residuals(n, k, x, y, fit->b, fit->residual);
		for (size_t c = 0; c < k; c++)
			step[c] = normal_dot(n, x + c * n, fit->residual);
		for (size_t c = 0; c < k; c++)
			fit->b[c] += normal_dot(k, fit->inverse + c * k, step);
	}
	residuals(n, k, x, y, fit->b, fit->residual);
	return true;
}
