/* test_stats_steps.c - what a leak may hide behind that comes in steps, at the bounds of what is
 * one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "analyze/stats/steps.h"

/* The first 10 of the points are start-up: 90 units of x follow the tenth. */
enum { POINTS = 101, FLOOR = 32, ALLOCATOR = 132 };

/* A series that rises by each of these sizes at one of these points. */
static void make(double *x, double *y, size_t count, const size_t *at, const double *size)
{
	for (size_t i = 0; i < POINTS; i++) {
		x[i] = (double)i;
		y[i] = 1000.0;
		for (size_t k = 0; k < count; k++)
			y[i] += i >= at[k] ? size[k] : 0.0;
	}
}

/* What may hide in such a series. */
static double hides(size_t count, const size_t *at, const double *size)
{
	double x[POINTS], y[POINTS], work[POINTS];

	make(x, y, count, at, size);
	return steps_hide(&(struct points){ POINTS, x, y }, ALLOCATOR, FLOOR, work);
}

/* What may be one step of it. */
static double lone_of(size_t count, const size_t *at, const double *size, double *rise)
{
	double x[POINTS], y[POINTS];

	make(x, y, count, at, size);
	return steps_lone(&(struct points){ POINTS, x, y }, ALLOCATOR, FLOOR, rise);
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

/* One that came once is the allocator's up to 1.15 times its step; two are alike from half on. */
static void sizes(void **state)
{
	static const size_t at[] = { 30, 60 };

	(void)state;
	assert_true(near(hides(1, at, (double[]){ 132 }), 2 * 132 / 90.0));
	assert_true(hides(1, at, (double[]){ 151 }) > 0.0);
	assert_true(near(hides(1, at, (double[]){ 152 }), 0.0));
	assert_true(near(hides(2, at, (double[]){ 400, 200 }), 1000 / 90.0));
	assert_true(near(hides(2, at, (double[]){ 400, 199 }), 0.0));
	assert_true(near(hides(1, at, (double[]){ 32 }), 64 / 90.0));
	assert_true(near(hides(1, at, (double[]){ 31 }), 0.0));
}

/* A larger one may be the only step of a leak that took no other before it or behind it. */
static void lone(void **state)
{
	static const size_t at[] = { 30, 60 };
	double size;

	(void)state;
	assert_true(near(lone_of(1, at, (double[]){ 900 }, &size), 900 / 70.0));
	assert_true(near(size, 900));
	assert_true(near(lone_of(1, at + 1, (double[]){ 900 }, &size), 900 / 50.0));
	assert_true(near(lone_of(2, at, (double[]){ 300, 900 }, &size), 900 / 50.0));
	assert_true(lone_of(1, at, (double[]){ 152 }, &size) > 0.0);
	assert_true(near(lone_of(1, at, (double[]){ 151 }, &size), 0.0));
	assert_true(near(lone_of(1, (size_t[]){ 10 }, (double[]){ 900 }, &size), 0.0));
	assert_true(near(lone_of(0, NULL, NULL, &size), 0.0));
}

/* Start-up makes no step, and neither does what was given back before. */
static void no_steps(void **state)
{
	(void)state;
	assert_true(near(hides(1, (size_t[]){ 10 }, (double[]){ 132 }), 0.0));
	assert_true(hides(1, (size_t[]){ 11 }, (double[]){ 132 }) > 0.0);
	assert_true(near(hides(3, (size_t[]){ 5, 20, 40 }, (double[]){ 132, -132, 132 }), 0.0));
	assert_true(near(hides(0, NULL, NULL), 0.0));
}

/* Four steps that are followed by a long wait are over, three are not, nor is a short wait. */
static void over(void **state)
{
	static const size_t at[] = { 15, 20, 30, 40 }, late[] = { 20, 40, 60, 80 };
	static const double size[] = { 100, 100, 100, 100 };

	(void)state;
	assert_true(near(hides(4, at, size), 100 / 60.0));
	assert_true(near(hides(3, at, size), 400 / 90.0));
	assert_true(near(hides(4, late, size), 500 / 90.0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
		cmocka_unit_test(lone),
		cmocka_unit_test(no_steps),
		cmocka_unit_test(over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
