/* test_stats_lines.c - regressions against NIST's certified values; sorts, ranks, corrections
 * against plain loops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/stats/adjust.h"
#include "analyze/stats/normal.h"
#include "analyze/stats/ols.h"
#include "analyze/stats/rank.h"
#include "analyze/stats/robust.h"
#include "analyze/stats/trend.h"

static void near_to(double got, double wanted, double tolerance)
{
	if (!(fabs(got - wanted) <= tolerance * fmax(fabs(wanted), 1e-12)))
		fail_msg("%.17g, wanted %.17g", got, wanted);
}

/* NIST StRD Norris (1990), linear regression, 36 points, y and x in pairs. */
static void norris(void **state)
{
	static const double data[36][2] = {
		{ 0.1, 0.2 },
		{ 338.8, 337.4 },
		{ 118.1, 118.2 },
		{ 888.0, 884.6 },
		{ 9.2, 10.1 },
		{ 228.1, 226.5 },
		{ 668.5, 666.3 },
		{ 998.5, 996.3 },
		{ 449.1, 448.6 },
		{ 778.9, 777.0 },
		{ 559.2, 558.2 },
		{ 0.3, 0.4 },
		{ 0.1, 0.6 },
		{ 778.1, 775.5 },
		{ 668.8, 666.9 },
		{ 339.3, 338.0 },
		{ 448.9, 447.5 },
		{ 10.8, 11.6 },
		{ 557.7, 556.0 },
		{ 228.3, 228.1 },
		{ 998.0, 995.8 },
		{ 888.8, 887.6 },
		{ 119.6, 120.2 },
		{ 0.3, 0.3 },
		{ 0.6, 0.3 },
		{ 557.6, 556.8 },
		{ 339.3, 339.1 },
		{ 888.0, 887.2 },
		{ 998.5, 999.0 },
		{ 778.9, 779.0 },
		{ 10.2, 11.1 },
		{ 117.6, 118.3 },
		{ 228.9, 229.2 },
		{ 668.4, 669.1 },
		{ 449.2, 448.9 },
		{ 0.2, 0.5 },
	};
	double x[36], y[36];
	struct ols_line line;

	(void)state;
	for (size_t i = 0; i < 36; i++) {
		y[i] = data[i][0];
		x[i] = data[i][1];
	}
	assert_true(ols_fit(36, x, y, &line));
	near_to(line.slope, 1.00211681802045, 1e-12);
	near_to(line.intercept, -0.262323073774029, 1e-11);
	near_to(line.error, 0.429796848199937e-03, 1e-11);
	near_to(line.r2, 0.999993745883712, 1e-13);
	near_to(sqrt(line.ssr / 34), 0.884796396144373, 1e-12);
}

/* NIST StRD Longley: columns so alike that normal equations lose nine digits; two refinements bring
 * them back. */
static void longley(void **state)
{
	static const double certified[] = { -3482258.63459582, 15.0618722713733,
		-0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
		-0.511041056535807e-01, 1829.15146461355 };
	double x[7 * 16], y[16], inverse[49], b[7], residual[16];
	FILE *file = fopen("tests/vectors/longley.csv", "r");

	(void)state;
	assert_non_null(file);
	for (size_t i = 0; i < 16; i++) {
		char line[256], *at = line;

		assert_non_null(fgets(line, sizeof line, file));
		y[i] = strtod(at, &at);
		x[i] = 1.0;
		for (size_t c = 1; c < 7; c++)
			x[c * 16 + i] = strtod(at + 1, &at);
	}
	fclose(file);
	assert_true(normal_regress(16, 7, x, y, &(struct normal_fit){ inverse, b, residual }));
	for (size_t c = 0; c < 7; c++)
		near_to(b[c], certified[c], 1e-9);
	near_to(sqrt(normal_dot(16, residual, residual) / 9), 304.854073561965, 1e-9);
}

static double uniform(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(*state >> 11) * 0x1p-53;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* robust_fit against a sort of all slopes of y over x. */
static void check_slopes(size_t n, const double *x, const double *y)
{
	double *all = malloc(n * (n - 1) / 2 * sizeof *all), s = 0.0;
	double *work = malloc(2 * n * sizeof *work);
	size_t count = 0, low, high;
	struct rank_test ranks;
	struct robust_slope fit;

	assert_non_null(all);
	assert_non_null(work);
	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++) {
			all[count++] = (y[j] - y[i]) / (x[j] - x[i]);
			s += (y[j] > y[i]) - (y[j] < y[i]);
		}
	qsort(all, count, sizeof *all, ascending);
	rank_kendall(n, y, work, &ranks);
	near_to(ranks.s, s, 0);
	assert_true(robust_fit(n, x, y, &ranks, work, &fit));
	low = (size_t)fmax(
		rint(((double)count - 1.959963984540054 * sqrt(ranks.variance)) / 2.0) - 1.0, 0.0);
	high = (size_t)fmin(rint(((double)count + 1.959963984540054 * sqrt(ranks.variance)) / 2.0),
		(double)count - 1.0);
	near_to(fit.slope, 0.5 * (all[(count - 1) / 2] + all[count / 2]), 1e-9);
	near_to(fit.low, all[low], 1e-9);
	near_to(fit.high, all[high], 1e-9);
	free(all);
	free(work);
}

static void check_selection(size_t n, double noise, double slope, double page)
{
	double *x = malloc(2 * n * sizeof *x), *y = x + n;
	uint64_t state = n;

	assert_non_null(x);
	for (size_t i = 0; i < n; i++) {
		x[i] = (double)i + (i > n / 2 ? 7.0 : 0.0);
		y[i] = page > 0.0 ? page * floor((slope * x[i] + noise * uniform(&state)) / page)
				  : slope * x[i] + noise * uniform(&state);
	}
	check_slopes(n, x, y);
	free(x);
}

/* A few steps, each round with a chance of one in: most slopes are 0, and the median is not far
 * from them. */
static void check_stairs(size_t n, double in, double height, uint64_t seed)
{
	double x[400], y[400], level = 0.0;
	uint64_t state = seed;

	for (int i = 0; i < 20; i++)
		uniform(&state);
	for (size_t i = 0; i < n; i++) {
		level += uniform(&state) * in < 1.0 ? height : 0.0;
		x[i] = (double)i;
		y[i] = level;
	}
	check_slopes(n, x, y);
}

static void theil_sen_of_stairs(void **state)
{
	(void)state;
	for (size_t n = 100; n <= 400; n += 20)
		for (uint64_t seed = 1; seed <= 12; seed++) {
			check_stairs(n, 40.0, 4.0, seed);
			check_stairs(n, 100.0, 1000.0, seed);
		}
}

static void theil_sen(void **state)
{
	static const size_t sizes[] = { 2, 3, 7, 40, 128, 129, 299, 301, 500, 1200 };

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		check_selection(sizes[i], 100.0, 0.0, 0.0);
		check_selection(sizes[i], 100.0, 2.5, 4.0);
		check_selection(sizes[i], 0.0, 0.3, 4.0);
		check_selection(sizes[i], 0.0, 8.0, 0.0);
		check_selection(sizes[i], 1.0, 0.0, 4096.0);
		check_selection(sizes[i], 3000.0, -1.0, 132.0);
	}
}

static size_t count_to(size_t n, const double *x, const double *y, double slope)
{
	size_t count = 0;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			count += y[j] - y[i] <= slope * (x[j] - x[i]);
	return count;
}

/* A series with more slopes than are kept at a time: their number would fill memory, so those up to
 * a little below and above the median and the limits are counted. */
static void theil_sen_of_many(void **state)
{
	enum { MANY = 12000 };
	static double x[MANY], y[MANY], work[2 * MANY];
	const double pairs = MANY * (MANY - 1.0) / 2.0;
	struct robust_slope fit;
	struct rank_test ranks;
	uint64_t random = 1;
	double reach;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		x[i] = (double)i;
		y[i] = 0.01 * x[i] + 100.0 * uniform(&random);
	}
	rank_kendall(MANY, y, work, &ranks);
	reach = 1.959963984540054 * sqrt(ranks.variance);
	assert_true(robust_fit(MANY, x, y, &ranks, work, &fit));
	near_to((double)count_to(MANY, x, y, fit.slope), pairs / 2.0, 2.0 / pairs);
	near_to((double)count_to(MANY, x, y, fit.low), (pairs - reach) / 2.0, 4.0 / pairs);
	near_to((double)count_to(MANY, x, y, fit.high), (pairs + reach) / 2.0, 4.0 / pairs);
}

static void benjamini_hochberg(void **state)
{
	double p[] = { 0.01, 0.04, 0.03, 0.005, 0.04, 1.0, 0.0 };
	static const double wanted[] = { 0.07 / 3, 0.28 / 6, 0.21 / 4, 0.035 / 2, 0.28 / 6, 1.0,
		0.0 };
	size_t order[7];

	(void)state;
	adjust_benjamini_hochberg(7, p, order);
	near_to(p[0], wanted[0], 1e-12);
	near_to(p[1], wanted[1], 1e-12);
	near_to(p[2], 0.28 / 6, 1e-12); /* 0.21/4 = 0.0525 is above the step of 0.04, which holds */
	near_to(p[3], wanted[3], 1e-12);
	near_to(p[4], wanted[4], 1e-12);
	near_to(p[5], 1.0, 0);
	near_to(p[6], 0.0, 0);
	adjust_benjamini_hochberg(0, NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(norris),
		cmocka_unit_test(longley),
		cmocka_unit_test(theil_sen),
		cmocka_unit_test(theil_sen_of_many),
		cmocka_unit_test(theil_sen_of_stairs),
		cmocka_unit_test(benjamini_hochberg),
	};

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
