/* test_stats_pace.c - what the last third of a series gains, and the middle one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/stats/method.h"
#include "analyze/stats/pace.h"

enum { POINTS = 120 };

static double ratio(size_t n, const double *x, const double *y)
{
	double work[POINTS];

	return pace_last_to_middle(&(struct points){ n, x, y }, work);
}

/* Of a line the last third gains METHOD_LAST_THIRD of the middle one, also where rounds are missing
 * and where x does not rise at each point. */
static void line(void **state)
{
	double x[POINTS], y[POINTS];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y[i] = 5 + 3 * (x[i] = i);
	assert_true(fabs(ratio(POINTS, x, y) - METHOD_LAST_THIRD) < 0.03);
	for (int i = 0; i < POINTS; i++)
		if (i < 50 || i > 69) {
			x[n] = i;
			y[n++] = 3 * i;
		}
	assert_true(fabs(ratio(n, x, y) - METHOD_LAST_THIRD) < 0.03);
	for (int i = 0; i < POINTS; i++)
		y[i] = 3 * (x[i] = i / 8);
	assert_true(fabs(ratio(POINTS, x, y) - METHOD_LAST_THIRD) < 0.05);
}

/* Growth by an action that rested at the end slows down over rounds, not over what was done. */
static void rests(void **state)
{
	double round[POINTS], done[POINTS], y[POINTS];

	(void)state;
	for (int i = 0; i < POINTS; i++) {
		round[i] = i;
		done[i] = i < 100 ? i : 100;
		y[i] = 24 * done[i];
	}
	assert_true(ratio(POINTS, round, y) < 2.0 / 3);
	assert_true(ratio(POINTS, done, y) > 0.8);
}

static void slows_down(void **state)
{
	double x[POINTS], y[POINTS];

	(void)state;
	for (int i = 0; i < POINTS; i++)
		y[i] = sqrt(x[i] = i);
	assert_true(ratio(POINTS, x, y) < 0.75);
	for (int i = 0; i < POINTS; i++)
		y[i] = i < 40 ? i : 40 + 2 * (i > 80) * (i - 80);
	assert_true(isinf(ratio(POINTS, x, y)) || ratio(POINTS, x, y) > 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(line), cmocka_unit_test(rests),
		cmocka_unit_test(slows_down) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
