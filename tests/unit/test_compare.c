/* test_compare.c - --baseline: what its interval is made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/across/compare.h"
#include "fake_analysis.h"

/* Width of the interval of the first process's difference, where so many points were judged in both
 * runs. */
static double width_of(size_t judged_n)
{
	struct fake *before = fake_new(), *now = fake_new();
	const struct analysis *baseline = &before->analysis;
	const struct compare_row *row;
	double width;

	for (size_t m = 0; m < METRIC_TRENDS; m++)
		before->trends[0][m].judged_n = now->trends[0][m].judged_n = judged_n;
	compare_build(&now->analysis, &baseline, 1);
	row = &now->analysis.comparison->rows[0];
	assert_true(row->measured[row->decided_by]);
	width = row->metric[row->decided_by].high - row->metric[row->decided_by].low;
	arena_free(&now->analysis.arena);
	free(before);
	free(now);
	return width;
}

/* Points before the judged ones have no part in the error of the slope: they are no degrees of
 * freedom. */
static void freedom(void **state)
{
	(void)state;
	assert_true(width_of(FAKE_ROUNDS) > 0);
	assert_true(width_of(8) > 1.1 * width_of(FAKE_ROUNDS));
}

/* The difference that matters, where the first process grew by so much a round before. */
static double margin_of(double before_kib)
{
	struct fake *before = fake_new(), *now = fake_new();
	const struct analysis *baseline = &before->analysis;
	double margin;

	for (size_t m = 0; m < METRIC_TRENDS; m++)
		before->trends[0][m].late = before->trends[0][m].rate = before_kib;
	compare_build(&now->analysis, &baseline, 1);
	margin = now->analysis.comparison->rows[0].round.margin;
	arena_free(&now->analysis.arena);
	free(before);
	free(now);
	return margin;
}

/* A quarter of the growth before, and eight pages of 4 KiB over the run. */
static void what_matters(void **state)
{
	const double least = 32.0 / (FAKE_ROUNDS - 1);

	(void)state;
	assert_true(fabs(margin_of(40) - 10) < 1e-9);
	assert_true(fabs(margin_of(-40) - 10) < 1e-9);
	assert_true(fabs(margin_of(0) - least) < 1e-9);
	assert_true(fabs(margin_of(3.9 * least) - least) < 1e-9);
	assert_true(margin_of(4.1 * least) > 1.01 * least);
}

/* What is compared is the rate that is printed, with the greater of its two errors. */
static void printed_rate(void **state)
{
	struct fake *before = fake_new(), *now = fake_new();
	const struct analysis *baseline = &before->analysis;
	const struct slope_difference *difference;

	(void)state;
	for (size_t m = 0; m < METRIC_TRENDS; m++) {
		struct trend *trend = &now->trends[0][m];

		before->trends[0][m].late_error = trend->late_error = 0.001;
		before->trends[0][m].rate = before->trends[0][m].late;
		trend->late = -747;
		trend->rate = before->trends[0][m].rate + 5;
		trend->rate_low = trend->rate - 2;
		trend->rate_high = trend->rate + 2;
	}
	compare_build(&now->analysis, &baseline, 1);
	difference = &now->analysis.comparison->rows[0].metric[METRIC_FOOTPRINT];
	assert_true(fabs(difference->difference - 5) < 1e-9);
	assert_true(difference->high - difference->low > 3.9 &&
		    difference->high - difference->low < 4.2);
	arena_free(&now->analysis.arena);
	free(before);
	free(now);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(freedom),
		cmocka_unit_test(what_matters), cmocka_unit_test(printed_rate) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
