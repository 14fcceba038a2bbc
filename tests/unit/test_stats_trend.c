/* test_stats_trend.c - edges of trend_fit: nothing, one, two points, odd numbers; and that known
 * shapes are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/stats/collections.h"
#include "analyze/stats/startup.h"
#include "analyze/stats/trend.h"

enum { MANY = 400 };

static double covariance[TREND_COLUMNS * TREND_COLUMNS];
static const struct trend_settings settings = {
	.page = 4, .floor = 32, .alpha = 0.001, .budget = -1, .unit = 1, .covariance = covariance
};

static void all_finite(const struct trend *t)
{
	const double numbers[] = { t->first, t->last, t->low, t->high, t->x_first, t->x_last,
		t->span, t->slope, t->intercept, t->slope_error, t->slope_low, t->slope_high, t->t,
		t->p, t->r2, t->growth, t->nw_error, t->judged_slope, t->judged_growth,
		t->settled_slope, t->seen, t->late, t->late_error, t->late_low, t->late_high,
		t->late_t, t->late_p, t->rho, t->r1, t->effective_n, t->growth_events,
		t->growth_events_all, t->noise, t->detectable, t->rounds_needed, t->x_mean,
		t->rise_last_third, t->rise_from_low, t->floor_first, t->floor_last,
		t->floor_threshold, t->theil_sen, t->theil_sen_low, t->theil_sen_high, t->kendall_s,
		t->kendall_z, t->kendall_p };

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (!isfinite(numbers[i]))
			fail_msg("number %zu of the trend is %g", i, numbers[i]);
	for (size_t i = 0; i < TREND_COLUMNS; i++)
		assert_true(isfinite(t->curve[i]));
}

static struct trend fit(size_t n, const double *x, const double *y)
{
	struct trend_work *work = trend_work_new(NULL);
	struct trend trend;

	assert_non_null(work);
	trend_fit(n, x, y, &settings, work, &trend);
	trend_work_free(work);
	all_finite(&trend);
	return trend;
}

/* A growth that slows down for ever: what is left when all else is set aside is no rate that an eye
 * finds at the end; of a line it is the line's own. */
static void rate(void **state)
{
	double x[MANY], y[MANY];

	(void)state;
	for (size_t n = 35; n <= 150; n += 115) {
		struct trend trend;

		for (size_t i = 0; i < n; i++) {
			x[i] = (double)i;
			y[i] = 5000 + 4 * floor(1000 * log(1 + (double)i / 5));
		}
		trend = fit(n, x, y);
		if (n == 35) {
			assert_true(fabs(trend.rate - trend.late) < 1e-9);
			continue;
		}
		assert_true(trend.rate > 20 && trend.rate < 45);
		assert_true(trend.rate_low <= trend.rate && trend.rate <= trend.rate_high);
		assert_true(trend.late < trend.rate / 2 || trend.late > 2 * trend.rate ||
			    fabs(trend.late - trend.rate) < 1e-9);
	}
	for (size_t i = 0; i < 150; i++)
		y[i] = 5000 + 8 * (double)i + 4 * (double)(i * 7919 % 3);
	assert_true(fabs(fit(150, x, y).rate - fit(150, x, y).late) < 1e-9);
}

/* Four and a half steps of 2 MiB in 100 rounds, and noise: of the pairs of points of the last third
 * most lie on one step, so their median is near 0; the rate is that of all rounds. */
static void rate_in_steps(void **state)
{
	double x[100], y[100];
	struct trend trend;

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		x[i] = (double)i;
		y[i] = 5000 + 2048 * floor((1500 + 90 * (double)i) / 2048) +
		       8 * (double)(i * 7919 % 5);
	}
	trend = fit(100, x, y);
	assert_true(trend.late > 60 && trend.late_low > 0);
	assert_true(fabs(trend.rate - trend.late) < 1e-9);
}

/* A slow leak with two large steps near the end, which are set aside: they are not its pace. */
static void rate_beside_steps(void **state)
{
	double x[101], y[101];
	struct trend trend;

	(void)state;
	for (size_t i = 0; i < 101; i++) {
		x[i] = (double)i;
		y[i] = 51804 + 20 * (double)i + 4 * (double)(i * 7919 % 7) + (i >= 4 ? 2048 : 0) +
		       (i >= 84 ? 4096 : 0) + (i >= 92 ? 722 : 0);
	}
	trend = fit(101, x, y);
	assert_true(trend.rate > 15 && trend.rate < 25);
	assert_true(trend.rate_low > 10 && trend.rate_high < 30);
}

static void few_points(void **state)
{
	static const double x[] = { 3, 5, 6, 9 }, y[] = { 100, 104, 112, 140 };
	struct trend trend = fit(0, NULL, NULL);

	(void)state;
	assert_int_equal(trend.limit, TREND_ABSENT);
	for (size_t n = 1; n <= 4; n++) {
		trend = fit(n, x, y);
		assert_int_equal(trend.limit, TREND_TOO_FEW);
		assert_true(trend.last >= y[n - 1] && trend.first <= y[0]);
		assert_int_equal(trend.has_line, n >= 3);
		assert_false(trend.has_late);
	}
	assert_true(fabs(trend.slope - 130 / 18.75) < 1e-12);
}

static void odd_numbers(void **state)
{
	static const double x[] = { 0, 1, 2, 3, 4, 5 }, same[] = { 2, 2, 2, 2, 2, 2 },
			    back[] = { 0, 2, 1, 3, 4, 5 };
	double y[6] = { 1, 2, 3, 4, 5, 6 };
	static const double odd[] = { NAN, INFINITY, -INFINITY, 1e300 };

	(void)state;
	assert_int_equal(fit(6, same, y).limit, TREND_CONSTANT_X);
	assert_int_equal(fit(6, back, y).limit, TREND_CONSTANT_X);
	for (size_t i = 0; i < 4; i++) {
		y[3] = odd[i];
		assert_int_equal(fit(6, x, y).limit, TREND_NOT_FINITE);
	}
}

/* Large offsets and numbers at the end of what a double holds exactly. */
static void large_numbers(void **state)
{
	static const double offsets[] = { 0, 4e12, 9007199254740992.0 - 4096.0 };
	double x[60], y[60];

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct trend trend;

		for (size_t i = 0; i < 60; i++) {
			x[i] = (double)i;
			y[i] = offsets[k] + 16.0 * (double)i + (double)(i % 3);
		}
		trend = fit(60, x, y);
		assert_true(trend.has_late && fabs(trend.late - 16.0) < 0.05 &&
			    fabs(trend.slope - 16.0) < 0.05);
		assert_true(fabs(trend.theil_sen - 16.0) < 0.05 && trend.late_p < 1e-9);
	}
	for (size_t i = 0; i < 60; i++)
		y[i] = i % 2 ? 9007199254740992.0 : 0.0;
	fit(60, x, y);
}

static void exact_lines(void **state)
{
	double x[MANY], y[MANY];
	struct trend trend;

	(void)state;
	for (size_t n = 5; n <= MANY; n += 79)
		for (int slope = -8; slope <= 8; slope += 8) {
			for (size_t i = 0; i < n; i++) {
				x[i] = (double)i;
				y[i] = 5000 + slope * (double)i;
			}
			trend = fit(n, x, y);
			assert_true(trend.has_late && fabs(trend.late - slope) < 1e-6 &&
				    trend.late_error <= 1e-6);
			assert_true(slope > 0 ? trend.late_p < 1e-9 : trend.late_p > 0.999);
			assert_int_equal(trend.constant, slope == 0);
			assert_true(trend.detectable >= 32.0 / trend.span - 1e-12);
		}
}

/* Equally spaced seconds or rounds with a gap: slopes are per unit of x. */
static void uneven_times(void **state)
{
	double x[100], y[100];
	struct trend trend;

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		x[i] = 60.0 * (double)(i < 50 ? i : i + 30);
		y[i] = 1000.0 + x[i] / 60.0 * 20.0 + (double)(i * 7919 % 13);
	}
	trend = fit(100, x, y);
	assert_true(fabs(trend.late * 60.0 - 20.0) < 0.2);
}

static void known_shapes(void **state)
{
	double x[200], y[200], value, band;
	struct trend trend;

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		x[i] = (double)i;
		y[i] = 4.0 *
		       floor((8000.0 + fmin(x[i], 60.0) * 40.0 + (double)(i * 7919 % 17)) / 4.0);
	}
	trend = fit(200, x, y);
	assert_true(trend.nuisance_count >= 1 && trend.nuisance[0].kind == NUISANCE_RAMP);
	assert_true(fabs(trend.nuisance[0].parameter - 0.30) < 0.021 && fabs(trend.late) < 0.2);
	assert_true(trend_curve(&trend, 199, &value, &band) && fabs(value - 10404.0) < 20.0 &&
		    band >= 0.0);
	for (size_t i = 0; i < 200; i++)
		y[i] = (i < 20 ? 50000.0 : 8000.0) + 30.0 * x[i];
	assert_int_equal(startup_end(200, y, 32), 20);
	trend = fit(200, x, y);
	assert_int_equal(trend.begin, 20);
	assert_true(fabs(trend.late - 30.0) < 1e-6 && !trend_curve(&trend, 5, &value, &band));
}

/* Rises 40 a round up to that share of the rounds, then by the slope after; and a little noise. */
static struct trend bent(double share, double after)
{
	double x[MANY], y[MANY];
	size_t n = 201;

	for (size_t i = 0; i < n; i++) {
		double bend = share * (double)(n - 1), at = (double)i;

		x[i] = at;
		y[i] = 8000 + 40 * fmin(at, bend) + after * fmax(0, at - bend) +
		       4 * (double)(i * 7919 % 3);
	}
	return fit(n, x, y);
}

/* What follows a bend beyond 0.72 is too short to judge, where the slopes differ by 0.35 or more.
 */
static void late_bends(void **state)
{
	(void)state;
	assert_false(bent(0.70, 0).late_bend);
	assert_false(bent(0.72, 0).late_bend);
	assert_true(bent(0.74, 0).late_bend);
	assert_true(bent(0.80, 0).late_bend);
	assert_true(bent(0.80, 13.8).late_bend);
	assert_false(bent(0.80, 14.2).late_bend);
}

/* Start-up memory is given back by half time, and twelve points stay to be judged. */
static void start_up(void **state)
{
	double y[30];

	(void)state;
	for (size_t fall = 10; fall <= 14; fall++) {
		for (size_t i = 0; i < 30; i++)
			y[i] = i < fall ? 5000 : 1000;
		assert_int_equal(startup_end(24, y, 32), fall <= 12 ? fall : 0);
		assert_int_equal(startup_end(23, y, 32), 0); /* too few to look at all */
		assert_int_equal(startup_end(24, y, 4000), fall <= 12 ? fall : 0);
		assert_int_equal(startup_end(24, y, 4001), 0);
	}
}

/* Floors of a saw-tooth of eight points a tooth, of which the first is seen from its point `phase`
 * on. */
static size_t floors(size_t phase)
{
	double x[40], y[40], work[80];
	struct points points = { .n = 40, .x = x, .y = y };
	struct collections found;

	for (size_t i = 0; i < 40; i++) {
		x[i] = (double)i;
		/* the first tenth is start-up, and not looked at */
		y[i] = i < 4 ? 0 : 100 * (double)((i - 4 + phase) % 8);
	}
	collections_find(&points, 0, 32, work, &found);
	return found.count;
}

/* Nobody knows how far the first tooth rose of which two points are left: it is not counted. */
static void first_tooth(void **state)
{
	(void)state;
	assert_int_equal(floors(6), 4);
	assert_int_equal(floors(5), 5);
	assert_int_equal(floors(0), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_bends),
		cmocka_unit_test(start_up),
		cmocka_unit_test(first_tooth),
		cmocka_unit_test(rate_in_steps),
		cmocka_unit_test(rate_beside_steps),
		cmocka_unit_test(few_points),
		cmocka_unit_test(rate),
		cmocka_unit_test(odd_numbers),
		cmocka_unit_test(large_numbers),
		cmocka_unit_test(exact_lines),
		cmocka_unit_test(uneven_times),
		cmocka_unit_test(known_shapes),
	};

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
