/* test_verdict_heap.c - the cases of the live heap: masked, confirmed, retained, one class; and
 * what it must not say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/stats/trend.h"
#include "analyze/verdict/verdict.h"
#include "analyze/verdict/verdict_heap.h"
#include "analyze/verdict/verdict_inject.h"

enum { ROUNDS = 120 };

/* One process, what it did, and what was said of it. */
struct life {
	double x[ROUNDS], resident[ROUNDS], private[ROUNDS], used[ROUNDS], free[ROUNDS],
		blocks[ROUNDS];
	uint32_t at[ROUNDS];
	struct block_class class;
	struct process process;
	struct processes processes;
	struct verdict_settings settings;
	struct verdict_tests tests;
	struct finding finding;
	struct arena arena;
};

static struct series series_of(struct life *life, const double *value, enum kind source)
{
	return (struct series){ .n = ROUNDS,
		.x = life->x,
		.at = life->at,
		.value = value,
		.source = source,
		.grain = source == KIND_HEAP ? 16.0 / 1024 : 4 };
}

/* Noise of so many KiB, the same each time. */
static double noise(size_t i, double kib)
{
	return kib * (double)(i * 7919 % 101) / 101;
}

/* A program that does nothing: 4 MiB resident, of which malloc holds 3, half of that in use. */
static struct life *new_life(void)
{
	struct life *life = calloc(1, sizeof *life);

	assert_non_null(life);
	for (size_t i = 0; i < ROUNDS; i++) {
		life->x[i] = (double)i;
		life->at[i] = (uint32_t)i;
		life->resident[i] = 4096;
		life->private[i] = 4096;
		life->used[i] = life->free[i] = 1536;
		life->blocks[i] = 10;
	}
	life->settings = (struct verdict_settings){ .alpha = 0.001,
		.budget_kib_per_round = -1,
		.page_kib = 4,
		.round_x = 1,
		.mem_available_kib = -1,
		.most_kib = -1,
		.jobs = 1 };
	return life;
}

static const struct finding *judge(struct life *life)
{
	struct process *process = &life->process;

	*process = (struct process){ .pid = 7,
		.groups = process->groups,
		.group_count = process->group_count,
		.name = span_of("x"),
		.last_round = ROUNDS - 1,
		.rounds = ROUNDS,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.next_life = SIZE_MAX,
		.quantum_kib = 132,
		.heap = { .rounds = ROUNDS,
			.complete =
				life->process.heap.complete ? life->process.heap.complete : ROUNDS,
			.is_whole = !life->process.heap.partial,
			.class_count = life->class.size ? 1 : 0,
			.held_kib = 3072,
			.classes = &life->class,
			.classes_seen = 100 } };
	process->value[METRIC_RSS] = process->value[METRIC_FOOTPRINT] =
		process->value[METRIC_ANON] = process->value[METRIC_VMRSS] =
			series_of(life, life->resident, KIND_STATUS);
	process->value[METRIC_PRIVATE] = series_of(life, life->private, KIND_PMAP);
	process->value[METRIC_HEAP] = series_of(life, life->used, KIND_HEAP);
	process->value[METRIC_HEAP_FREE] = series_of(life, life->free, KIND_HEAP);
	life->class.blocks = series_of(life, life->blocks, KIND_HEAP);
	life->processes = (struct processes){ .items = process, .count = 1, .target_count = 1 };
	verdict_judge(
		&life->processes, &life->settings, &life->arena, &life->finding, &life->tests);
	return &life->finding;
}

static void forget(struct life *life)
{
	arena_free(&life->arena);
	free(life);
}

/* Judges, checks, forgets. */
static void says(struct life *life, enum verdict_kind verdict, enum verdict_reason reason)
{
	const struct finding *finding = judge(life);

	assert_string_equal(verdict_code(finding->verdict), verdict_code(verdict));
	assert_string_equal(verdict_reason_code(finding->reason), verdict_reason_code(reason));
	forget(life);
}

/* Bytes leak into free heap: so much a round. */
static struct life *masked_by(double bytes)
{
	struct life *life = new_life();

	for (size_t i = 0; i < ROUNDS; i++) {
		life->used[i] += (double)i * bytes / 1024;
		life->free[i] -= (double)i * bytes / 1024;
	}
	return life;
}

static void masked(void **state)
{
	struct life *life = masked_by(64);
	const struct finding *finding = judge(life);

	(void)state;
	assert_int_equal(finding->verdict, VERDICT_LEAK);
	assert_int_equal(finding->reason, REASON_HEAP_MASKED);
	assert_int_equal(finding->decided_by, METRIC_HEAP);
	/* the median of the last twelve rounds is left of it */
	assert_true(finding->heap.hidden_rounds > 1535 * 16 - 119 &&
		    finding->heap.hidden_rounds < 1536 * 16);
	forget(life);
	/* 16 bytes a round matter, and 2 KiB in all */
	says(masked_by(17.5), VERDICT_LEAK, REASON_HEAP_MASKED);
	says(masked_by(15.5), VERDICT_STABLE, REASON_CONSTANT);
}

static void confirmed(void **state)
{
	struct life *life = new_life();

	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		life->used[i] += 2 * (double)i;
		life->resident[i] += (double)(i / 2 * 4);
		life->private[i] += (double)(i / 66 * 132);
	}
	says(life, VERDICT_LEAK, REASON_HEAP_GROWS);
}

/* Resident and private memory grow; what is in use does not. */
static struct life *retained_life(double private_step)
{
	struct life *life = new_life();

	for (size_t i = 0; i < ROUNDS; i++) {
		life->resident[i] += 8 * (double)i;
		life->private[i] += 8 * (double)i;
		life->free[i] += private_step * (double)i;
	}
	return life;
}

static void retained(void **state)
{
	struct life *life = retained_life(8);

	(void)state;
	says(life, VERDICT_SUSPECT, REASON_HEAP_RETAINED);
	/* what malloc does not hold grows: judged as before */
	life = retained_life(0);
	judge(life);
	assert_true(life->finding.heap.outside_grows);
	assert_int_equal(life->finding.verdict, VERDICT_LEAK);
	assert_int_equal(life->finding.reason, REASON_BOTH_GROW);
	forget(life);
	/* a runtime's own heap is not read */
	life = retained_life(8);
	life->process.heap.partial = 1;
	says(life, VERDICT_LEAK, REASON_BOTH_GROW);
	/* what is in use is too noisy to be ruled out */
	life = retained_life(8);
	for (size_t i = 0; i < ROUNDS; i++)
		life->used[i] += noise(i, 3000);
	says(life, VERDICT_LEAK, REASON_BOTH_GROW);
}

/* 95 % of the rounds: one fewer, and it is not judged. */
static void read_enough(void **state)
{
	struct life *life = masked_by(64);

	(void)state;
	life->process.heap.complete = 114;
	says(life, VERDICT_LEAK, REASON_HEAP_MASKED);
	life = masked_by(64);
	life->process.heap.complete = 113;
	says(life, VERDICT_STABLE, REASON_CONSTANT);
}

/* The sum is noise; one class grows by a block of 112 bytes a round, or falls back at the end. */
static struct life *noisy(double blocks_to)
{
	struct life *life = new_life();

	life->class = (struct block_class){ .size = 112, .block_bytes = 112 };
	for (size_t i = 0; i < ROUNDS; i++) {
		life->used[i] += noise(i, 200);
		life->blocks[i] += (double)i < blocks_to ? (double)i : blocks_to;
	}
	return life;
}

static void one_class(void **state)
{
	struct life *life = noisy(ROUNDS);
	const struct finding *finding = judge(life);

	(void)state;
	assert_int_equal(finding->verdict, VERDICT_LEAK);
	assert_int_equal(finding->reason, REASON_HEAP_CLASS);
	assert_int_equal(finding->heap.blocks[0].same_steps, ROUNDS - 1);
	assert_int_equal(finding->heap.blocks[0].step_count, ROUNDS - 1);
	forget(life);
	/* beside others that are fewer towards the end: the clock is believed, a noisy sum is not
	 */
	life = noisy(ROUNDS);
	for (size_t i = 0; i < ROUNDS; i++)
		life->used[i] = 1536 + (double)i * 112 / 1024 + noise(i, 6) -
				(i < 60 ? 0 : 0.3 * (double)(i - 60));
	says(life, VERDICT_LEAK, REASON_HEAP_CLASS);
	/* a cache that fills, and is full before the end */
	says(noisy(60), VERDICT_STABLE, REASON_CONSTANT);
	/* the sum is exact and level: what one class gains another loses */
	life = noisy(ROUNDS);
	for (size_t i = 0; i < ROUNDS; i++)
		life->used[i] = 1536;
	says(life, VERDICT_STABLE, REASON_CONSTANT);
}

/* A pass says bytes where the heap was read whole, and pages for the rest. */
static void passes(void **state)
{
	struct life *life = new_life();
	const struct finding *finding = judge(life);

	(void)state;
	assert_int_equal(finding->verdict, VERDICT_STABLE);
	assert_true(finding->detectable * 1024 > 15.9 && finding->detectable * 1024 < 25);
	assert_true(finding->heap.outside_detectable > 0.2);
	assert_true(finding->heap.outside_kib == 1024);
	forget(life);
	/* a heap that still fills, by more than pages would leave unseen, takes the pass back */
	life = new_life();
	for (size_t i = 0; i < ROUNDS; i++)
		life->used[i] += 400.0 * (double)i / (double)(i + 60) + noise(i, 3);
	judge(life);
	assert_int_not_equal(life->finding.verdict, VERDICT_STABLE);
	forget(life);
}

/* Blocks of a size that came so often, the first after some rounds and then at equal distances. */
static struct life *seldom(double bytes, size_t times, size_t first)
{
	struct life *life = new_life();

	for (size_t i = 0; i < ROUNDS; i++)
		for (size_t k = 0; k < times; k++)
			if (i >= first + k * ROUNDS / times)
				life->used[i] += bytes / 1024;
	return life;
}

/* A leak of blocks that come seldom looks as if it had stopped: a pass claims no less than it may
 * be. One that came once may be its one step in the longer of the waits beside it. */
static void seldom_blocks(void **state)
{
	static const struct {
		double bytes;
		size_t times, first;
		double least; /* bytes a round */
		bool alone;
	} rows[] = {
		{ 1040, 3, 20, 4160.0 / 107, false },
		{ 4112, 2, 30, 3 * 4112.0 / 107, false },
		{ 8208, 1, 60, 8208.0 / 59, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct life *life = seldom(rows[i].bytes, rows[i].times, rows[i].first);
		const struct finding *finding = judge(life);

		assert_int_equal(finding->verdict, VERDICT_STABLE);
		assert_true(fabs(finding->detectable * 1024 - rows[i].least) < 0.01);
		assert_true(fabs(finding->heap.one_rise_kib * 1024 -
				    (rows[i].alone ? rows[i].bytes : 0)) < 0.01);
		forget(life);
	}
}

/* What private memory does in the second half, and what mappings there are. */
struct range {
	double private_kib; /* so much more than in the first half */
	int64_t pool_kib;   /* of anonymous memory beside malloc's 3 MiB; < 0: no mappings */
};

/* Resident memory rises in the last rounds, into memory that malloc had before. */
static struct finding touched(struct life *life, const struct range *range)
{
	struct mapping_group groups[] = {
		{ .name = span_of("[heap]"), .kib_last = 3072 },
		{ .name = span_of("[thread stack]"), .kib_last = 8192 },
		{ .name = span_of("[anon]"), .kib_last = range->pool_kib },
	};
	struct finding finding;

	life->process.groups = groups;
	life->process.group_count = range->pool_kib < 0 ? 0 : 3;
	for (size_t i = 0; i < ROUNDS; i++) {
		life->resident[i] = i < ROUNDS - 8 ? 2048 : 2848;
		if (i >= ROUNDS / 2)
			life->private[i] += range->private_kib;
	}
	finding = *judge(life);
	forget(life);
	return finding;
}

/* Pages that still rise are a doubt, unless the heap says that nothing more is in use, and where
 * the pages are. */
static void only_touched(void **state)
{
	static const struct {
		struct range range;
		enum verdict_reason reason;
	} rows[] = { { { 0, 0 }, REASON_NO_GROWTH }, { { 28, 28 }, REASON_NO_GROWTH },
		{ { 32, 0 }, REASON_LATE_BEND }, { { 0, 32 }, REASON_LATE_BEND },
		{ { 0, -1 }, REASON_LATE_BEND } };
	struct life *life;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct finding finding = touched(new_life(), &rows[i].range);

		assert_string_equal(
			verdict_reason_code(finding.reason), verdict_reason_code(rows[i].reason));
		assert_int_equal(finding.verdict,
			rows[i].reason == REASON_NO_GROWTH ? VERDICT_STABLE : VERDICT_INCONCLUSIVE);
	}
	/* a runtime has a heap of its own beside malloc's, of which nothing is known */
	life = new_life();
	life->process.heap.partial = 1;
	assert_int_equal(touched(life, &rows[0].range).reason, REASON_LATE_BEND);
	/* more bytes are in use */
	assert_int_equal(touched(masked_by(100), &rows[0].range).verdict, VERDICT_LEAK);
}

/* A cache that fills ever more slowly, in private memory as in the heap; and blocks of its own that
 * come by the number that the function gives. */
static struct life *filling(double (*blocks)(double x))
{
	struct life *life = new_life();

	life->class = (struct block_class){ .size = 112, .block_bytes = 112 };
	for (size_t i = 0; i < ROUNDS; i++) {
		double x = (double)i, fill = 400 * (1 - exp(-x / 200)) + noise(i, 0.2);

		life->blocks[i] += floor(blocks(x));
		life->used[i] += fill + (life->blocks[i] - 10) * 112 / 1024;
		life->resident[i] += floor(fill / 4) * 4;
		life->private[i] += floor(fill / 4) * 4;
		life->free[i] += floor(fill / 4) * 4 - fill;
	}
	return life;
}

static double none(double x)
{
	return 0 * x;
}

static double one_a_round(double x)
{
	return x;
}

/* Four in ten rounds, in no order: that they do not slow cannot be seen. */
static double now_and_then(double x)
{
	double count = 0;

	for (size_t i = 0; (double)i < x; i++)
		count += i * 7919 % 101 < 40;
	return count;
}

/* As the whole: three in two rounds, and at the end three in four. */
static double as_the_whole(double x)
{
	return 300 * (1 - exp(-x / 200));
}

static void slowing(void **state)
{
	struct life *life = filling(none);
	const struct finding *finding = judge(life);

	(void)state;
	assert_true(finding->heap.pace.slows);
	assert_int_equal(finding->judged[METRIC_HEAP].state, STATE_UNSURE);
	assert_int_equal(finding->provisional, PROVISIONAL_NOT);
	forget(life);
	says(filling(none), VERDICT_INCONCLUSIVE, REASON_DECELERATING);
	says(filling(as_the_whole), VERDICT_INCONCLUSIVE, REASON_DECELERATING);
	says(filling(now_and_then), VERDICT_INCONCLUSIVE, REASON_DECELERATING);
	/* what goes on beside it is a leak */
	says(filling(one_a_round), VERDICT_LEAK, REASON_HEAP_CLASS);
	/* a runtime's own heap is not read: what fills is not all that grows */
	life = filling(none);
	life->process.heap.partial = 1;
	judge(life);
	assert_int_not_equal(life->finding.reason, REASON_DECELERATING);
	forget(life);
}

/* A cache that fills by 3 KiB a round up to this one, and then is full; its blocks too, or they go
 * on. */
static struct life *filled_by(size_t full, bool blocks_go_on)
{
	struct life *life = new_life();

	life->class = (struct block_class){ .size = 112, .block_bytes = 112 };
	for (size_t i = 0; i < ROUNDS; i++) {
		double fill = 3.0 * (double)(i < full ? i : full);

		life->blocks[i] += (double)(blocks_go_on || i < full ? i : full);
		life->used[i] += fill + (life->blocks[i] - 10) * 112 / 1024;
		life->resident[i] += floor(fill / 4) * 4;
		life->private[i] += floor(fill / 4) * 4;
		life->free[i] += floor(fill / 4) * 4 - fill;
	}
	return life;
}

/* Eight rounds without a new height, where each one before had one, are an end. */
static void full_at_last(void **state)
{
	struct life *life = filled_by(ROUNDS - 1 - 8, false);

	(void)state;
	assert_true(judge(life)->heap.rests);
	forget(life);
	says(filled_by(ROUNDS - 1 - 8, false), VERDICT_INCONCLUSIVE, REASON_LATE_BEND);
	life = filled_by(ROUNDS - 1 - 7, false);
	assert_false(judge(life)->heap.rests);
	forget(life);
	/* a leak goes on when the cache is full */
	life = filled_by(ROUNDS - 1 - 8, true);
	assert_int_not_equal(judge(life)->verdict, VERDICT_STABLE);
	forget(life);
}

/* Twice as fast in the first third: a leak, but provisional unless blocks of one kind go on. */
static void slowed(void **state)
{
	(void)state;
	for (int go_on = 0; go_on <= 1; go_on++) {
		struct life *life = new_life();

		life->class = (struct block_class){ .size = 112, .block_bytes = 112 };
		for (size_t i = 0; i < ROUNDS; i++) {
			double fill = (double)i + (double)(i < 45 ? i : 45) + noise(i, 0.2);

			life->blocks[i] += go_on ? (double)i : 0.0;
			life->used[i] += fill;
			life->resident[i] += floor(fill / 4) * 4;
			life->private[i] += floor(fill / 4) * 4;
			life->free[i] += floor(fill / 4) * 4 - fill;
		}
		judge(life);
		assert_int_equal(life->finding.verdict, VERDICT_LEAK);
		assert_true(life->finding.heap.pace.shrinks);
		assert_int_equal(
			life->finding.provisional, go_on ? PROVISIONAL_NOT : PROVISIONAL_SLOWED);
		forget(life);
	}
}

/* A pool leaks an arena of 64 KiB every 26 rounds: of four steps two are in the middle third, one
 * in the last. That is no slower. */
static void in_steps(void **state)
{
	struct life *life = new_life();

	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		life->used[i] += 64 * (double)((i + 4) / 26);
		life->resident[i] += floor(2.5 * (double)i / 4) * 4;
		life->private[i] += 64 * (double)((i + 4) / 26);
	}
	assert_int_not_equal(judge(life)->heap.provisional, PROVISIONAL_SLOWS);
	assert_int_equal(life->finding.verdict, VERDICT_LEAK);
	forget(life);
}

/* What is injected are blocks, too: of a class of their own, or beside others of that size that
 * hold no pointer. */
static void injected(void **state)
{
	struct life *life = new_life();
	struct process leaks;

	(void)state;
	judge(life);
	leaks = verdict_inject(&life->process, 100.0 / 1024, &life->settings, &life->arena);
	assert_int_equal(leaks.heap.class_count, 1);
	assert_int_equal(leaks.heap.classes_seen, 101);
	assert_int_equal(leaks.heap.classes[0].size, 96);
	assert_true(leaks.heap.classes[0].blocks.value[0] == 0.0);
	assert_true(leaks.heap.classes[0].blocks.value[24] == 25.0); /* 2400 bytes */
	leaks = verdict_inject(&life->process, 20.0 / 1024, &life->settings, &life->arena);
	assert_int_equal(leaks.heap.classes[0].size, 32);
	assert_true(leaks.heap.classes[0].blocks.value[8] == 5.0); /* 160 bytes */
	life->class = (struct block_class){ .size = 96, .block_bytes = 96 };
	judge(life);
	leaks = verdict_inject(&life->process, 100.0 / 1024, &life->settings, &life->arena);
	assert_int_equal(leaks.heap.class_count, 1);
	assert_true(leaks.heap.classes[0].blocks.value[24] == 35.0);
	assert_true(life->process.heap.classes[0].blocks.value[24] == 10.0);
	life->class.module = span_of("libx.so");
	judge(life);
	leaks = verdict_inject(&life->process, 100.0 / 1024, &life->settings, &life->arena);
	assert_int_equal(leaks.heap.class_count, 2);
	forget(life);
}

static void budgets(void **state)
{
	struct life *life = masked_by(64);
	double budget = 0.1;

	(void)state;
	life->settings.heap_budgets = &budget;
	says(life, VERDICT_STABLE, REASON_BELOW_BUDGET);
	life = masked_by(64);
	budget = 0.05;
	life->settings.heap_budgets = &budget;
	says(life, VERDICT_LEAK, REASON_HEAP_MASKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(masked), cmocka_unit_test(confirmed),
		cmocka_unit_test(retained), cmocka_unit_test(read_enough),
		cmocka_unit_test(one_class), cmocka_unit_test(passes),
		cmocka_unit_test(seldom_blocks), cmocka_unit_test(only_touched),
		cmocka_unit_test(slowing), cmocka_unit_test(full_at_last),
		cmocka_unit_test(injected), cmocka_unit_test(slowed), cmocka_unit_test(in_steps),
		cmocka_unit_test(budgets) };

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
