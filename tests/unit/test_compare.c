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

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(freedom) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
