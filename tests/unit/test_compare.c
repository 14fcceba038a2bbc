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
		before->trends[0][m].late = before_kib;
	compare_build(&now->analysis, &baseline, 1);
	margin = now->analysis.comparison->rows[0].margin;
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

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(freedom),
		cmocka_unit_test(what_matters) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
