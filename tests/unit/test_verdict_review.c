/* test_verdict_review.c - what a verdict must stand before it is said, from both sides of each
 * bound: earned passes, provisional leaks, hinges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/stats/pulse.h"
#include "analyze/stats/rising.h"
#include "analyze/verdict/method.h"
#include "analyze/verdict/verdict_inject.h"
#include "analyze/verdict/verdict_runtime.h"

enum { LONGEST = 4000 };

static const struct verdict_settings standard = { .alpha = 0.001,
	.budget_kib_per_round = -1,
	.page_kib = 4,
	.round_x = 1,
	.mem_available_kib = -1,
	.most_kib = -1,
	.jobs = 1 };
static const struct verdict_again_tests alone = { 1, 1 };

/* A process and the numbers that it points at. */
struct made {
	double x[LONGEST], footprint[LONGEST], private[LONGEST];
	uint32_t at[LONGEST];
	struct mapping_group group;
	struct process process;
};

static double wobble(size_t i)
{
	return 4.0 * (double)(i * 7919 % 5);
}

/* 8000 KiB, and rate more a round from round begin on. */
static void fill(double *value, size_t n, double rate, size_t begin)
{
	for (size_t i = 0; i < n; i++)
		value[i] = 8000 + wobble(i) +
			   4 * floor(rate * (double)(i > begin ? i - begin : 0) / 4);
}

static struct series series_of(const struct made *made, const double *value, size_t n)
{
	return (struct series){ .n = n,
		.x = made->x,
		.at = made->at,
		.value = value,
		.source = KIND_STATUS,
		.grain = 4 };
}

static void make(struct made *made, size_t n, double rate)
{
	for (size_t i = 0; i < n; i++) {
		made->x[i] = (double)i;
		made->at[i] = (uint32_t)i;
	}
	fill(made->footprint, n, rate, 0);
	fill(made->private, n, rate, 0);
	made->process = (struct process){ .pid = 1,
		.name = span_of("p"),
		.last_round = (uint32_t)n - 1,
		.rounds = n,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.next_life = SIZE_MAX,
		.quantum_kib = 132 };
	made->process.value[METRIC_FOOTPRINT] = series_of(made, made->footprint, n);
	made->process.value[METRIC_ANON] = made->process.value[METRIC_FOOTPRINT];
	made->process.value[METRIC_PRIVATE] = series_of(made, made->private, n);
}

static struct finding judge(const struct made *made, const struct verdict_settings *settings)
{
	struct process item = made->process;
	struct processes processes = { .items = &item, .count = 1, .target_count = 1 };
	struct arena arena = { NULL, 0 };
	struct verdict_tests tests;
	struct finding finding;

	/* mappings are named, not measured: groups have no series here */
	verdict_judge(&processes, settings, &arena, &finding, &tests);
	finding.trend = finding.group_trend = NULL;
	finding.group_judged = NULL;
	finding.pulses.at = NULL;
	arena_free(&arena);
	return finding;
}

static void name_mapping(struct made *made, const char *name)
{
	made->group = (struct mapping_group){ .name = span_of(name) };
	made->process.groups = &made->group;
	made->process.group_count = 1;
}

static void injected(void **state)
{
	struct arena arena = { NULL, 0 };
	struct made made;
	struct process leaks;

	(void)state;
	make(&made, 100, 0);
	leaks = verdict_inject(&made.process, 3, &standard, &arena);
	for (size_t i = 0; i < 100; i++) {
		double leaked = 3.0 * (double)i;

		assert_true(fabs(leaks.value[METRIC_FOOTPRINT].value[i] - made.footprint[i] -
				    4 * floor(leaked / 4)) < 1e-9);
		assert_true(fabs(leaks.value[METRIC_PRIVATE].value[i] - made.private[i] -
				    132 * floor(leaked / 132)) < 1e-9);
	}
	/* read in MiB: no leak shows in less */
	made.process.value[METRIC_FOOTPRINT].grain = 1024;
	leaks = verdict_inject(&made.process, 30, &standard, &arena);
	for (size_t i = 0; i < 100; i++)
		assert_true(fabs(leaks.value[METRIC_FOOTPRINT].value[i] - made.footprint[i] -
				    1024 * floor(30.0 * (double)i / 1024)) < 1e-9);
	arena_free(&arena);
}

/* What is printed is caught, and all from there on; the rate below it on the grid is not. */
static void least(void **state)
{
	struct verdict_again *again = verdict_again_new(&standard, 0);
	struct made made;
	double rate = 0;

	(void)state;
	make(&made, 150, 0);
	for (size_t i = 0; i < 150; i++)
		made.footprint[i] += 40.0 * (double)(i * 104729 % 7);
	for (double guess = 0.01; guess < 1000; guess *= 30) {
		double same = verdict_inject_least(again, &made.process, guess, &standard, &alone);

		rate = guess > 0.02 ? rate : same;
		assert_true(fabs(same - rate) < 1e-9);
	}
	assert_true(isfinite(rate) && rate > 32.0 / 149);
	for (double times = 1; times < 4; times *= METHOD_INJECT_RATIO)
		assert_true(verdict_inject_caught(
			again, &made.process, rate * times, &standard, &alone));
	assert_false(verdict_inject_caught(
		again, &made.process, rate / METHOD_INJECT_RATIO, &standard, &alone));
	verdict_again_free(again);
}

/* A long run is searched as block means: what is found there holds for the run itself. */
static void long_run(void **state)
{
	struct verdict_again *again = verdict_again_new(&standard, 0);
	static struct made made;

	(void)state;
	for (size_t noise = 0; noise <= 400; noise += 400) {
		double rate;

		make(&made, LONGEST, 0);
		for (size_t i = 0; i < LONGEST; i++)
			made.footprint[i] += 4 * floor((double)noise * sin((double)i / 70) / 4) +
					     (i > 2100 ? (double)noise : 0);
		rate = verdict_inject_least(again, &made.process, 0.01, &standard, &alone);
		assert_true(isfinite(rate) && rate >= 32.0 / (LONGEST - 1) * 0.999);
		for (double times = 1; times < 1.5; times *= METHOD_INJECT_RATIO)
			assert_true(verdict_inject_caught(
				again, &made.process, rate * times, &standard, &alone));
	}
	verdict_again_free(again);
}

static void half_measured(void **state)
{
	struct verdict_again *again = verdict_again_new(&standard, 0);
	struct made made;

	(void)state;
	make(&made, 100, 0);
	made.process.value[METRIC_PRIVATE].n = 0;
	assert_true(verdict_inject_caught(again, &made.process, 8, &standard, &alone));
	assert_false(verdict_inject_caught(again, &made.process, 0.01, &standard, &alone));
	make(&made, 100, 0);
	made.process.value[METRIC_FOOTPRINT].n = 0;
	assert_true(verdict_inject_caught(again, &made.process, 8, &standard, &alone));
	verdict_again_free(again);
}

/* A pass claims what injection shows, and no less than the budget asks. */
static void earned(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;
	struct finding finding;
	double shown;

	(void)state;
	make(&made, 150, 0);
	finding = judge(&made, &settings);
	assert_int_equal(finding.verdict, VERDICT_STABLE);
	shown = finding.detectable;
	settings.budget_kib_per_round = shown * 1.01;
	assert_int_equal(judge(&made, &settings).verdict, VERDICT_STABLE);
	settings.budget_kib_per_round = shown * 0.99;
	finding = judge(&made, &settings);
	assert_int_equal(finding.reason, REASON_INSENSITIVE);
	assert_true(finding.rounds_needed >= 149);
	settings.no_review = true;
	settings.budget_kib_per_round = -1;
	assert_true(judge(&made, &settings).detectable <= shown);
}

/* Load in waves: where the last third of a leak falls with its wave, the whole judgement doubts it,
 * and so must the one that a claim is made of. */
static void earned_in_waves(void **state)
{
	struct arena arena = { NULL, 0 };
	struct made made, leaks;
	size_t passes = 0;

	(void)state;
	for (double phase = 0; phase < 6; phase += 0.5) {
		struct finding finding;

		make(&made, 250, 0);
		for (size_t i = 0; i < 250; i++) {
			made.footprint[i] += 4 * floor(300 * sin(0.134 * (double)i + phase));
			made.private[i] = 16000;
		}
		finding = judge(&made, &standard);
		if (finding.verdict != VERDICT_STABLE)
			continue;
		passes++;
		leaks = made;
		leaks.process =
			verdict_inject(&made.process, 1.25 * finding.detectable, &standard, &arena);
		assert_int_equal(judge(&leaks, &standard).verdict, VERDICT_LEAK);
	}
	assert_true(passes >= 6);
	arena_free(&arena);
}

/* A start-up of 12 MiB, a plateau, and a rise of so much a round in the last quarter: the late
 * slope of such bends says little, the rate that is printed says it. */
static void rate_at_the_end(void **state)
{
	struct made made;

	(void)state;
	for (int rate = 0; rate <= 12; rate += 12) {
		make(&made, 181, 0);
		for (size_t i = 0; i < 181; i++)
			made.footprint[i] =
				1784 + 4 * floor(292.0 * (double)(i < 41 ? i : 41) / 4) +
				4 * (double)(i / 40) + rate * (double)(i > 135 ? i - 135 : 0);
		assert_int_equal(judge(&made, &standard).verdict,
			rate ? VERDICT_INCONCLUSIVE : VERDICT_STABLE);
	}
}

/* Within 100 rounds a heap may hold a quantum of free room. A budget that holds for the leaks that
 * were tried is kept, and no more than the budget is claimed. */
static void cold_claim(void **state)
{
	struct verdict_settings settings = standard;
	const double room = 132.0 / (METHOD_COLD_ROUNDS - 2);
	struct finding finding;
	struct made made;

	(void)state;
	make(&made, METHOD_COLD_ROUNDS - 1, 0);
	assert_true(fabs(judge(&made, &standard).detectable - room) < 1e-6);
	settings.budget_kib_per_round = 1.01 * room;
	assert_true(fabs(judge(&made, &settings).detectable - room) < 1e-6);
	settings.budget_kib_per_round = 0.99 * room;
	finding = judge(&made, &settings);
	assert_int_equal(finding.verdict, VERDICT_STABLE);
	assert_true(fabs(finding.detectable - 0.99 * room) < 1e-6 && finding.free_room_kib == 132);
	make(&made, METHOD_COLD_ROUNDS, 0);
	assert_true(judge(&made, &standard).detectable < 132.0 / (METHOD_COLD_ROUNDS - 1));
}

/* 8000 KiB, and a leak whose allocator takes so many KiB at a time, first after early rounds. */
static struct finding judge_steps(double rate, double step, double early, double budget)
{
	struct verdict_settings settings = standard;
	struct made made;

	make(&made, 150, 0);
	for (size_t i = 0; i < 150; i++)
		made.footprint[i] = made.private[i] =
			8000 + step * floor(rate * ((double)i + early) / step);
	settings.budget_kib_per_round = budget;
	return judge(&made, &settings);
}

/* A leak that came in two or three steps of its allocator, and passes, is no more than what the
 * pass says would have shown; a budget under that is not kept. */
static void hidden_in_steps(void **state)
{
	static const struct {
		double rate, step;
	} rows[] = { { 1.8, 132 }, { 2.6, 132 }, { 0.9, 64 }, { 5.2, 256 }, { 40, 2048 } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (double early = 0; early < rows[i].step / rows[i].rate; early += 10) {
			struct finding finding = judge_steps(rows[i].rate, rows[i].step, early, -1);
			bool passes = finding.verdict == VERDICT_STABLE;

			assert_true(!passes || finding.detectable > rows[i].rate);
		}
	assert_int_equal(judge_steps(1.8, 132, 30, -1).reason, REASON_STOPPED);
	assert_int_equal(judge_steps(1.8, 132, 30, 1.8).reason, REASON_INSENSITIVE);
	assert_int_equal(judge_steps(1.8, 132, 30, 4).verdict, VERDICT_STABLE);
}

/* The same where readings are whole MiB: a unit is a step that was taken. */
static void hidden_in_units(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;

	(void)state;
	settings.budget_kib_per_round = -1;
	for (double early = 0; early < 66; early += 6) {
		struct finding finding;

		make(&made, 280, 0);
		for (size_t i = 0; i < 280; i++)
			made.footprint[i] = 8192 + 1024 * floor(15.4 * ((double)i + early) / 1024);
		made.process.value[METRIC_FOOTPRINT].grain = 1024;
		made.process.value[METRIC_ANON] = made.process.value[METRIC_PRIVATE] =
			made.process.value[METRIC_FOOTPRINT];
		finding = judge(&made, &settings);
		assert_true(finding.verdict != VERDICT_STABLE || finding.detectable > 15.4);
	}
}

/* What came once, and is more than an allocator takes, was loaded, or is a step of a leak that took
 * no other in the longer wait beside it. A budget is kept, and claimed. */
static void loaded_once(void **state)
{
	double most = floor(132 * METHOD_QUANTUM_SLACK);
	struct finding step = judge_steps(1.5, most, 0, -1),
		       load = judge_steps(1.5, most + 1, 0, -1);

	(void)state;
	assert_int_equal(step.reason, REASON_STOPPED);
	assert_int_equal(load.reason, REASON_STOPPED);
	assert_true(fabs(step.detectable - 2 * most / (149 - 15)) < 1e-6 && step.one_rise_kib == 0);
	assert_true(fabs(load.detectable - 152 / (102.0 - 15)) < 1e-6 && load.one_rise_kib == 152);
	load = judge_steps(1.5, most + 1, 0, 1.2);
	assert_int_equal(load.verdict, VERDICT_STABLE);
	assert_true(fabs(load.detectable - 1.2) < 1e-6 && load.one_rise_kib == 152);
	load = judge_steps(1.5, most + 1, 0, 0.1);
	assert_int_equal(load.reason, REASON_INSENSITIVE);
}

/* A number of the machine: what matters is at most the memory that is left, however large the
 * number itself is. A leak that takes all of it and would not have shown makes the pass unearned.
 */
static void left_of_the_machine(void **state)
{
	struct verdict_settings settings = standard;
	struct finding finding;
	struct made made;
	double takes;

	(void)state;
	make(&made, 120, 0);
	made.process.quantum_kib = 4;
	finding = judge(&made, &settings);
	assert_int_equal(finding.verdict, VERDICT_STABLE);
	takes = finding.detectable * 119;
	settings.most_kib = 1.01 * takes;
	assert_int_equal(judge(&made, &settings).verdict, VERDICT_STABLE);
	settings.most_kib = 0.99 * takes;
	finding = judge(&made, &settings);
	assert_int_equal(finding.verdict, VERDICT_INCONCLUSIVE);
	assert_int_equal(finding.reason, REASON_INSENSITIVE);
	settings.most_kib = 0; /* nothing is left */
	assert_int_equal(judge(&made, &settings).reason, REASON_INSENSITIVE);
}

/* Eight rounds in which it rose once to four times its size: a leak of any size that matters would
 * have been taken for that. In sixty rounds it would have shown. */
static void unearned(void **state)
{
	struct made made;

	(void)state;
	for (size_t n = 8; n <= 60; n += 52) {
		make(&made, n, 0);
		for (size_t i = 3; i < n; i++) {
			made.footprint[i] += 24000;
			made.private[i] += 24000;
		}
		assert_int_equal(judge(&made, &standard).reason,
			n == 8 ? REASON_INSENSITIVE : REASON_STOPPED);
	}
}

/* A step in the last tenth: too few rounds follow to say that it stopped. In the last fiftieth it
 * may be a pulse, and the reason says that all hinges on it. Before that, or where it is less than
 * the least leak that would have shown makes in the run, it is a pass. */
static void stepped_just_now(void **state)
{
	static const struct {
		size_t from;
		double kib;
		enum verdict_reason reason;
	} rows[] = { { 134, 4096, REASON_STOPPED }, { 135, 4096, REASON_LATE_BEND },
		{ 146, 4096, REASON_LATE_BEND }, { 147, 4096, REASON_HINGES },
		{ 149, 4096, REASON_HINGES }, { 149, 16, REASON_STOPPED } };
	struct made made;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		make(&made, 150, 0);
		for (size_t k = rows[i].from; k < 150; k++) {
			made.footprint[k] += rows[i].kib;
			made.private[k] += rows[i].kib;
		}
		assert_int_equal(judge(&made, &standard).reason, rows[i].reason);
	}
}

static void cold(void **state)
{
	struct verdict_settings settings = standard;
	struct made made;

	(void)state;
	make(&made, METHOD_COLD_ROUNDS - 1, 20);
	assert_int_equal(judge(&made, &standard).verdict, VERDICT_LEAK);
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_COLD);
	assert_true(judge(&made, &standard).flags & 1u << FLAG_PROVISIONAL);
	make(&made, METHOD_COLD_ROUNDS, 20);
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_NOT);
	assert_false(judge(&made, &standard).flags & 1u << FLAG_PROVISIONAL);
	/* warm-up rounds count: the process has lived through them */
	settings.skip_x = 40;
	assert_int_equal(judge(&made, &settings).provisional, PROVISIONAL_NOT);
}

/* It began in the last third: a run shorter by a third would have said nothing. */
static void sudden(void **state)
{
	struct made made;

	(void)state;
	for (size_t begin = 30; begin <= 75; begin += 45) {
		make(&made, 150, 0);
		fill(made.footprint, 150, 40, begin);
		fill(made.private, 150, 40, begin);
		assert_int_equal(judge(&made, &standard).verdict, VERDICT_LEAK);
		assert_int_equal(judge(&made, &standard).provisional,
			begin == 30 ? PROVISIONAL_NOT : PROVISIONAL_SUDDEN);
	}
}

static void collector(void **state)
{
	struct made made;

	(void)state;
	make(&made, 150, 20);
	name_mapping(&made, "python3.11");
	assert_int_equal(verdict_collector(&made.process), COLLECTOR_PLAIN);
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_COLLECTOR);
	/* the heap is more than four times what it was */
	make(&made, 150, 6000);
	name_mapping(&made, "python3.11");
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_NOT);
	make(&made, 150, 20);
	name_mapping(&made, "libc.so.6");
	assert_int_equal(verdict_collector(&made.process), COLLECTOR_NONE);
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_NOT);
}

/* Only resident memory of a generational heap grows: garbage, perhaps. */
static void no_full_collection(void **state)
{
	static const struct {
		const char *name;
		enum verdict_reason reason;
	} rows[] = { { "ruby3.1", REASON_NO_FULL_COLLECTION }, { "node", REASON_ONLY_RSS },
		{ "python3.11", REASON_ONLY_RSS }, { "libc.so.6", REASON_ONLY_RSS } };
	struct made made;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		make(&made, 150, 20);
		fill(made.private, 150, 0, 0);
		name_mapping(&made, rows[i].name);
		assert_int_equal(judge(&made, &standard).reason, rows[i].reason);
	}
}

static void slowing(void **state)
{
	struct made made;

	(void)state;
	for (int slows = 0; slows < 2; slows++) {
		make(&made, 150, 0);
		for (size_t i = 0; i < 150; i++)
			made.footprint[i] = made.private[i] =
				8000 + wobble(i) +
				20 * (double)(i < 100 || !slows ? i : 100 + (i - 100) / 2);
		assert_int_equal(judge(&made, &standard).provisional == PROVISIONAL_SLOWS, slows);
	}
}

/* Growth by a power of the rounds: under 1 it has no bound, but gets ever slower. */
static struct finding judge_power(double power)
{
	enum { ROUNDS = 200 };
	struct made made;

	make(&made, ROUNDS, 0);
	for (size_t i = 0; i < ROUNDS; i++)
		made.footprint[i] = made.private[i] =
			8000 + wobble(i) + 4 * floor(1000 * pow((double)i / ROUNDS, power));
	return judge(&made, &standard);
}

static void bends_down(void **state)
{
	(void)state;
	assert_int_equal(judge_power(0.5).verdict, VERDICT_LEAK);
	assert_int_equal(judge_power(0.5).provisional, PROVISIONAL_SLOWS);
	assert_int_equal(judge_power(0.6).provisional, PROVISIONAL_SLOWS);
	assert_int_equal(judge_power(0.9).provisional, PROVISIONAL_NOT);
	assert_int_equal(judge_power(1).provisional, PROVISIONAL_NOT);
}

/* A straight leak beside a start-up that comes to as much as the leak does in the whole run, and of
 * which so many time constants fit into the run. */
static enum provisional judge_warming(double constants)
{
	enum { ROUNDS = 200 };
	struct made made;

	make(&made, ROUNDS, 0);
	for (size_t i = 0; i < ROUNDS; i++) {
		double part = (double)i / ROUNDS, gain = part + 1 - exp(-constants * part);

		made.footprint[i] = made.private[i] = 8000 + wobble(i) + 4 * floor(2000 * gain);
	}
	return judge(&made, &standard).provisional;
}

/* A start-up that is over bends all rounds together: the leak behind it is straight, and firm. */
static void straight_at_last(void **state)
{
	(void)state;
	assert_int_equal(judge_warming(12), PROVISIONAL_NOT);
	assert_int_equal(judge_warming(8), PROVISIONAL_NOT);
	assert_int_equal(judge_warming(5), PROVISIONAL_SLOWS);
}

/* Gives back so much from a round on, a part of it two rounds later: at once it would be a
 * collection. */
static void fall(struct made *made, size_t n, size_t round, double kib)
{
	for (size_t i = round; i < n; i++) {
		double gone = kib * (i == round ? 0.45 : i == round + 1 ? 0.9 : 1);

		made->footprint[i] -= 4 * floor(gone / 4);
		made->private[i] -= 4 * floor(gone / 4);
	}
}

/* Rate KiB a round in both measures; at a round all but a part of what had been gained is given
 * back at once. */
static struct finding judge_drop(double rate, size_t round, double kept)
{
	enum { ROUNDS = 150 };
	double gone = 4 * floor((1 - kept) * rate * (double)round / 4);
	struct made made;

	make(&made, ROUNDS, rate);
	for (size_t i = 0; i < ROUNDS; i++)
		made.footprint[i] = made.private[i] += 40 * (double)(i * 104729 % 7);
	fall(&made, ROUNDS, round, gone);
	return judge(&made, &standard);
}

/* A heap gives back free pages, and the leak goes on. While enough rounds follow it is a leak. Late
 * in the run, or where most of what was gained is given back, it is neither a leak nor a pass. */
static void late_drops(void **state)
{
	static const struct {
		size_t round;
		double kept;
		enum verdict_kind verdict;
	} rows[] = {
		{ 40, 0.8, VERDICT_LEAK },
		{ 40, 0.3, VERDICT_LEAK },
		{ 100, 0.8, VERDICT_LEAK },
		{ 100, 0.3, VERDICT_INCONCLUSIVE },
		{ 112, 0.8, VERDICT_LEAK }, /* behind METHOD_BEND_PART of the run */
		{ 112, 0.3, VERDICT_INCONCLUSIVE },
		{ 130, 0.8, VERDICT_INCONCLUSIVE },
		{ 130, 0.3, VERDICT_INCONCLUSIVE },
		{ 130, 0.0, VERDICT_INCONCLUSIVE },
		{ 140, 0.8, VERDICT_INCONCLUSIVE },
		{ 140, 0.3, VERDICT_INCONCLUSIVE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(
			judge_drop(20, rows[i].round, rows[i].kept).verdict, rows[i].verdict);
	/* the two sides of METHOD_KEPT_PART, in a made run: a growth that goes on may be behind the
	 * drop, or what came down to its start is a cycle */
	assert_int_equal(judge_drop(20, 116, 0.45).reason, REASON_NEAR_MISS);
	assert_int_not_equal(judge_drop(20, 116, 0.30).reason, REASON_NEAR_MISS);
}

/* What falls without having grown is no leak. */
static void late_falls(void **state)
{
	struct made made;

	(void)state;
	for (size_t round = 90; round < 148; round += 19)
		for (double kib = 200; kib <= 2000; kib += 1800) {
			make(&made, 150, 0);
			fall(&made, 150, round, kib);
			assert_true(judge(&made, &standard).verdict <= VERDICT_STABLE);
		}
}

static void rising(void **state)
{
	double x[100], y[100], work[200];

	(void)state;
	for (double all = 20; all <= 60; all += 40) {
		for (size_t i = 0; i < 100; i++) {
			x[i] = (double)i;
			y[i] = 5000 + 4 * floor(all * (double)i / 400);
		}
		assert_int_equal(rising_still(100, x, y, 4, 32, work), all > 40);
	}
	/* a step in the last half is no rise of each quarter */
	for (size_t i = 0; i < 100; i++)
		y[i] = i < 70 ? 5000 : 6000;
	assert_false(rising_still(100, x, y, 4, 32, work));
	assert_false(rising_still(20, x, y, 4, 32, work));
}

/* Grew by 4000 until the middle, and by so much more behind round 80, in as many steps. */
static void resume(double *y, double more, size_t steps)
{
	for (size_t i = 0; i < 100; i++) {
		size_t done = i < 80 ? 0 : i - 79;

		done = done < steps ? done : steps;
		y[i] = 5000 + 80 * (double)(i < 50 ? i : 50) + more * (double)done / (double)steps;
	}
}

/* What is said to have stopped goes on. One step may be the last; what is a fiftieth of the growth
 * or less, or is within the up and down of the end, says nothing. */
static void not_over(void **state)
{
	static const struct {
		double more;
		size_t steps;
		double noise;
		bool goes_on;
	} rows[] = { { 200, 10, 0, true }, { 200, 1, 0, false }, { 95, 10, 0, true },
		{ 85, 10, 0, false }, { 200, 10, 300, false } };
	double x[100], y[100], work[200];

	(void)state;
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		resume(y, rows[row].more, rows[row].steps);
		for (size_t i = 0; i < 100; i++) {
			x[i] = (double)i;
			y[i] += i % 2 ? rows[row].noise : 0;
		}
		assert_int_equal(rising_not_over(100, x, y, 32, work), rows[row].goes_on);
	}
}

/* Start-up of more than half of the run, and then a straight line: less than could be told beside
 * that start-up, but no pass. */
static void straight_end(void **state)
{
	struct made made;

	(void)state;
	for (double rate = 0; rate <= 8; rate += 8) {
		make(&made, 132, 0);
		for (size_t i = 0; i < 132; i++) {
			double late = i < 80 ? 0 : rate * (double)(i - 80);

			made.footprint[i] += 2500 * (double)(i < 80 ? i : 80) + late;
			made.private[i] += 2500 * (double)(i < 80 ? i : 80) + late;
		}
		assert_int_equal(judge(&made, &standard).reason == REASON_STILL_RISES, rate > 0);
	}
}

/* The rounds of a leak, without all but each fourth from round from to round to. */
static void leave_out(struct made *made, size_t n, size_t from, size_t to, size_t every)
{
	struct series *series = made->process.value;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (i >= from && i < to && (!every || i % every))
			continue;
		made->x[kept] = made->x[i];
		made->footprint[kept] = made->footprint[i];
		made->private[kept++] = made->private[i];
	}
	series[METRIC_FOOTPRINT].n = series[METRIC_ANON].n = series[METRIC_PRIVATE].n = kept;
	made->process.rounds = kept;
}

/* Thirds of the points are no thirds of the run where rounds are missing. */
static void missing_rounds(void **state)
{
	struct made made;

	(void)state;
	make(&made, 200, 5);
	leave_out(&made, 200, 10, 150, 0);
	assert_int_equal(judge(&made, &standard).verdict, VERDICT_LEAK);
	make(&made, 300, 5);
	leave_out(&made, 300, 50, 250, 4);
	assert_int_equal(judge(&made, &standard).provisional, PROVISIONAL_NOT);
}

/* A collector's tooth of 30 rounds over level floors: the last half ends higher in its teeth than
 * it begins. */
static void level_floors(void **state)
{
	struct made made;

	(void)state;
	make(&made, 300, 0);
	for (size_t i = 0; i < 300; i++)
		made.footprint[i] = 6000 + 4 * round(2000.0 * (double)(i % 30) / 30 / 4);
	assert_int_equal(judge(&made, &standard).verdict, VERDICT_STABLE);
}

/* What the series itself seems to gain helped to catch what was injected: it is part of the claim.
 */
static void helped(void **state)
{
	struct verdict_again *again = verdict_again_new(&standard, 0);
	struct made made;
	struct finding finding;
	double least_injected;
	uint32_t random = 1;

	(void)state;
	make(&made, 150, 6);
	for (size_t i = 0; i < 150; i++) {
		random = (random * 1103515245 + 12345) & 0x7fffffff;
		made.footprint[i] += 3000 * (random >> 16 & 1);
		made.private[i] = 20000;
	}
	finding = judge(&made, &standard);
	least_injected = verdict_inject_least(again, &made.process, 1, &standard, &alone);
	assert_int_equal(finding.verdict, VERDICT_STABLE);
	assert_true(finding.detectable > least_injected + 5);
	verdict_again_free(again);
}

static void furthest(void **state)
{
	double y[100], work[200];
	bool marked[100] = { false };

	(void)state;
	for (size_t i = 0; i < 100; i++)
		y[i] = 5000 + wobble(i);
	y[20] += 500;
	y[70] -= 300;
	y[71] += 100;
	assert_int_equal(pulse_furthest(100, y, marked, work), 2);
	assert_true(marked[20] && marked[70] && !marked[71]);
	memset(marked, 0, sizeof marked);
	assert_int_equal(pulse_furthest(11, y, marked, work), 0);
	for (size_t i = 0; i < 100; i++)
		y[i] = 5000;
	assert_int_equal(pulse_furthest(100, y, marked, work), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(injected),
		cmocka_unit_test(least),
		cmocka_unit_test(long_run),
		cmocka_unit_test(half_measured),
		cmocka_unit_test(earned),
		cmocka_unit_test(earned_in_waves),
		cmocka_unit_test(rate_at_the_end),
		cmocka_unit_test(cold_claim),
		cmocka_unit_test(hidden_in_steps),
		cmocka_unit_test(hidden_in_units),
		cmocka_unit_test(loaded_once),
		cmocka_unit_test(left_of_the_machine),
		cmocka_unit_test(unearned),
		cmocka_unit_test(stepped_just_now),
		cmocka_unit_test(cold),
		cmocka_unit_test(sudden),
		cmocka_unit_test(collector),
		cmocka_unit_test(no_full_collection),
		cmocka_unit_test(slowing),
		cmocka_unit_test(bends_down),
		cmocka_unit_test(straight_at_last),
		cmocka_unit_test(late_drops),
		cmocka_unit_test(late_falls),
		cmocka_unit_test(rising),
		cmocka_unit_test(not_over),
		cmocka_unit_test(straight_end),
		cmocka_unit_test(missing_rounds),
		cmocka_unit_test(level_floors),
		cmocka_unit_test(helped),
		cmocka_unit_test(furthest),
	};

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
