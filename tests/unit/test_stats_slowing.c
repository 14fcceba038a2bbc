/* test_stats_slowing.c - growth that gets slower, at the bounds of what is called so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "analyze/stats/rank.h"
#include "analyze/stats/rising.h"
#include "analyze/stats/slowing.h"

/* The first 11 of 110 steps are start-up; 44 of the others lie in the first half of the points. */
enum { POINTS = 111, STEPS = 99, HALF = 44 };

/* The series whose steps behind start-up are these. */
static struct slowing of_steps(const double *step)
{
	double x[POINTS], y[POINTS], work[4 * POINTS];

	for (size_t i = 0; i < POINTS; i++) {
		x[i] = (double)i;
		y[i] = i ? y[i - 1] + (i >= POINTS - STEPS ? step[i - (POINTS - STEPS)] : 50.0)
			 : 1000.0;
	}
	return slowing_of(POINTS, x, y, work);
}

static void straight(void **state)
{
	double step[STEPS];
	struct slowing slowing;

	(void)state;
	for (size_t i = 0; i < STEPS; i++)
		step[i] = 3.0;
	slowing = of_steps(step);
	assert_false(slowing.shrinks || slowing.slows);
	assert_true(slowing.first == 3.0 && slowing.last == 3.0 && slowing.error == 0.0);
	/* faster and faster */
	for (size_t i = 0; i < STEPS; i++)
		step[i] = (double)i;
	assert_false(of_steps(step).shrinks);
}

/* A growth that is full at the middle has stopped; it does not slow down any more. */
static void stopped(void **state)
{
	double step[STEPS];
	struct slowing slowing;

	(void)state;
	for (size_t i = 0; i < STEPS; i++)
		step[i] = i < HALF ? 3.0 : 0.0;
	slowing = of_steps(step);
	assert_true(slowing.shrinks);
	assert_false(slowing.slows);
	for (size_t i = 0; i < STEPS; i++)
		step[i] = 5.0 * exp(-(double)i / 50.0);
	slowing = of_steps(step);
	assert_true(slowing.slows);
}

/* The steps of the last third are this part of those of the first, and they shrink steadily. */
static bool shrinks_to(double part)
{
	double step[STEPS];

	for (size_t i = 0; i < STEPS; i++) /* the means of the thirds lie at 16 and at 82 */
		step[i] = 4.0 - 4.0 * (1.0 - part) * ((double)i - 16.0) / 66.0;
	return of_steps(step).slows;
}

static void pace(void **state)
{
	(void)state;
	assert_true(shrinks_to(0.74));
	assert_false(shrinks_to(0.76));
}

/* Steps of which so many of the greatest come first, the others in some order that says nothing. */
static void order(size_t begin, size_t sorted, size_t some, double *step)
{
	size_t n = STEPS - begin;

	for (size_t i = 0; i < n; i++)
		step[begin + i] = i < sorted ? 1000.0 - (double)i : (double)(i * some % n);
}

/* Is what is said of these steps what their z says? Adds up how often they shrink. */
static size_t shrinks_by_z(const double *step)
{
	double work[2 * STEPS];
	struct slowing slowing = of_steps(step);
	struct rank_test ranks;

	rank_kendall(STEPS, step, work, &ranks);
	assert_int_equal(slowing.shrinks, ranks.z < -3.1 && slowing.last < 0.75 * slowing.first);
	return slowing.shrinks;
}

static size_t slows_by_z(const double *step)
{
	double work[2 * STEPS];
	struct slowing slowing = of_steps(step);
	struct rank_test ranks;

	rank_kendall(STEPS - HALF, step + HALF, work, &ranks);
	assert_true(slowing.shrinks);
	assert_int_equal(slowing.slows, ranks.z < -1.64);
	return slowing.slows;
}

/* Surely over the whole, by 3.1 standard errors; over the last half by 1.64. */
static void sure(void **state)
{
	static const size_t some[] = { 13, 17, 23, 31, 37 };
	double step[STEPS];
	size_t shrink = 0, slow = 0;

	(void)state;
	for (size_t i = 0; i < 5 * STEPS; i++) {
		order(0, i / 5, some[i % 5], step);
		shrink += shrinks_by_z(step);
	}
	for (size_t i = 0; i < HALF; i++)
		step[i] = 9000.0 - (double)i;
	for (size_t i = 0; i < 5 * (STEPS - HALF); i++) {
		order(HALF, i / 5, some[i % 5], step);
		slow += slows_by_z(step);
	}
	assert_true(shrink >= 1 && shrink < 5 * STEPS);
	assert_true(slow >= 1 && slow < 5 * (STEPS - HALF));
}

/* A parabola bends by the part of its height; what is a walk beside it hides that. */
static bool bends(size_t n, double bend, double noise)
{
	double x[POINTS], y[POINTS], work[6 * POINTS], walk = 0.0;

	for (size_t i = 0; i < n; i++) {
		double u = (double)i / (double)n;

		walk += noise * ((double)(i * 7919 % 11) - 5.0);
		x[i] = (double)i;
		y[i] = 1000.0 + 400.0 * (u + bend * u * (1.0 - u)) + walk;
	}
	return slowing_bends(n, x, y, work);
}

static void bends_down(void **state)
{
	(void)state;
	assert_true(bends(POINTS, 0.5, 0.1));
	assert_false(bends(POINTS, 0.5, 20.0));
	assert_false(bends(POINTS, 0.0, 0.1));
	assert_false(bends(POINTS, -0.5, 0.1));
	assert_true(bends(24, 0.5, 0.01));
	assert_false(bends(23, 0.5, 0.01));
}

/* 24 points have thirds; readings that are missing make no step greater. */
static void few(void **state)
{
	double x[48], y[48], work[4 * 48];
	struct slowing slowing;

	(void)state;
	for (size_t i = 0; i < 48; i++) {
		x[i] = (double)i;
		y[i] = 100.0 * (1.0 - exp(-(double)i / 8.0));
	}
	assert_true(slowing_of(24, x, y, work).shrinks);
	slowing = slowing_of(23, x, y, work);
	assert_true(!slowing.shrinks && slowing.first == 0.0 && slowing.last == 0.0);
	for (size_t i = 0; i < 48; i++) {
		x[i] = (double)(i < 24 ? 3 * i : 69 + (i - 23));
		y[i] = 2.0 * x[i];
	}
	slowing = slowing_of(48, x, y, work);
	assert_false(slowing.shrinks);
	assert_true(fabs(slowing.first - 2.0) < 1e-9 && fabs(slowing.last - 2.0) < 1e-9);
}

/* 100 points, a new height every so many, and the last one so many before the end. */
static bool rest_of(size_t every, size_t wait, bool is_exact)
{
	double y[100];

	for (size_t i = 0; i < 100; i++)
		y[i] = (double)((i < 99 - wait ? i : 99 - wait) / every);
	return rising_rests(100, y, is_exact);
}

/* Up to a tenth of the points tells only of exact readings, from eight on, and by three times what
 * was waited before. */
static void rests(void **state)
{
	(void)state;
	assert_true(rest_of(1, 8, true));
	assert_false(rest_of(1, 7, true));
	assert_false(rest_of(1, 8, false));
	assert_false(rest_of(1, 10, false));
	assert_true(rest_of(1, 11, false));
	assert_true(rest_of(3, 12, true)); /* the last height is of point 87 */
	assert_false(rest_of(3, 9, true)); /* of point 90 */
}

/* 100 points that rise by one each up to so many, and spikes of three neighbours at point 60 that
 * are higher than all. */
static bool rest_below_spikes(size_t rises, size_t wide, bool is_exact)
{
	double y[100];

	for (size_t i = 0; i < 100; i++)
		y[i] = (double)(i < rises ? i : rises) + (i >= 60 && i < 60 + wide ? 200.0 : 0.0);
	return rising_rests(100, y, is_exact);
}

/* What grows below a spike of one or two points does not rest, though it never comes to its height;
 * what has stopped does. Three of five neighbours are a height. Exact readings have no spikes that
 * are not in use. */
static void below_spikes(void **state)
{
	(void)state;
	assert_false(rest_below_spikes(100, 1, false));
	assert_false(rest_below_spikes(100, 2, false));
	assert_true(rest_below_spikes(100, 3, false));
	assert_true(rest_below_spikes(60, 2, false));
	assert_true(rest_below_spikes(100, 1, true));
}

/* The best of ten must do as well as one of ten times the chance. */
static void many(void **state)
{
	(void)state;
	assert_true(fabs(slowing_errors(1) - 3.1) < 1e-9);
	assert_true(fabs(slowing_errors(10) - 3.7274) < 1e-3);
	assert_true(fabs(slowing_errors(97) - 4.2628) < 1e-2);
}

/* 200 MB of start-up take more than half of the run; then a line, a page in so many rounds, or what
 * is left of a warm-up. */
static void line_behind_start_up(void **state)
{
	static const struct {
		double rounds_a_page; /* 0: a warm-up that is nearly over */
		double noise;         /* KiB */
		bool straight;
	} rows[] = { { 1, 0, true }, { 5, 0, true }, { 6, 0, false }, { 0, 0, false },
		{ 1, 8, true }, { 1, 160, false } };
	enum { ROUNDS = 132, BEGIN = 80 };
	double x[ROUNDS], y[ROUNDS], work[2 * ROUNDS];

	(void)state;
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		for (size_t i = 0; i < ROUNDS; i++) {
			double late = i < BEGIN ? 0 : (double)(i - BEGIN);

			x[i] = (double)i;
			y[i] = i < BEGIN ? 2500 * (double)i : 2500.0 * BEGIN;
			y[i] += rows[row].rounds_a_page > 0
					? 4 * floor(late / rows[row].rounds_a_page)
					: 2000 * (1 - exp(-late / 10));
			y[i] += i % 2 ? rows[row].noise : 0;
		}
		assert_int_equal(rising_straight(ROUNDS, x, y, 4, 32, work), rows[row].straight);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(straight), cmocka_unit_test(stopped),
		cmocka_unit_test(pace), cmocka_unit_test(sure), cmocka_unit_test(few),
		cmocka_unit_test(rests), cmocka_unit_test(below_spikes), cmocka_unit_test(many),
		cmocka_unit_test(bends_down), cmocka_unit_test(line_behind_start_up) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
