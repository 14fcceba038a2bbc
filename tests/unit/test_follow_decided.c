/* test_follow_decided.c - when a run that is being written counts as decided. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/analysis.h"
#include "analyze/follow/decided.h"
#include "analyze/follow/silence.h"
#include "analyze/verdict/method.h"

/* One process at one look. */
struct look {
	size_t rounds;
	enum verdict_kind verdict;
	double last_to_middle;
	double late; /* what is left of its mean slope; 1: it is a line */
};

/* What is the same at all looks. */
struct target {
	double budget;
	bool awaits_collection;
	bool by_heap;        /* bytes in use were decisive; resident memory is no line */
	size_t warm_up;      /* rounds before those that are judged */
	const char *planned; /* of run.info; NULL: it has none */
};

/* Takes the looks in order; returns how many there were when it was decided, 0: it never was. */
static size_t decided_after(const struct look *looks, size_t count, const struct target *target)
{
	struct decided decided = { .count = 0 };
	size_t after = 0;

	for (size_t i = 0; i < count && !after; i++) {
		static struct round rounds[1000];
		struct span planned[1][2] = { { span_of("rounds"),
			span_of(target->planned ? target->planned : "") } };
		struct process process = { .name = span_of("ripd"),
			.pid = 7,
			.rounds = looks[i].rounds + target->warm_up };
		struct trend in_use = { .judged_slope = 10, .late = 10 * looks[i].late };
		struct trend trends[METRICS] = { [METRIC_FOOTPRINT] = in_use };
		struct finding finding = { .process = &process,
			.trend = trends,
			.decided_by = target->by_heap ? METRIC_HEAP : METRIC_FOOTPRINT,
			.heap = { .trend = &in_use },
			.verdict = looks[i].verdict,
			.awaits_collection = target->awaits_collection,
			.last_to_middle = looks[i].last_to_middle };
		struct process_verdict verdict = { .verdict = looks[i].verdict };
		struct analysis analysis = { .info = { .other = planned,
						     .other_count = 1,
						     .warmup_rounds = (uint32_t)target->warm_up },
			.rounds = { .items = rounds, .count = looks[i].rounds },
			.findings = &finding,
			.verdicts = &verdict,
			.verdict_count = 1,
			.settings = { .budget_kib_per_round = target->budget } };

		if (target->by_heap)
			trends[METRIC_FOOTPRINT].late = 0.0;
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
	const struct look few[] = { { 30, VERDICT_LEAK, 1, 0 }, { 99, VERDICT_LEAK, 1, 0 } };
	const struct look enough[] = { { 30, VERDICT_LEAK, 1, 0 }, { 99, VERDICT_LEAK, 1, 0 },
		{ 100, VERDICT_LEAK, 1, 0 } };
	const struct look more[] = { { 30, VERDICT_LEAK, 1, 0 }, { 119, VERDICT_LEAK, 1, 0 },
		{ 120, VERDICT_LEAK, 1, 0 } };
	const struct look less[] = { { 30, VERDICT_LEAK, 1, 0 }, { 79, VERDICT_LEAK, 1, 0 },
		{ 80, VERDICT_LEAK, 1, 0 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(few, &plain), 0);
	assert_int_equal(DECIDED_AFTER(enough, &plain), 3);
	assert_int_equal(DECIDED_AFTER(more, &garbage), 3);
	assert_int_equal(DECIDED_AFTER(less, &warm), 3);
}

/* What may be garbage takes nine tenths of a plan with fewer rounds, and 60 at least. */
static void garbage_takes_planned_rounds(void **state)
{
	const struct target of_81 = { .budget = -1, .awaits_collection = true, .planned = "80" },
			    of_100 = { .budget = -1, .awaits_collection = true, .planned = "99" },
			    of_62 = { .budget = -1, .awaits_collection = true, .planned = "61" },
			    warm = { .budget = -1,
				    .awaits_collection = true,
				    .warm_up = 20,
				    .planned = "60" },
			    of_119 = { .budget = -1, .awaits_collection = true, .planned = "118" },
			    of_121 = { .budget = -1, .awaits_collection = true, .planned = "120" };
	const struct look looks[] = { { 30, VERDICT_LEAK, 1, 1 }, { 52, VERDICT_LEAK, 1, 1 },
		{ 53, VERDICT_LEAK, 1, 1 }, { 59, VERDICT_LEAK, 1, 1 }, { 60, VERDICT_LEAK, 1, 1 },
		{ 72, VERDICT_LEAK, 1, 1 }, { 73, VERDICT_LEAK, 1, 1 }, { 89, VERDICT_LEAK, 1, 1 },
		{ 90, VERDICT_LEAK, 1, 1 }, { 107, VERDICT_LEAK, 1, 1 },
		{ 108, VERDICT_LEAK, 1, 1 }, { 119, VERDICT_LEAK, 1, 1 },
		{ 120, VERDICT_LEAK, 1, 1 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(looks, &of_81), 7);
	assert_int_equal(DECIDED_AFTER(looks, &of_100), 9);
	assert_int_equal(DECIDED_AFTER(looks, &of_62), 5);
	assert_int_equal(DECIDED_AFTER(looks, &warm), 3);
	assert_int_equal(DECIDED_AFTER(looks, &of_119), 11);
	assert_int_equal(DECIDED_AFTER(looks, &of_121), 13);
}

/* A line takes half of what is planned, 60 at least and 100 at most. */
static void line_takes_half(void **state)
{
	const struct target of_101 = { .budget = -1, .planned = "100" },
			    of_141 = { .budget = -1, .planned = "140" },
			    in_use = { .budget = -1, .by_heap = true, .planned = "140" },
			    of_1001 = { .budget = -1, .planned = "1000" },
			    warm = { .budget = -1, .warm_up = 20, .planned = "120" };
	const struct look looks[] = { { 30, VERDICT_LEAK, 1, 0.85 }, { 49, VERDICT_LEAK, 1, 0.85 },
		{ 50, VERDICT_LEAK, 1, 0.85 }, { 59, VERDICT_LEAK, 1, 0.85 },
		{ 60, VERDICT_LEAK, 1, 0.85 }, { 69, VERDICT_LEAK, 1, 0.85 },
		{ 70, VERDICT_LEAK, 1, 0.85 }, { 99, VERDICT_LEAK, 1, 0.85 },
		{ 100, VERDICT_LEAK, 1, 0.85 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(looks, &of_101), 5);
	assert_int_equal(DECIDED_AFTER(looks, &of_141), 7);
	assert_int_equal(DECIDED_AFTER(looks, &in_use), 7);
	assert_int_equal(DECIDED_AFTER(looks, &of_1001), 9);
	assert_int_equal(DECIDED_AFTER(looks, &warm), 3);
	assert_int_equal(DECIDED_AFTER(looks, &plain), 9);
}

/* What is no line, or has not been one for a tenth of the rounds, takes seven tenths. */
static void bent_takes_more(void **state)
{
	const struct target of_121 = { .budget = -1, .planned = "120" },
			    of_81 = { .budget = -1, .planned = "80" };
	const struct look bent[] = { { 30, VERDICT_LEAK, 1, 0.84 }, { 59, VERDICT_LEAK, 1, 0.84 },
		{ 60, VERDICT_LEAK, 1, 0.84 }, { 83, VERDICT_LEAK, 1, 0.84 },
		{ 84, VERDICT_LEAK, 1, 0.84 } };
	const struct look late[] = { { 30, VERDICT_LEAK, 1, 0.5 }, { 55, VERDICT_LEAK, 1, 1 },
		{ 61, VERDICT_LEAK, 1, 1 }, { 62, VERDICT_LEAK, 1, 1 } };
	const struct look broken[] = { { 30, VERDICT_LEAK, 1, 1 }, { 58, VERDICT_LEAK, 0.7, 1 },
		{ 60, VERDICT_LEAK, 1, 1 }, { 66, VERDICT_LEAK, 1, 1 },
		{ 67, VERDICT_LEAK, 1, 1 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(bent, &of_121), 5);
	assert_int_equal(DECIDED_AFTER(bent, &of_81), 3);
	assert_int_equal(DECIDED_AFTER(late, &of_121), 4);
	assert_int_equal(DECIDED_AFTER(broken, &of_121), 5);
}

/* Nor does a plan hold that the run has gone beyond, as one that was resumed. */
static void plan_is_outrun(void **state)
{
	const struct target of_61 = { .budget = -1, .planned = "60" };
	const struct look looks[] = { { 62, VERDICT_LEAK, 1, 0 }, { 99, VERDICT_LEAK, 1, 0 },
		{ 100, VERDICT_LEAK, 1, 0 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(looks, &of_61), 3);
}

/* Its last third must gain three quarters of what the middle third did. */
static void leak_keeps_pace(void **state)
{
	const struct look slows[] = { { 60, VERDICT_LEAK, 1, 0 }, { 100, VERDICT_LEAK, 0.74, 0 },
		{ 200, VERDICT_LEAK, 0.74, 0 } };
	const struct look goes_on[] = { { 60, VERDICT_LEAK, 0.5, 0 },
		{ 100, VERDICT_LEAK, 0.74, 0 }, { 105, VERDICT_LEAK, 0.75, 0 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(slows, &plain), 0);
	assert_int_equal(DECIDED_AFTER(goes_on, &plain), 3);
}

/* It has to stand since nine tenths of the rounds. */
static void leak_stands(void **state)
{
	const struct look late[] = { { 90, VERDICT_STABLE, 1, 0 }, { 91, VERDICT_LEAK, 1, 0 },
		{ 100, VERDICT_LEAK, 1, 0 } };
	const struct look stood[] = { { 89, VERDICT_STABLE, 1, 0 }, { 90, VERDICT_LEAK, 1, 0 },
		{ 100, VERDICT_LEAK, 1, 0 } };
	const struct look broken[] = { { 60, VERDICT_LEAK, 1, 0 }, { 90, VERDICT_STABLE, 1, 0 },
		{ 95, VERDICT_LEAK, 1, 0 }, { 100, VERDICT_LEAK, 1, 0 } };

	(void)state;
	assert_int_equal(DECIDED_AFTER(late, &plain), 0);
	assert_int_equal(DECIDED_AFTER(stood, &plain), 3);
	assert_int_equal(DECIDED_AFTER(broken, &plain), 0);
}

/* A pass takes a budget, 60 judged rounds, and stands since two thirds of them. */
static void pass_has_budget(void **state)
{
	const struct target budget = { .budget = 8 }, warm = { .budget = 8, .warm_up = 20 };
	const struct look pass[] = { { 30, VERDICT_STABLE, 0, 0 }, { 59, VERDICT_STABLE, 0, 0 },
		{ 60, VERDICT_STABLE, 0, 0 } };
	const struct look late[] = { { 41, VERDICT_STABLE, 0, 0 }, { 60, VERDICT_STABLE, 0, 0 } };

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
	assert_int_equal(decided_next(0, 0), METHOD_LOOK_FIRST);
	assert_int_equal(decided_next(METHOD_LOOK_FIRST, 0), 32);
	assert_int_equal(decided_next(58, 0), 61);
	assert_int_equal(decided_next(100, 0), 106);
	assert_true(decided_next(UINT32_MAX, 0) < UINT32_MAX);
	/* and where a line may be decided: in its 60th round, in half of the planned ones */
	assert_int_equal(decided_next(58, 81), 59);
	assert_int_equal(decided_next(59, 81), 62);
	assert_int_equal(decided_next(68, 141), 69);
	assert_int_equal(decided_next(98, 1001), 99);
}

/* Ten intervals; where none is known, long enough for a first round, which may last as ACTION does.
 */
static void silence_ends(void **state)
{
	static const struct {
		struct silence silence;
		int64_t ms;
		const char *words;
	} cases[] = { { { 0, 60000 }, 600000, "ten intervals" },
		{ { 2500, 60000 }, 25000, "ten intervals" }, { { 20, 0 }, 10000, "ten intervals" },
		{ { 900000, 0 }, 9000000, "ten intervals" }, { { 0, 0 }, 3600000, "an hour" },
		{ { 0, -1 }, 600000, "ten minutes" } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(silence_ms(&cases[i].silence), cases[i].ms);
		assert_string_equal(silence_words(&cases[i].silence), cases[i].words);
	}
	assert_int_equal(silence_told(span_of("0")), 0);
	assert_int_equal(silence_told(span_of("1500")), 1500);
	assert_int_equal(silence_told(span_of("")), -1);
	assert_int_equal(silence_told(span_of("-5")), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(leak_takes_rounds),
		cmocka_unit_test(garbage_takes_planned_rounds), cmocka_unit_test(line_takes_half),
		cmocka_unit_test(bent_takes_more), cmocka_unit_test(plan_is_outrun),
		cmocka_unit_test(leak_keeps_pace), cmocka_unit_test(leak_stands),
		cmocka_unit_test(pass_has_budget), cmocka_unit_test(next_look),
		cmocka_unit_test(silence_ends) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
