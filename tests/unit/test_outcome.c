/* test_outcome.c - the exit status of a judged run, and what its last line says decided it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/across/outcome.h"
#include "analyze/wording/wording.h"
#include "fake_analysis.h"

static struct arena arena;

/* Of the fake run the first count processes, all of them so. */
static struct fake *run_of(size_t count, enum verdict_kind verdict, enum fail_on fail_on)
{
	struct fake *fake = fake_new();

	fake->options.fail_on = fail_on;
	fake->analysis.verdict_count = fake->analysis.processes.target_count = count;
	for (size_t i = 0; i < count; i++) {
		fake->findings[i].verdict = fake->verdicts[i].verdict = verdict;
		fake->findings[i].flags = 0;
	}
	return fake;
}

/* What the run means, and frees it. */
static void means(struct fake *fake, enum exit_status status, const char *line)
{
	struct outcome outcome = outcome_of(&fake->analysis, &arena);

	assert_int_equal(outcome.status, status);
	assert_string_equal(wording_outcome(&arena, &outcome), line);
	arena_free(&arena);
	free(fake);
}

static void leaks(void **state)
{
	static const struct {
		enum verdict_kind verdict;
		bool provisional;
		int status[4]; /* by enum fail_on: leak, suspect, never, provisional */
	} rows[] = {
		{ VERDICT_LEAK, false, { 1, 1, 0, 1 } },
		{ VERDICT_LEAK, true, { 3, 1, 0, 1 } },
		{ VERDICT_SUSPECT, false, { 0, 1, 0, 0 } },
		{ VERDICT_STABLE, false, { 0, 0, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t f = 0; f < 4; f++) {
			struct fake *fake = run_of(1, rows[i].verdict, (enum fail_on)f);

			fake->findings[0].flags = rows[i].provisional ? 1u << FLAG_PROVISIONAL : 0;
			assert_int_equal(
				outcome_of(&fake->analysis, &arena).status, rows[i].status[f]);
			fake->verdicts[0].known = true;
			assert_int_equal(outcome_of(&fake->analysis, &arena).status, 0);
			arena_free(&arena);
			free(fake);
		}
}

static void lines(void **state)
{
	struct fake *fake = run_of(3, VERDICT_LEAK, FAIL_ON_LEAK);

	(void)state;
	for (size_t i = 0; i < 3; i++)
		fake->findings[i].flags = 1u << FLAG_PROVISIONAL;
	means(fake, EXIT_STATUS_NOTHING,
		"3 leak (provisional), 0 suspect, 0 inconclusive, 0 stable      exit 3");
	fake = run_of(2, VERDICT_LEAK, FAIL_ON_LEAK);
	fake->findings[1].flags = 1u << FLAG_PROVISIONAL;
	means(fake, EXIT_STATUS_FOUND,
		"2 leak (1 provisional), 0 suspect, 0 inconclusive, 0 stable      exit 1");
}

/* Nobody named them: a mix stays 0, nothing at all is 3. Named is asked for. */
static void inconclusive(void **state)
{
	struct fake *fake = run_of(2, VERDICT_STABLE, FAIL_ON_LEAK);

	(void)state;
	fake->verdicts[1].verdict = VERDICT_INCONCLUSIVE;
	means(fake, EXIT_STATUS_GOOD, "0 leak, 0 suspect, 1 inconclusive, 1 stable      exit 0");
	fake = run_of(2, VERDICT_STABLE, FAIL_ON_LEAK);
	fake->verdicts[1].verdict = VERDICT_INCONCLUSIVE;
	fake->processes[1].is_named = true;
	means(fake, EXIT_STATUS_NOTHING,
		"0 leak, 0 suspect, 1 inconclusive, 1 stable, no verdict: gpsd      exit 3");
	fake = run_of(2, VERDICT_STABLE, FAIL_ON_LEAK);
	fake->verdicts[1].verdict = VERDICT_INCONCLUSIVE;
	fake->processes[1].is_named = true;
	fake->options.allow_inconclusive = true;
	means(fake, EXIT_STATUS_GOOD, "0 leak, 0 suspect, 1 inconclusive, 1 stable      exit 0");
	means(run_of(2, VERDICT_INCONCLUSIVE, FAIL_ON_LEAK), EXIT_STATUS_NOTHING,
		"0 leak, 0 suspect, 2 inconclusive, 0 stable, nothing could be judged      exit 3");
}

static void happened(void **state)
{
	static struct happened_action actions[] = { { .round = 1 },
		{ .round = 2, .failed = true } };
	struct fake *fake = run_of(2, VERDICT_STABLE, FAIL_ON_LEAK);

	(void)state;
	fake->processes[0].ended_early = true;
	means(fake, EXIT_STATUS_NOTHING,
		"0 leak, 0 suspect, 0 inconclusive, 2 stable, ended early: ntpd      exit 3");
	fake = run_of(2, VERDICT_STABLE, FAIL_ON_NEVER);
	fake->analysis.settings.action_failed = true;
	fake->analysis.happenings.actions = actions;
	fake->analysis.happenings.action_count = 2;
	means(fake, EXIT_STATUS_NOTHING,
		"0 leak, 0 suspect, 0 inconclusive, 2 stable, action failed in 1 of 2 rounds      exit 3");
	/* of 1 and 3 it is 1, and the counts say why */
	fake = run_of(2, VERDICT_LEAK, FAIL_ON_LEAK);
	fake->processes[0].ended_early = true;
	means(fake, EXIT_STATUS_FOUND, "2 leak, 0 suspect, 0 inconclusive, 0 stable      exit 1");
}

static void graver(void **state)
{
	static const enum exit_status order[] = { EXIT_STATUS_GOOD, EXIT_STATUS_NOTHING,
		EXIT_STATUS_FOUND, EXIT_STATUS_ERROR };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 4; j++)
			assert_int_equal(outcome_graver(order[i], order[j]), order[i > j ? i : j]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaks),
		cmocka_unit_test(lines),
		cmocka_unit_test(inconclusive),
		cmocka_unit_test(happened),
		cmocka_unit_test(graver),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
