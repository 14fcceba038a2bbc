/* test_follow_decided.c - when a run that is being written counts as decided. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/analysis.h"
#include "analyze/follow/decided.h"
#include "analyze/verdict/method.h"

/* One process at one look. */
struct look {
	size_t rounds;
	enum verdict_kind verdict;
	bool provisional;
};

/* Takes the looks in order; returns how many there were when it was decided, 0: it never was. */
static size_t decided_after(const struct look *looks, size_t count, double budget)
{
	struct decided decided = { .count = 0 };
	size_t after = 0;

	for (size_t i = 0; i < count && !after; i++) {
		static struct round rounds[1000];
		struct process process = { .name = span_of("ripd"), .pid = 7 };
		struct finding finding = { .process = &process,
			.verdict = looks[i].verdict,
			.flags = looks[i].provisional ? 1u << FLAG_PROVISIONAL : 0 };
		struct process_verdict verdict = { .verdict = looks[i].verdict };
		struct analysis analysis = { .rounds = rounds,
			.round_count = looks[i].rounds,
			.findings = &finding,
			.verdicts = &verdict,
			.verdict_count = 1,
			.settings = { .budget_kib_per_round = budget } };

		decided_look(&decided, &analysis);
		after = decided.is_decided ? i + 1 : 0;
	}
	decided_free(&decided);
	return after;
}

#define DECIDED_AFTER(looks, budget) decided_after(looks, sizeof(looks) / sizeof *(looks), budget)

/* That a leak is not provisional has to be said at two looks, one after another. */
static void leak_said_twice(void **state)
{
	const struct look twice[] = { { 60, VERDICT_LEAK, true }, { 95, VERDICT_LEAK, true },
		{ 100, VERDICT_LEAK, false }, { 105, VERDICT_LEAK, false } };
	const struct look between[] = { { 60, VERDICT_LEAK, true }, { 100, VERDICT_LEAK, false },
		{ 105, VERDICT_LEAK, true }, { 110, VERDICT_LEAK, false } };
	const struct look never[] = { { 60, VERDICT_LEAK, true }, { 120, VERDICT_LEAK, true },
		{ 240, VERDICT_LEAK, true } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(twice, -1), 4);
	assert_int_equal(DECIDED_AFTER(between, -1), 0);
	assert_int_equal(DECIDED_AFTER(never, -1), 0);
}

/* The verdict has to stand since two thirds of the rounds. */
static void leak_stands(void **state)
{
	const struct look late[] = { { 67, VERDICT_STABLE, false }, { 68, VERDICT_LEAK, false },
		{ 100, VERDICT_LEAK, false } };
	const struct look stood[] = { { 66, VERDICT_STABLE, false }, { 67, VERDICT_LEAK, false },
		{ 100, VERDICT_LEAK, false } };
	const struct look broken[] = { { 67, VERDICT_LEAK, false }, { 90, VERDICT_STABLE, false },
		{ 95, VERDICT_LEAK, false }, { 100, VERDICT_LEAK, false } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(late, -1), 0);
	assert_int_equal(DECIDED_AFTER(stood, -1), 3);
	assert_int_equal(DECIDED_AFTER(broken, -1), 0);
}

/* In fewer than 60 rounds nothing is decided; a pass only under a budget. */
static void enough_rounds(void **state)
{
	const struct look few[] = { { 30, VERDICT_LEAK, false }, { 59, VERDICT_LEAK, false } };
	const struct look leak[] = { { 30, VERDICT_LEAK, false }, { 60, VERDICT_LEAK, false } };
	const struct look pass[] = { { 30, VERDICT_STABLE, false }, { 60, VERDICT_STABLE, false } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(few, -1), 0);
	assert_int_equal(DECIDED_AFTER(leak, -1), 2);
	assert_int_equal(DECIDED_AFTER(pass, -1), 0);
	assert_int_equal(DECIDED_AFTER(pass, 8), 2);
}

/* Looks are a twentieth apart, whatever the pace. */
static void next_look(void **state)
{
	(void)state;
	assert_int_equal(decided_next(0), METHOD_LOOK_FIRST);
	assert_int_equal(decided_next(METHOD_LOOK_FIRST), 32);
	assert_int_equal(decided_next(100), 106);
	assert_true(decided_next(UINT32_MAX) < UINT32_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(leak_said_twice),
		cmocka_unit_test(leak_stands), cmocka_unit_test(enough_rounds),
		cmocka_unit_test(next_look) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
