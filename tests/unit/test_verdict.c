/* test_verdict.c - rules of verdict.h on made processes: one row a case, its verdict and reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/verdict/verdict.h"

enum { LONGEST = 200 };

static const struct verdict_settings standard = { .alpha = 0.001,
	.budget_kib_per_round = -1,
	.page_kib = 4,
	.round_x = 1,
	.mem_available_kib = 100000,
	.most_kib = -1,
	.x_s = 60,
	.jobs = 2 };

/* KiB after i rounds of n. */
typedef double level(size_t i, size_t n);

static double wobble(size_t i)
{
	return 4.0 * (double)(i * 7919 % 5);
}

static double none(size_t i, size_t n)
{
	(void)i;
	(void)n;
	return -1;
}
static double still(size_t i, size_t n)
{
	(void)i;
	(void)n;
	return 8000;
}
static double noisy(size_t i, size_t n)
{
	(void)n;
	return 8000 + wobble(i);
}
static double falls(size_t i, size_t n)
{
	(void)n;
	return 20000 - 40 * (double)i;
}
static double crumbs(size_t i, size_t n)
{
	return 8000 + 4 * floor(5 * (double)i / (double)n);
}
static double leaks(size_t i, size_t n)
{
	(void)n;
	return 8000 + 20 * (double)i + wobble(i);
}
static double leaks_little(size_t i, size_t n)
{
	(void)n;
	return 8000 + 4 * floor(0.75 * (double)i) + wobble(i);
}
static double brk(size_t i, size_t n)
{
	(void)n;
	return 9000 + 132 * floor((3 * (double)i + 100) / 132);
}
/* Steps of a heap that gives free pages back now and then, and takes them again. */
static double gives_back(size_t i, size_t n)
{
	(void)n;
	return 9000 + 1024 * floor((20 * (double)i + 100) / 1024) - (i % 40 > 30 ? 2500 : 0);
}
/* The same, but what it takes is never more than it had at first. */
static double takes_again(size_t i, size_t n)
{
	(void)n;
	return 9000 - (i % 40 > 30 ? 2500 : 0);
}
static double slow(size_t i, size_t n)
{
	(void)n;
	return 8000 + 4 * floor((double)i * 0.15);
}
static double warm(size_t i, size_t n)
{
	return 8000 + 4 * floor(500 * (1 - exp(-(double)i * 25 / (double)n))) + (double)(i % 2) * 4;
}
static double slows(size_t i, size_t n)
{
	return 8000 + 4 * floor(800 * log(1 + 40 * (double)i / (double)n));
}
static double waves(size_t i, size_t n)
{
	(void)n;
	return 8000 + 4 * floor(300 * (1 + sin((double)i / 4))) + wobble(i);
}

static struct series series_of(
	level *f, size_t n, const double *x, const uint32_t *at, double *value)
{
	struct series series = {
		.x = x, .at = at, .value = value, .source = KIND_STATUS, .grain = 4
	};

	if (f == none)
		return series;
	for (; series.n < n; series.n++)
		value[series.n] = f(series.n, n);
	return series;
}

/* A process in the place that keeps its numbers. */
struct made {
	double x[LONGEST], footprint[LONGEST], private[LONGEST], rest[LONGEST];
	uint32_t at[LONGEST];
	struct process process;
};

static struct process make(
	struct made *made, size_t n, level *footprint, level *private, level *rest)
{
	struct process *p = &made->process;

	for (size_t i = 0; i < n; i++) {
		made->x[i] = (double)i;
		made->at[i] = (uint32_t)i;
	}
	*p = (struct process){ .pid = 1,
		.name = span_of("p"),
		.last_round = n ? (uint32_t)n - 1 : 0,
		.rounds = n,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.next_life = SIZE_MAX,
		.quantum_kib = 132 };
	p->value[METRIC_FOOTPRINT] = series_of(footprint, n, made->x, made->at, made->footprint);
	p->value[METRIC_RSS] = p->value[METRIC_VMRSS] = p->value[METRIC_ANON] =
		p->value[METRIC_FOOTPRINT];
	p->value[METRIC_PRIVATE] = series_of(private, n, made->x, made->at, made->private);
	p->value[METRIC_REST] = series_of(rest, n, made->x, made->at, made->rest);
	return *p;
}

/* The trend of the chosen finding is not kept but for the footprint's, in *footprint where it is
 * asked for. */
static struct finding judge_and_show(struct process *items, size_t count,
	const struct verdict_settings *settings, size_t which, struct trend *footprint)
{
	struct arena arena = { NULL, 0 };
	struct processes processes = { .items = items, .count = count, .target_count = count };
	struct finding *findings = arena_take_array(&arena, count, sizeof *findings), chosen;
	struct verdict_tests tests;

	verdict_judge(&processes, settings, &arena, findings, &tests);
	chosen = findings[which];
	if (footprint)
		*footprint = chosen.trend[METRIC_FOOTPRINT];
	chosen.trend = chosen.group_trend = NULL;
	chosen.group_judged = NULL;
	arena_free(&arena);
	return chosen;
}

static struct finding judge(
	struct process *items, size_t count, const struct verdict_settings *settings, size_t which)
{
	return judge_and_show(items, count, settings, which, NULL);
}

static void table(void **state)
{
	static const struct {
		const char *name;
		size_t n;
		level *footprint, *private, *rest;
		const char *verdict, *reason;
	} rows[] = {
		{ "both", 100, leaks, leaks, still, "leak", "both-grow" },
		{ "private in steps", 100, leaks_little, brk, still, "leak", "private-follows" },
		{ "given back, taken again", 100, leaks, gives_back, still, "leak",
			"private-follows" },
		{ "taken again, no more", 100, leaks, takes_again, still, "suspect", "only-rss" },
		{ "no step was due", 200, slow, still, still, "leak", "private-follows" },
		{ "touched", 100, leaks, still, still, "suspect", "only-rss" },
		{ "reserved", 100, still, leaks, still, "suspect", "only-private" },
		{ "files", 100, still, still, leaks, "suspect", "only-files" },
		{ "no pmap", 100, leaks, none, still, "suspect", "no-private" },
		{ "no status", 100, none, leaks, none, "suspect", "no-rss" },
		{ "still", 100, still, still, still, "stable", "constant" },
		{ "noise", 100, noisy, still, still, "stable", "returns" },
		{ "falls", 100, falls, still, still, "stable", "no-growth" },
		{ "a page or two", 100, crumbs, still, still, "stable", "below-floor" },
		{ "warm-up", 100, warm, still, still, "stable", "stopped" },
		{ "waves", 100, waves, still, still, "stable", "returns" },
		{ "four rounds", 4, leaks, leaks, still, "inconclusive", "rounds" },
		{ "six rounds", 6, noisy, still, still, "inconclusive", "insensitive" },
		{ "slows", 100, slows, slows, still, "inconclusive", "decelerating" },
		{ "nothing", 0, none, none, none, "inconclusive", "unmeasurable" },
		{ "one metric", 100, noisy, none, none, "stable", "returns" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct made made;
		struct process process =
			make(&made, rows[i].n, rows[i].footprint, rows[i].private, rows[i].rest);
		struct finding finding = judge(&process, 1, &standard, 0);

		if (strcmp(verdict_code(finding.verdict), rows[i].verdict) ||
			strcmp(verdict_reason_code(finding.reason), rows[i].reason))
			fail_msg("%s: %s (%s), wanted %s (%s)", rows[i].name,
				verdict_code(finding.verdict), verdict_reason_code(finding.reason),
				rows[i].verdict, rows[i].reason);
	}
}

static void budget(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;
	struct process process = make(&made, 100, leaks, leaks, still);
	double own = 10;

	(void)state;
	settings.budget_kib_per_round = 30;
	assert_int_equal(judge(&process, 1, &settings, 0).reason, REASON_BELOW_BUDGET);
	settings.budgets = &own;
	assert_int_equal(judge(&process, 1, &settings, 0).verdict, VERDICT_LEAK);
	settings.budgets = NULL;
	settings.budget_kib_per_round = 0.1;
	process = make(&made, 100, noisy, still, still);
	assert_int_equal(judge(&process, 1, &settings, 0).reason, REASON_INSENSITIVE);
}

/* x in seconds: the same verdict, the same bounds a round. */
static void by_time(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;
	struct process process = make(&made, 100, leaks, leaks, still);
	struct finding finding;

	(void)state;
	for (size_t i = 0; i < 100; i++)
		made.x[i] *= 60;
	settings.round_x = 60;
	settings.x_s = 1;
	settings.budget_kib_per_round = 30;
	assert_int_equal(judge(&process, 1, &settings, 0).reason, REASON_BELOW_BUDGET);
	settings.budget_kib_per_round = 10;
	finding = judge(&process, 1, &settings, 0);
	assert_int_equal(finding.verdict, VERDICT_LEAK);
	assert_true(
		fabs(finding.exhausted_low_s - 300000) < 3000); /* 100000 KiB at 20 KiB a minute */
	assert_true(finding.exhausted_high_s >= finding.exhausted_low_s);
}

static void first_rounds_skipped(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;
	struct process process = make(&made, 100, leaks, leaks, still);
	struct trend footprint;

	(void)state;
	settings.skip_x = 90;
	judge_and_show(&process, 1, &settings, 0, &footprint);
	assert_int_equal(footprint.n, 10);
	assert_true(footprint.x_first >= 90);
	settings.skip_x = 1000;
	assert_int_equal(judge(&process, 1, &settings, 0).reason, REASON_UNMEASURABLE);
}

/* A pass is earned: what the record knows takes one back, and nothing else. */
static void earned(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;
	struct process flat = make(&made, 100, still, still, still);
	struct made other;
	struct process leaking = make(&other, 100, leaks, leaks, still);

	(void)state;
	settings.has_action = true;
	assert_int_equal(judge(&flat, 1, &settings, 0).verdict, VERDICT_STABLE);
	flat.never_ran = true;
	assert_int_equal(judge(&flat, 1, &settings, 0).reason, REASON_IDLE);
	settings.has_action = false;
	assert_int_equal(judge(&flat, 1, &settings, 0).verdict, VERDICT_STABLE);
	settings.has_action = settings.action_failed = true;
	assert_int_equal(judge(&flat, 1, &settings, 0).reason, REASON_ACTION_FAILED);
	flat.unread_of = 100;
	flat.unread_rounds = 5;
	assert_int_equal(judge(&flat, 1, &settings, 0).reason, REASON_ACTION_FAILED);
	flat.unread_rounds = leaking.unread_of = leaking.unread_rounds = 6;
	assert_int_equal(judge(&flat, 1, &settings, 0).reason, REASON_UNMEASURABLE);
	assert_int_equal(judge(&leaking, 1, &settings, 0).verdict, VERDICT_LEAK);
	flat.ended_early = leaking.ended_early = true;
	assert_int_equal(judge(&flat, 1, &settings, 0).reason, REASON_ENDED_EARLY);
	assert_int_equal(judge(&leaking, 1, &settings, 0).verdict, VERDICT_LEAK);
	settings.clock_lost = true;
	assert_int_equal(judge(&leaking, 1, &settings, 0).reason, REASON_CLOCK_SET);
}

/* Few rounds are no reason for more of a process that ended; what cannot be read stays that. */
static void ended_early(void **state)
{
	struct made made;
	struct process brief = make(&made, 4, leaks, leaks, still),
		       none_at_all = { .pid = 1, .next_life = SIZE_MAX };

	(void)state;
	brief.ended_early = none_at_all.ended_early = true;
	assert_int_equal(judge(&brief, 1, &standard, 0).reason, REASON_ENDED_EARLY);
	assert_int_equal(judge(&none_at_all, 1, &standard, 0).reason, REASON_UNMEASURABLE);
}

/* A restart is no step; a short life beside a long one is not judged; the process has the gravest.
 */
static void lives(void **state)
{
	static struct made first, second, third;
	struct process items[3];
	struct arena arena = { NULL, 0 };
	struct processes processes = { .items = items, .count = 3, .target_count = 3 };
	struct finding *findings = arena_take_array(&arena, 3, sizeof *findings);
	struct process_verdict verdicts[3];
	struct verdict_tests tests;

	(void)state;
	items[0] = make(&first, 100, noisy, still, still);
	items[1] = make(&second, 7, leaks, leaks, still);
	items[2] = make(&third, 100, leaks, leaks, still);
	for (uint32_t i = 0; i < 3; i++) {
		items[i].life = i + 1;
		items[i].lives = 3;
		items[i].next_life = i < 2 ? i + 1 : SIZE_MAX;
	}
	verdict_judge(&processes, &standard, &arena, findings, &tests);
	assert_int_equal(findings[1].reason, REASON_SHORT_LIFE);
	assert_false(findings[1].counts);
	assert_int_equal(tests.count[METRIC_FOOTPRINT], 2);
	assert_true(findings[0].flags & 1u << FLAG_RESTARTED);
	assert_int_equal(verdict_processes(&processes, findings, verdicts), 1);
	assert_int_equal(verdicts[0].verdict, VERDICT_LEAK);
	assert_int_equal(verdicts[0].gravest, 2);
	assert_int_equal(verdicts[0].last, 2);
	arena_free(&arena);
}

static void unreadable(void **state)
{
	struct made made;
	struct process process = make(&made, 3, leaks, none, none);

	(void)state;
	process.trouble = LIFE_DEAD_LEADER;
	assert_int_equal(judge(&process, 1, &standard, 0).reason, REASON_UNMEASURABLE);
}

/* BusyBox prints 12m: a rise of one unit is no growth. */
static void coarse_grain(void **state)
{
	struct made made;
	struct process process = make(&made, 100, still, still, none);

	(void)state;
	for (size_t i = 50; i < 100; i++)
		made.footprint[i] += 1024;
	process.value[METRIC_FOOTPRINT].grain = 1024;
	assert_int_equal(judge(&process, 1, &standard, 0).verdict, VERDICT_STABLE);
}

static void codes(void **state)
{
	(void)state;
	for (int i = 0; i < REASONS; i++)
		assert_non_null(verdict_reason_code((enum verdict_reason)i));
	for (int i = 0; i < FLAGS; i++)
		assert_non_null(verdict_flag_code((enum verdict_flag)i));
	for (int i = 0; i < SHAPES; i++)
		assert_non_null(verdict_shape_code((enum shape)i));
	assert_string_equal(verdict_code(VERDICT_LEAK), "leak");
	assert_string_equal(verdict_state_code(STATE_GROW), "grow");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(budget),
		cmocka_unit_test(by_time),
		cmocka_unit_test(first_rounds_skipped),
		cmocka_unit_test(earned),
		cmocka_unit_test(ended_early),
		cmocka_unit_test(lives),
		cmocka_unit_test(unreadable),
		cmocka_unit_test(coarse_grain),
		cmocka_unit_test(codes),
	};

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
