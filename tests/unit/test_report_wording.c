/* test_report_wording.c - number formats, times, the because sentence of every reason, details,
 * hints. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analyze/base/text.h"
#include "analyze/wording/runtimes.h"
#include "analyze/wording/grown.h"
#include "analyze/wording/hints.h"
#include "analyze/wording/wording.h"
#include "fake_analysis.h"
#include "own_arena.h"

#define NB "\u00a0"

static void same(const char *got, const char *want)
{
	assert_string_equal(got, want);
}

static void test_numbers(void **state)
{
	(void)state;
	same(wording_kib(&own_arena, 1234567), "1" NB "234" NB "567");
	same(wording_kib_change(&own_arena, 1752), "+1" NB "752");
	same(wording_kib_change(&own_arena, -1752.4), "-1" NB "752");
	same(wording_kib_change(&own_arena, 0.2), "0");
	same(wording_kib_change(&own_arena, -0.2), "0");
	same(wording_kib_change(&own_arena, 0.5), "0");
	same(wording_slope(&own_arena, 18.84, 18.5, 19.14), "+18.8 ± 0.3");
	same(wording_slope(&own_arena, -0.04, -1.7, 1.62), "0.0 ± 1.7");
	same(wording_slope(&own_arena, 1534, 1500, 1568), "+1" NB "534 ± 34");
	same(wording_slope(&own_arena, -9185.42, -9187, -9183.8), "-9" NB "185.4 ± 1.6");
	same(wording_slope(&own_arena, 123456.04, 123455.5, 123456.6), "+123" NB "456 ± 1");
	same(wording_slope(&own_arena, -0.04, -0.46, 0.38), "0.0 ± 0.4");
	same(wording_slope(&own_arena, 0.0213, 0.0193, 0.0233), "+0.021 ± 0.002");
	same(wording_slope(&own_arena, 0, 0, 0), "0");
	same(wording_slope(&own_arena, 24, 24, 24), "+24.0 ± 0.0");
	/* an error that is there is shown, rounded up */
	same(wording_slope(&own_arena, 0.4, 0.39997, 0.40003), "+0.400 ± 0.001");
	same(wording_slope(&own_arena, 434.85, 434.849, 434.851), "+434.9 ± 0.1");
	same(wording_slope(&own_arena, 0.00001, -0.00002, 0.00004), "0");
	same(wording_slope(&own_arena, 1e-14, -1e-14, 3e-14), "0");
	same(wording_rate(&own_arena, 2256), "2.2" NB "MiB an hour");
	same(wording_rate(&own_arena, 24), "24.0" NB "KiB an hour");
	same(wording_rate(&own_arena, 0.5), "12.0" NB "KiB a day");
	same(wording_size(&own_arena, 524288), "512.0" NB "MiB");
	same(wording_percent(&own_arena, 0.964), "96" NB "%");
	same(wording_percent(&own_arena, 0.042), "4.2" NB "%");
}

static void test_times(void **state)
{
	(void)state;
	same(wording_duration(&own_arena, 1812), "30 min 12 s");
	same(wording_duration(&own_arena, 11100), "3 h 5 min");
	same(wording_duration(&own_arena, 86400 * 12.2), "12 days");
	same(wording_duration(&own_arena, 86400 * 3.5), "3 days 12 h");
	same(wording_duration(&own_arena, 86400 * 365.25 * 3.81), "3.8 years");
	same(wording_duration(&own_arena, 86400 * 365.25 * 9.96), "10 years");
	same(wording_duration(&own_arena, 86400 * 365.25 * 120.4), "120 years");
	same(wording_duration(&own_arena, 45), "45 s");
	same(wording_about(&own_arena, 45), "45 s");
	same(wording_about(&own_arena, 836), "14 min");
	same(wording_about(&own_arena, 3569), "59 min");
	same(wording_about(&own_arena, 3590), "1 h");
	same(wording_about(&own_arena, 11100), "3 h 10 min");
	same(wording_about(&own_arena, 10900), "3 h");
	same(wording_about(&own_arena, 35900), "10 h");
	same(wording_about(&own_arena, 158940), "44 h");
	same(wording_about(&own_arena, 86400 * 3.0), "3 days");
	same(wording_about(&own_arena, 86400 * 2.27), "2.3 days");
	same(wording_about(&own_arena, 86400 * 9.97), "10 days");
	same(wording_about(&own_arena, INFINITY), "for ever");
	same(wording_duration(&own_arena, 0.52), "0.5 s");
	same(wording_p(&own_arena, 0.03), "0.03");
	same(wording_p(&own_arena, 4e-12), "4e-12");
	same(wording_p(&own_arena, 0), "<1e-300");
	same(wording_p(&own_arena, 1), "1");
	same(wording_time(&own_arena, 1795411000123), "2026-11-23T05:16:40.123Z");
	same(wording_time(&own_arena, 0), "1970-01-01T00:00:00.000Z");
	same(wording_time(&own_arena, 951782400000), "2000-02-29T00:00:00.000Z");
	same(wording_time(&own_arena, -1), "");
}

static void test_summary(void **state)
{
	struct fake *fake = fake_new();

	(void)state;
	same(wording_headline(&own_arena, &fake->analysis),
		"2 processes leak, 1 is suspect, 1 could not be judged");
	same(wording_outcome(&own_arena, &fake->analysis.outcome),
		"2 leak, 1 suspect, 1 inconclusive, 1 stable      exit 1");
	same(wording_run(&own_arena, &fake->analysis), "61 rounds in 30 min 12 s, 5 processes");
	fake->analysis.skip = 5;
	fake->options.skip_given = true;
	same(wording_run(&own_arena, &fake->analysis),
		"61 rounds in 30 min 12 s, 5 processes, rounds 0 to 4 left out");
	fake->verdicts[0].known = true;
	fake->analysis.outcome.count[VERDICT_LEAK] = fake->analysis.outcome.known = 1;
	fake->analysis.verdict_count = 1;
	same(wording_headline(&own_arena, &fake->analysis), "1 process leaks (known)");
	fake->analysis.outcome.known = 0;
	fake->verdicts[0].verdict = VERDICT_STABLE;
	fake->verdicts[0].known = false;
	same(wording_headline(&own_arena, &fake->analysis),
		"No leak found; 1 process ends 1.4" NB "MiB above its start");
	fake->verdicts[0].verdict = VERDICT_INCONCLUSIVE;
	same(wording_headline(&own_arena, &fake->analysis), "Nothing could be judged");
	free(fake);
}

/* What a sentence must hold to be believed. */
static void test_because(void **state)
{
	static const struct {
		enum verdict_kind verdict;
		enum verdict_reason reason;
		const char *holds;
	} rows[] = {
		{ VERDICT_LEAK, REASON_BOTH_GROW, "KiB a round, 2." },
		{ VERDICT_LEAK, REASON_PRIVATE_FOLLOWS, "in the steps of its allocator" },
		{ VERDICT_SUSPECT, REASON_ONLY_RSS, "private memory was measured and does not" },
		{ VERDICT_SUSPECT, REASON_ONLY_PRIVATE,
			"resident memory was measured and does not" },
		{ VERDICT_SUSPECT, REASON_ONLY_FILES, "files and shared memory" },
		{ VERDICT_SUSPECT, REASON_NO_PRIVATE, "private memory was not measured" },
		{ VERDICT_SUSPECT, REASON_NO_RSS, "resident memory was not measured" },
		{ VERDICT_STABLE, REASON_CONSTANT,
			"not a page of change in 61 rounds, but for files and shared memory; a leak "
			"above 0.40 KiB a round would have shown" },
		{ VERDICT_STABLE, REASON_NO_GROWTH,
			"no growth that is certain in 61 rounds, and it gains no more than 20.0 ± " },
		{ VERDICT_STABLE, REASON_STOPPED, "would have shown" },
		{ VERDICT_STABLE, REASON_RETURNS, "comes down again" },
		{ VERDICT_STABLE, REASON_BELOW_FLOOR,
			"less than the 32 KiB (8 pages) that matter" },
		{ VERDICT_STABLE, REASON_BELOW_BUDGET, "below the budget of 50.0 KiB a round" },
		{ VERDICT_INCONCLUSIVE, REASON_ROUNDS,
			"fewer than five of its 61 rounds have a reading" },
		{ VERDICT_INCONCLUSIVE, REASON_SHORT, "cannot be told from warm-up" },
		{ VERDICT_INCONCLUSIVE, REASON_DECELERATING,
			"ever more slowly: whether it will stop cannot be seen yet; about 120 "
			"rounds" },
		{ VERDICT_INCONCLUSIVE, REASON_LATE_BEND, "so late in the run" },
		{ VERDICT_INCONCLUSIVE, REASON_NEAR_MISS, "likely, but not proven" },
		{ VERDICT_INCONCLUSIVE, REASON_FEW_CYCLES, "five would tell" },
		{ VERDICT_INCONCLUSIVE, REASON_INSENSITIVE,
			"but a leak below 0.40 KiB a round would not have shown" },
		{ VERDICT_INCONCLUSIVE, REASON_SHORT_LIFE, "not judged beside a longer one" },
		{ VERDICT_INCONCLUSIVE, REASON_UNMEASURABLE, "no memory that could be read" },
		{ VERDICT_INCONCLUSIVE, REASON_STILL_RISES, "the end of the run still rises" },
		{ VERDICT_INCONCLUSIVE, REASON_HINGES, "whether it grows hinges on few rounds" },
		{ VERDICT_INCONCLUSIVE, REASON_NO_FULL_COLLECTION,
			"no full collection of garbage was seen" },
		{ VERDICT_SUSPECT, REASON_HEAP_RETAINED, "holds on to in its heap does not" },
		{ VERDICT_SUSPECT, REASON_MEMBERS_GROW, "its processes multiply" },
		{ VERDICT_LEAK, REASON_HEAP_GROWS, "what the program holds on to" },
		{ VERDICT_LEAK, REASON_HEAP_MASKED, "B/round to the end of the run; RSS" },
		{ VERDICT_LEAK, REASON_HEAP_CLASS, "blocks of 112 bytes (+" },
		{ VERDICT_INCONCLUSIVE, REASON_ENDED_EARLY, "it ended after round 60" },
		{ VERDICT_INCONCLUSIVE, REASON_ACTION_FAILED, "failed in 0 of 0 rounds" },
		{ VERDICT_INCONCLUSIVE, REASON_IDLE, "it never ran" },
		{ VERDICT_INCONCLUSIVE, REASON_CLOCK_SET, "the clock was set" },
	};
	struct fake *fake = fake_new();
	struct block_class class = { .size = 112, .block_bytes = 112 };
	struct block_finding block = { .trend = &fake->findings[0].trend[METRIC_FOOTPRINT],
		.grows = true };
	struct process process = *fake->findings[0].process;

	(void)state;
	assert_int_equal(sizeof rows / sizeof *rows, REASONS);
	process.heap.classes = &class;
	process.heap.class_count = 1;
	fake->findings[0].process = &process;
	fake->analysis.settings.budget_kib_per_round = 50;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *sentence;

		fake->findings[0].heap =
			(struct heap_finding){ .is_read = rows[i].reason == REASON_HEAP_MASKED ||
							  rows[i].reason == REASON_HEAP_CLASS,
				.trend = &fake->findings[0].trend[METRIC_FOOTPRINT],
				.blocks = &block };
		fake->findings[0].verdict = rows[i].verdict;
		fake->findings[0].reason = rows[i].reason;
		sentence = wording_because(&own_arena, &fake->analysis, &fake->findings[0]);
		if (!strstr(sentence, rows[i].holds))
			fail_msg("reason %zu: \"%s\" does not hold \"%s\"", i, sentence,
				rows[i].holds);
	}
	free(fake);
}

/* What rose by 768 KiB in steps is not said to have stood still. */
static void test_other_in_steps(void **state)
{
	struct fake *fake = fake_new();
	struct trend trend[METRICS];
	const char *sentence;

	(void)state;
	memcpy(trend, fake->findings[0].trend, sizeof trend);
	trend[METRIC_PRIVATE].rises_in_steps = true;
	fake->findings[0].trend = trend;
	fake->findings[0].verdict = VERDICT_SUSPECT;
	fake->findings[0].reason = REASON_ONLY_RSS;
	for (double kib = 31; kib <= 32; kib++) {
		trend[METRIC_PRIVATE].judged_growth = kib;
		sentence = wording_because(&own_arena, &fake->analysis, &fake->findings[0]);
		assert_true(strstr(sentence, "private memory rose in a few steps") ? kib >= 32
										   : kib < 32);
	}
	free(fake);
}

/* A finding with nothing in it (no memory to be read) has sentences too. */
/* The growth has ended: then, and only then, the sentence says so; and all rates have the decimals
 * of the one that is known least. */
static void test_end_and_precision(void **state)
{
	struct fake *fake = fake_new();
	struct trend *private = &fake->trends[0][METRIC_PRIVATE],
		     *footprint = &fake->trends[0][METRIC_FOOTPRINT];

	(void)state;
	fake->findings[0].verdict = VERDICT_STABLE;
	fake->findings[0].reason = REASON_NO_GROWTH;
	private->rate = footprint->rate = 0.5;
	private->rate_low = footprint->rate_low = -0.1;
	private->rate_high = footprint->rate_high = 1.1;
	same(wording_because(&own_arena, &fake->analysis, &fake->findings[0]),
		"no growth in 61 rounds; a leak above 0.40 KiB a round would have shown");
	footprint->rate_low = 0.1; /* less than the floor over the run */
	same(wording_because(&own_arena, &fake->analysis, &fake->findings[0]),
		"no growth in 61 rounds; a leak above 0.40 KiB a round would have shown");
	footprint->rate = 0.6;
	fake->trends[0][METRIC_RSS].rate = 0.74; /* a digit less than one and a half */
	same(wording_because(&own_arena, &fake->analysis, &fake->findings[0]),
		"no growth that is certain in 61 rounds, and it gains no more than 0.6 ± 0.5 KiB a round at the end; a leak above 0.40 KiB a round would have shown");
	fake->trends[0][METRIC_RSS].rate = 0.76; /* the table shows another rate: why? */
	same(wording_because(&own_arena, &fake->analysis, &fake->findings[0]),
		"no growth that is certain in 61 rounds, and it gains no more than 0.6 ± 0.5 KiB a round without files and shared memory at the end; a leak above 0.40 KiB a round would have shown");
	*footprint = (struct trend){
		.has_late = true, .rate = 18.843, .rate_low = 18.75, .rate_high = 18.936
	};
	*private = (struct trend){
		.has_late = true, .rate = 18.84, .rate_low = 18.54, .rate_high = 19.14
	};
	assert_int_equal(wording_line_decimals(&fake->analysis, footprint, footprint), 2);
	assert_int_equal(wording_line_decimals(&fake->analysis, footprint, private), 1);
	assert_int_equal(wording_line_decimals(&fake->analysis, private, footprint), 1);
	/* a rate that would become 0 keeps its decimals, and what is 0 has none */
	private->rate_low = -380;
	private->rate_high = 420;
	footprint->rate = 0.4;
	footprint->rate_low = 0.36;
	footprint->rate_high = 0.44;
	assert_int_equal(wording_line_decimals(&fake->analysis, private, footprint), 2);
	private->rate = private->rate_low = private->rate_high = 0;
	assert_int_equal(wording_line_decimals(&fake->analysis, private, footprint), 2);
	same(wording_late_to(&own_arena, &fake->analysis, footprint, 3), "+0.400 ± 0.040");
	free(fake);
}

static void test_nothing(void **state)
{
	struct fake *fake = fake_new();
	struct process process = { .name = span_of("x"), .trouble = LIFE_DEAD_LEADER };
	static const struct trend absent[METRICS];
	struct finding finding = { .process = &process,
		.trend = absent,
		.verdict = VERDICT_INCONCLUSIVE,
		.reason = REASON_UNMEASURABLE,
		.detectable = -1,
		.rounds_needed = -1 };
	size_t count;

	(void)state;
	wording_details(&own_arena, &fake->analysis, &finding, &count);
	same(wording_because(&own_arena, &fake->analysis, &finding),
		"its main thread has ended while others go on, and the kernel then shows no memory");
	assert_int_equal(count, 0);
	same(wording_late(&own_arena, &fake->analysis, &finding.trend[METRIC_RSS]), "-");
	free(fake);
}

static bool any_holds(const char *const *lines, size_t count, const char *text)
{
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		found |= strstr(lines[i], text) != NULL;
	}
	return found;
}

static void test_details_and_hints(void **state)
{
	struct fake *fake = fake_new();
	const struct finding *leak = &fake->findings[0];
	size_t count;
	const char *const *lines;

	(void)state;
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "rounds 0 to 4 are warm-up"));
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "last another 3 to 4 days"));
	assert_true(any_holds(lines, count, "at this pace the "));
	/* its sentence gives the pace of private memory, the forecast has that of resident memory
	 */
	fake->trends[0][METRIC_PRIVATE].rate *= 3;
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "at the pace of its resident memory the "));
	fake->trends[0][METRIC_PRIVATE].rate /= 3;
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "corrected for 5 tests"));
	fake->trends[0][METRIC_PRIVATE].nuisance_count = 3;
	fake->trends[0][METRIC_PRIVATE].nuisance[0] =
		(struct nuisance){ .kind = NUISANCE_RAMP, .parameter = 0.26 };
	fake->trends[0][METRIC_PRIVATE].nuisance[1] =
		(struct nuisance){ .kind = NUISANCE_RAMP, .parameter = 0.9 };
	fake->trends[0][METRIC_PRIVATE].nuisance[2] =
		(struct nuisance){ .kind = NUISANCE_RAMP, .parameter = 0.258 };
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count,
		"set aside of private memory: another pace up to round 16, another pace up to round 54"));
	/* start-up memory that was given back is no part of what is judged: shares count from
	 * behind it */
	fake->trends[0][METRIC_PRIVATE].judged_x = 20;
	fake->trends[0][METRIC_PRIVATE].judged_span = 40;
	fake->trends[0][METRIC_PRIVATE].nuisance_count = 2;
	fake->trends[0][METRIC_PRIVATE].nuisance[0] =
		(struct nuisance){ .kind = NUISANCE_RAMP, .parameter = 0.25 };
	fake->trends[0][METRIC_PRIVATE].nuisance[1] =
		(struct nuisance){ .kind = NUISANCE_WAVE, .parameter = 4 };
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count,
		"another pace up to round 30, a wave that comes back every 10 rounds or so"));
	/* rounds that --skip leaves out, or that are missing, are counted with it */
	fake->trends[0][METRIC_PRIVATE].begin = 5;
	fake->trends[0][METRIC_PRIVATE].skipped = true;
	lines = wording_details(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count,
		"set aside of private memory: all before round 20, which is steeper, another pace up to round 30"));
	fake->trends[0][METRIC_PRIVATE].skipped = false;
	fake->trends[0][METRIC_PRIVATE].nuisance_count = 0;
	lines = hints_of(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "MALLOC_ARENA_MAX=1"));
	lines = hints_of(&own_arena, &fake->analysis, leak, &count);
	assert_true(any_holds(lines, count, "by 132 KiB each"));
	/* private memory that rose by as much, in one step, has not stayed where it was */
	lines = hints_of(&own_arena, &fake->analysis, &fake->findings[2], &count);
	assert_false(any_holds(lines, count, "where private memory does not"));
	fake->private[2][FAKE_ROUNDS - 1] -= 500;
	lines = hints_of(&own_arena, &fake->analysis, &fake->findings[2], &count);
	assert_true(any_holds(lines, count, "where private memory does not"));
	lines = hints_of(&own_arena, &fake->analysis, &fake->findings[4], &count);
	assert_int_equal(count, 0);
	free(fake);
}

/* One stack more is a thread; several that stay are threads that nobody joined. */
static void test_stacks(void **state)
{
	struct analysis analysis = { .rounds = { .count = 0 } };
	struct trend trends[METRICS] = { [METRIC_THREADS] = { .n = 0 } };
	struct mapping_group group = { .name = span_of("[thread stack]"), .count_first = 1 };
	struct process process = { .name = span_of("p"), .groups = &group, .group_count = 1 };
	struct finding finding = { .process = &process, .trend = trends };
	size_t count;

	(void)state;
	group.count_last = 2;
	(void)hints_of(&own_arena, &analysis, &finding, &count);
	assert_int_equal(count, 0);
	group.count_last = 3;
	assert_true(any_holds(hints_of(&own_arena, &analysis, &finding, &count), 1,
		"3 thread stacks at the end, 1 at the start: threads that are neither"));
	assert_int_equal(count, 1);
}

static void test_grown(void **state)
{
	struct fake *fake = fake_new();
	size_t count;
	struct grown_group *groups =
		grown_groups(&own_arena, &fake->analysis, &fake->findings[0], &count);
	struct grown_process *processes;
	const struct finding **beside;

	(void)state;
	assert_int_equal(count, FAKE_GROUPS);
	assert_true(span_is(groups[0].group->name, "[heap]"));
	assert_true(fabs(groups[0].share - (924.0 / 1056)) <= 1e-12);
	assert_true(groups[2].share < 0);
	same(grown_rest(&own_arena, groups, count, 0), "2 others 100" NB "%, +1" NB "056 KiB");
	same(grown_rest(&own_arena, groups, count, 1), "1 other 12" NB "%, +132 KiB");
	same(grown_rest(&own_arena, groups, count, 2), "");
	processes = grown_processes(&own_arena, &fake->analysis, 3, &count);
	assert_int_equal(count, 3);
	assert_ptr_equal(processes[0].finding, &fake->findings[0]);
	beside = grown_beside(&own_arena, &fake->analysis, &count);
	assert_int_equal(count, 1);
	assert_ptr_equal(beside[0], &fake->findings[5]);
	free(fake);
}

/* Before and now: by the difference, what is reserved and what changed alike left out, ties in
 * their order. */
static void test_differences(void **state)
{
	struct mapping_group earlier[] = { { .name = span_of("[heap]"), .kib_last = 100 },
		{ .name = span_of("gone"), .kib_last = 700 },
		{ .name = span_of("alike"), .kib_last = 50 } };
	struct mapping_group later[] = { { .name = span_of("alike"), .kib_last = 50 },
		{ .name = span_of("[reserved]"), .kib_last = 65536 },
		{ .name = span_of("a"), .kib_last = 8 }, { .name = span_of("b"), .kib_last = 8 },
		{ .name = span_of("[heap]"), .kib_last = 900 } };
	struct process before = { .groups = earlier, .group_count = 3 },
		       now = { .groups = later, .group_count = 5 };
	const struct analysis whole = { .rounds = { .count = 0 } };
	const struct grown_side sides[] = { { &whole, &before }, { &whole, &now } };
	size_t count, shown;
	const struct grown_change *changes =
		grown_changes(&own_arena, &sides[0], &sides[1], &count);
	const struct grown_change **list =
		grown_differences(&own_arena, changes, count, 10, &shown);

	(void)state;
	assert_int_equal(count, 6);
	assert_true(span_is(changes[5].name, "gone") && isnan(changes[5].now));
	assert_true(isnan(changes[2].before));
	assert_int_equal(shown, 4);
	assert_true(span_is(list[0]->name, "[heap]") && list[0]->before == 100.0);
	assert_true(span_is(list[1]->name, "gone"));
	assert_true(span_is(list[2]->name, "a") && span_is(list[3]->name, "b"));
	grown_differences(&own_arena, changes, count, 3, &shown);
	assert_int_equal(shown, 3);
}

/* What a warm-up took is no part of a comparison, nor of how many arenas there are more. */
static void test_behind_warm_up(void **state)
{
	const double x[] = { 0, 1, 2 }, kib[] = { 0, 400, 500 };
	struct mapping_group group = { .name = span_of("[arena]"),
		.kib_last = 500,
		.count_last = 1,
		.size = { .n = 3, .x = x, .value = kib } };
	struct process process = { .groups = &group, .group_count = 1 };
	struct trend trends[METRICS] = { [METRIC_THREADS] = { .n = 0 } };
	struct finding finding = { .process = &process, .trend = trends };
	const struct analysis whole = { .settings = { .skip_x = 0 } },
			      judged = { .settings = { .skip_x = 1 } };
	const struct grown_side sides[] = { { &whole, &process }, { &judged, &process } };
	size_t count;
	const struct grown_change *changes =
		grown_changes(&own_arena, &sides[0], &sides[1], &count);

	(void)state;
	assert_int_equal(count, 1);
	assert_true(fabs(changes[0].before - 500) <= 0 && fabs(changes[0].now - 100) <= 0);
	assert_true(any_holds(hints_of(&own_arena, &whole, &finding, &count), 1,
		"1 arena of 64 MiB at the end, 0 at the start"));
	assert_true(any_holds(
		hints_of(&own_arena, &judged, &finding, &count), 1, "arenas of threads grow"));
}

/* The slope of a group of nine rounds that is so large in each. */
static const char *slope_at(const double *x, const double *kib, double skip)
{
	static const struct trend trend = {
		.has_late = true, .has_line = true, .rate = 90, .slope = 90
	};
	struct mapping_group group = { .name = span_of("[anon]"),
		.size = { .n = 9, .x = x, .value = kib } };
	struct analysis analysis = { .settings = { .skip_x = skip }, .round_x = 1 };
	struct grown_group grown = { .group = &group,
		.trend = &trend,
		.change_kib = kib[8] - kib[(size_t)skip],
		.share = 1 };

	return grown_slope(&own_arena, &analysis, &grown);
}

static const char *slope_of(const double *kib, double skip)
{
	static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };

	return slope_at(x, kib, skip);
}

/* What came in one or two rounds has no pace, however well a line fits. */
static void test_steps(void **state)
{
	static const double one[] = { 8, 8, 8, 8, 4104, 4104, 4104, 4108, 4108 },
			    two[] = { 8, 8, 8, 500, 500, 500, 500, 900, 900 },
			    three[] = { 8, 8, 8, 300, 300, 600, 600, 900, 900 },
			    creeps[] = { 0, 100, 200, 300, 400, 500, 600, 700, 800 },
			    swings[] = { 8, 900, 8, 900, 8, 900, 8, 8, 300 },
			    gives[] = { 8, 8, 900, 900, 900, 900, 900, 900, 400 },
			    spike[] = { 8, 900, 8, 100, 200, 300, 400, 500, 600 },
			    other[] = { 0, 0, 0, 0, 900, 900, 900, 900, 900 },
			    apart[] = { 0, 1, 2, 3, 4, 95, 96, 97, 98 },
			    slow[] = { 100, 101, 102, 103, 104, 195, 196, 197, 198 };

	(void)state;
	same(slope_of(one, 0), "in one step");
	same(slope_of(two, 0), "in two steps");
	same(slope_of(three, 0), "+90.0 KiB a round");
	same(slope_of(three, 4), "in two steps");
	same(slope_of(creeps, 0), "+90.0 KiB a round");
	same(slope_of(swings, 0), "+90.0 KiB a round");
	same(slope_of(gives, 0), "+90.0 KiB a round");
	same(slope_of(spike, 0), "+90.0 KiB a round");
	same(slope_of(other, 0), "+90.0 KiB a round");
	same(slope_at(apart, slow, 0), "+90.0 KiB a round");
}

/* The line over the whole run is no pace of its end: where that gained less, it is an average. A
 * file that appears was no other mapping before. */
static void test_average(void **state)
{
	static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
	static const double early[] = { 0, 100, 200, 300, 400, 500, 600, 600, 620 },
			    late[] = { 0, 100, 200, 300, 400, 500, 600, 700, 800 },
			    appears[] = { 0, 0, 0, 0, 4, 4, 4, 4, 4 };
	struct trend trend = { .has_late = true, .has_line = true, .rate = 10, .slope = 90 };
	struct mapping_group group = { .name = span_of("[anon]"), .size = { .n = 9, .x = x } };
	struct analysis analysis = { .settings = { .skip_x = 0 }, .round_x = 1 };
	struct grown_group grown = { .group = &group, .trend = &trend, .share = 1 };

	(void)state;
	group.size.value = early;
	grown.change_kib = 620;
	same(grown_slope(&own_arena, &analysis, &grown), "+90.0 KiB a round on average");
	trend.rate = 90;
	same(grown_slope(&own_arena, &analysis, &grown), "+90.0 KiB a round");
	group.size.value = late;
	grown.change_kib = 800;
	trend.rate = 10;
	same(grown_slope(&own_arena, &analysis, &grown), "+90.0 KiB a round on average");
	trend.rate = 0;
	same(grown_slope(&own_arena, &analysis, &grown), "+90.0 KiB a round");
	group.size.value = appears;
	grown.change_kib = 4;
	trend.rate = trend.slope = 0.5;
	same(grown_slope(&own_arena, &analysis, &grown), "+0.50 KiB a round");
	group.name = span_of("_.VSC");
	same(grown_slope(&own_arena, &analysis, &grown), "in one step");
}

/* Another allocator retains nothing of what grows in glibc's own mappings. */
static void test_other_allocator(void **state)
{
	struct analysis analysis = { .rounds = { .count = 0 } };
	struct trend trends[METRICS] = { [METRIC_THREADS] = { .n = 0 } };
	struct mapping_group groups[] = { { .name = span_of("[heap]"), .kib_last = 400 },
		{ .name = span_of("[anon]"), .kib_last = 45 } };
	struct process process = { .groups = groups,
		.group_count = 2,
		.allocator = span_of("libjemalloc.so.2"),
		.quantum_kib = 64 };
	struct finding finding = { .process = &process, .trend = trends, .verdict = VERDICT_LEAK };
	size_t count;

	(void)state;
	assert_true(any_holds(hints_of(&own_arena, &analysis, &finding, &count), 1,
		"its allocator is not glibc's and takes some 64" NB "KiB at a time"));
	groups[1].kib_last = 44;
	(void)hints_of(&own_arena, &analysis, &finding, &count);
	assert_int_equal(count, 0);
}

static void test_use(void **state)
{
	static const double dirty[] = { 8, 300, 1176 }, pss[] = { 9, 1180 }, x[] = { 0, 1, 2 };
	static struct analysis analysis;
	struct mapping_group group = { .kib_last = 1300 };

	(void)state;
	same(wording_use(&own_arena, &analysis, &group), "");
	group.pss = (struct series){ .n = 2, .x = x, .value = pss };
	same(wording_use(&own_arena, &analysis, &group), "Pss 9 → 1" NB "180 KiB");
	group.private_dirty = (struct series){ .n = 3, .x = x, .value = dirty };
	same(wording_use(&own_arena, &analysis, &group),
		"private dirty 8 → 1" NB "176 KiB, Pss 9 → 1" NB "180 KiB");
	/* the warm-up has no part in it */
	analysis.settings.skip_x = 1;
	same(wording_use(&own_arena, &analysis, &group),
		"private dirty 300 → 1" NB "176 KiB, Pss 1" NB "180 → 1" NB "180 KiB");
}

/* What the line says of a process, in a run with that ACTION. */
static const char *says(const struct process *process, const char *action)
{
	struct analysis analysis = { .info.action = span_of(action) };
	struct finding finding = { .process = process, .verdict = VERDICT_INCONCLUSIVE };

	return runtimes_line(&own_arena, &analysis, &finding);
}

/* The line that names the runtime, and when it is there. */
static void test_runtimes(void **state)
{
	static const struct {
		const char *mapping, *process, *runtime, *collection;
	} cases[] = {
		{ "libjvm.so", "service", "java", "jcmd PID GC.run" },
		{ "node", "MainThread", "node", "kill -USR2 PID" },
		{ "libnode.so.108", "app", "node", "--expose-gc" },
		{ "[Go heap]", "wgo", "go", "pprof/heap?gc=1" },
		{ "libruby-3.1.so.3.1.2", "puma", "ruby", "ruby.rb" },
		{ "python3.11", "gunicorn", "python", "gc.collect()" },
		{ "php-fpm8.2", "php-fpm8.2", "php", "gc_collect_cycles()" },
		{ "beam.smp", "beam.smp", "erlang", "erlang:garbage_collect" },
		{ "ocamlrun", "worker", "ocaml", "Gc.compact ()" },
		{ "mono-sgen", "worker", "dotnet", "GC.Collect()" },
		{ "libluajit-5.1.so.2.1.0", "worker", "lua", "collectgarbage()" },
		{ "[anon]", "java", "java", "jcmd" },
		{ "[heap]", "ruby3.1", "ruby", "ruby.rb" },
		{ "prometheus-node-exporter", "node-exporter", NULL, NULL },
		{ "node_exporter", "node_exporter", NULL, NULL },
		{ "[heap]", "javac-wrapper", NULL, NULL },
		{ "libc.so.6", "ntpd", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mapping_group group = { .name = span_of(cases[i].mapping) };
		struct process process = {
			.name = span_of(cases[i].process), .groups = &group, .group_count = 1
		};
		struct analysis analysis = { .info.action = span_of("") };
		struct finding finding = { .process = &process, .verdict = VERDICT_STABLE };
		const char *line = says(&process, "");

		if (!cases[i].runtime) {
			assert_null(line);
			assert_null(runtimes_name(&process));
			continue;
		}
		same(runtimes_name(&process), cases[i].runtime);
		assert_non_null(strstr(line, cases[i].collection));
		assert_ptr_equal(strstr(line, cases[i].runtime), line);
		assert_null(runtimes_line(&own_arena, &analysis, &finding));
	}
}

/* What was recorded is not asked for. */
static void test_jstat(void **state)
{
	struct mapping_group group = { .name = span_of("libjvm.so") };
	struct process process = { .name = span_of("java"), .groups = &group, .group_count = 1 };

	(void)state;
	assert_non_null(strstr(says(&process, ""), "jstat"));
	process.jstat_rounds = 1;
	assert_null(strstr(says(&process, ""), "jstat"));
	group.name = span_of("python3.11");
	process.name = span_of("p");
	process.jstat_rounds = 0;
	assert_null(strstr(says(&process, ""), "jstat"));
}

/* What ACTION has is not asked for again. */
static void test_asked(void **state)
{
	static const struct {
		const char *process, *action, *has; /* has: NULL: it is no request */
	} cases[] = {
		{ "java", "jcmd 812 GC.run", "GC.run" },
		{ "java", "sh -c curl -s localhost; /opt/samples/collections/java.sh 812",
			"collections/java.sh" },
		{ "java", "jmap -histo:live 812", "-histo:live" },
		{ "java", "jcmd 812 VM.info", NULL },
		{ "java", "kill -USR2 812", NULL },
		{ "node", "kill -USR2 812", "USR2" },
		{ "node", "kill -s SIGUSR2 812", "USR2" },
		{ "node", "kill -USR1 812", NULL },
		{ "node", "echo global.gc()", "global.gc" },
		{ "node", "echo gc()", "gc()" },
		{ "node", "echo mygc()", NULL },
		{ "node", "echo my_gc(); gc()", "gc()" },
		{ "ruby3.1", "GC.start; GC.compact", "GC.start" },
		{ "beam.smp", "rabbitmqctl force_gc", "force_gc" },
		{ "python3.11", "gc.collect()", "gc.collect" },
		{ "php-fpm8.2", "curl localhost/?gc_collect_cycles", "gc_collect_cycles" },
		{ "lua5.4", "collectgarbage()", "collectgarbage" },
		{ "guile", "(gc)", "(gc)" },
		{ "guile", "(gc-stats)", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mapping_group group = { .name = span_of(cases[i].process) };
		struct process process = {
			.name = span_of(cases[i].process), .groups = &group, .group_count = 1
		};
		const char *line = says(&process, cases[i].action);
		const char *want =
			text_format(&own_arena, "ACTION has %s, which asks for a collection",
				cases[i].has ? cases[i].has : "");

		assert_non_null(line);
		assert_int_equal(strstr(line, "to collect before each reading") == NULL,
			cases[i].has != NULL);
		if (cases[i].has)
			assert_non_null(strstr(line, want));
	}
}

/* Whether it ran is said where jstat told, and that nothing tells elsewhere. */
static void test_collected(void **state)
{
	struct process process = { .name = span_of("java") };

	(void)state;
	same(says(&process, "jcmd 1 GC.run"),
		"java: a managed heap; ACTION has GC.run, which asks for a collection; whether it ran is not recorded: --also jstat tells");
	process.jstat_rounds = 100;
	same(says(&process, "jcmd 1 GC.run"),
		"java: a managed heap; ACTION has GC.run, which asks for a collection; none ran in 100 rounds, says jstat: does ACTION reach it?");
	process.value[METRIC_OLD].n = 99;
	same(says(&process, "jcmd 1 GC.run"),
		"java: a managed heap; ACTION has GC.run, which asks for a collection; a full collection ran in 99 of 100 rounds, says jstat");
	/* a script may have asked: what ran in most rounds need not be added */
	same(says(&process, "sh act.sh"),
		"java: a managed heap; a full collection ran in 99 of 100 rounds, says jstat");
	process.value[METRIC_OLD].n = 50;
	assert_null(strstr(says(&process, "sh act.sh"), "add to ACTION"));
	process.value[METRIC_OLD].n = 49;
	assert_non_null(strstr(says(&process, "sh act.sh"), "add to ACTION"));
	process.name = span_of("node");
	same(says(&process, "kill -USR2 1"),
		"node: a managed heap; ACTION has USR2, which asks for a collection of a program started with node --expose-gc -r ./node.js; whether it ran is not recorded");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_use),
		cmocka_unit_test(test_runtimes),
		cmocka_unit_test(test_jstat),
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_collected),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_summary),
		cmocka_unit_test(test_because),
		cmocka_unit_test(test_other_in_steps),
		cmocka_unit_test(test_end_and_precision),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_details_and_hints),
		cmocka_unit_test(test_stacks),
		cmocka_unit_test(test_grown),
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_behind_warm_up),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_average),
		cmocka_unit_test(test_other_allocator),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
