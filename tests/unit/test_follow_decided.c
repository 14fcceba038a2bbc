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
	double last_to_middle;
};

/* What is the same at all looks. */
struct target {
	double budget;
	bool awaits_collection;
	size_t warm_up; /* rounds before those that are judged */
};

/* Takes the looks in order; returns how many there were when it was decided, 0: it never was. */
static size_t decided_after(const struct look *looks, size_t count, const struct target *target)
{
	struct decided decided = { .count = 0 };
	size_t after = 0;

	for (size_t i = 0; i < count && !after; i++) {
		static struct round rounds[1000];
		struct process process = { .name = span_of("ripd"),
			.pid = 7,
			.rounds = looks[i].rounds + target->warm_up };
		struct finding finding = { .process = &process,
			.verdict = looks[i].verdict,
			.awaits_collection = target->awaits_collection,
			.last_to_middle = looks[i].last_to_middle };
		struct process_verdict verdict = { .verdict = looks[i].verdict };
		struct analysis analysis = { .rounds = rounds,
			.round_count = looks[i].rounds,
			.findings = &finding,
			.verdicts = &verdict,
			.verdict_count = 1,
			.settings = { .budget_kib_per_round = target->budget } };

		decided_look(&decided, &analysis);
		after = decided.is_decided ? i + 1 : 0;
	}
	decided_free(&decided);
	return after;
}

#define DECIDED_AFTER(looks, target) decided_after(looks, sizeof(looks) / sizeof *(looks), target)

static const struct target plain = { .budget = -1 };

/* A leak takes 100 rounds, a warm-up among them; 120 where it may be garbage. */
static void leak_takes_rounds(void **state)
{
	const struct target garbage = { .budget = -1, .awaits_collection = true },
			    warm = { .budget = -1, .warm_up = 20 };
	const struct look few[] = { { 30, VERDICT_LEAK, 1 }, { 99, VERDICT_LEAK, 1 } };
	const struct look enough[] = { { 30, VERDICT_LEAK, 1 }, { 99, VERDICT_LEAK, 1 },
		{ 100, VERDICT_LEAK, 1 } };
	const struct look more[] = { { 30, VERDICT_LEAK, 1 }, { 119, VERDICT_LEAK, 1 },
		{ 120, VERDICT_LEAK, 1 } };
	const struct look less[] = { { 30, VERDICT_LEAK, 1 }, { 79, VERDICT_LEAK, 1 },
		{ 80, VERDICT_LEAK, 1 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(few, &plain), 0);
	assert_int_equal(DECIDED_AFTER(enough, &plain), 3);
	assert_int_equal(DECIDED_AFTER(more, &garbage), 3);
	assert_int_equal(DECIDED_AFTER(less, &warm), 3);
}

/* Its last third must gain three quarters of what the middle third did. */
static void leak_keeps_pace(void **state)
{
	const struct look slows[] = { { 60, VERDICT_LEAK, 1 }, { 100, VERDICT_LEAK, 0.74 },
		{ 200, VERDICT_LEAK, 0.74 } };
	const struct look goes_on[] = { { 60, VERDICT_LEAK, 0.5 }, { 100, VERDICT_LEAK, 0.74 },
		{ 105, VERDICT_LEAK, 0.75 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(slows, &plain), 0);
	assert_int_equal(DECIDED_AFTER(goes_on, &plain), 3);
}

/* It has to stand since four fifths of the rounds. */
static void leak_stands(void **state)
{
	const struct look late[] = { { 80, VERDICT_STABLE, 1 }, { 81, VERDICT_LEAK, 1 },
		{ 100, VERDICT_LEAK, 1 } };
	const struct look stood[] = { { 79, VERDICT_STABLE, 1 }, { 80, VERDICT_LEAK, 1 },
		{ 100, VERDICT_LEAK, 1 } };
	const struct look broken[] = { { 60, VERDICT_LEAK, 1 }, { 90, VERDICT_STABLE, 1 },
		{ 95, VERDICT_LEAK, 1 }, { 100, VERDICT_LEAK, 1 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(late, &plain), 0);
	assert_int_equal(DECIDED_AFTER(stood, &plain), 3);
	assert_int_equal(DECIDED_AFTER(broken, &plain), 0);
}

/* A pass takes a budget, 60 judged rounds, and stands since two thirds of them. */
static void pass_has_budget(void **state)
{
	const struct target budget = { .budget = 8 }, warm = { .budget = 8, .warm_up = 20 };
	const struct look pass[] = { { 30, VERDICT_STABLE, 0 }, { 59, VERDICT_STABLE, 0 },
		{ 60, VERDICT_STABLE, 0 } };
	const struct look late[] = { { 41, VERDICT_STABLE, 0 }, { 60, VERDICT_STABLE, 0 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(pass, &plain), 0);
	assert_int_equal(DECIDED_AFTER(pass, &budget), 3);
	assert_int_equal(DECIDED_AFTER(pass, &warm), 3);
	assert_int_equal(DECIDED_AFTER(late, &budget), 0);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(leak_takes_rounds),
		cmocka_unit_test(leak_keeps_pace), cmocka_unit_test(leak_stands),
		cmocka_unit_test(pass_has_budget), cmocka_unit_test(next_look) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
