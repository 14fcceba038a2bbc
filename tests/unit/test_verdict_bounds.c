/* test_verdict_bounds.c - each bound of docs/method.md 5, from both sides: the last value that is
 * allowed, and the first that is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/verdict/verdict_fit.h"
#include "analyze/verdict/verdict_rules.h"

static const struct rule_settings rules = { .alpha = 0.001, .page = 4, .floor = 32, .budget = -1 };

/* A series that grows beyond doubt: 60 rounds, 4 KiB a round, no step, no floor. Nothing of it is
 * near a bound. */
static struct trend growing(void)
{
	struct trend trend = { .limit = TREND_WHOLE,
		.n = 60,
		.span = 59,
		.judged_n = 60,
		.judged_span = 59,
		.judged_slope = 4,
		.settled_slope = 4,
		.judged_growth = 236,
		.seen = 200,
		.has_late = true,
		.late = 4,
		.late_low = 3.9,
		.late_high = 4.1,
		.late_p = 1e-20,
		.rho = 0.9,
		.growth_events = 50,
		.growth_events_all = 50,
		.noise = 4 };

	return trend;
}

/* The verdict of a trend whose corrected p is that of the late slope. */
static void expect(const struct trend *trend, enum trend_state state, int reason)
{
	struct judgement judged = verdict_state(trend, trend->late_p, &rules);

	assert_int_equal(judged.state, state);
	assert_int_equal(judged.reason, reason);
}

static void add(struct trend *trend, enum nuisance_kind kind)
{
	trend->nuisance[trend->nuisance_count++].kind = kind;
}

/* What slows down once its start-up is left out, too, stays as it is; what was judged without it
 * and does not grow is no pass. */
static void test_settles(void **state)
{
	enum { ROUNDS = 130 };
	struct trend trend = growing();
	struct trend_settings settings = {
		.page = 4, .floor = 32, .alpha = 0.001, .budget = -1, .unit = 1, .starts_up = true
	};
	struct trend_work *work = trend_work_new(NULL);
	double x[ROUNDS], y[ROUNDS];
	struct series series = { .n = ROUNDS, .x = x, .value = y };

	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		x[i] = (double)i;
		y[i] = 1000 + 4 * floor(60 * log(1 + (double)i));
	}
	assert_non_null(work);
	verdict_fit_series(&series, 0, &settings, work, &trend);
	assert_false(trend.skipped);
	expect(&trend, STATE_UNSURE, REASON_DECELERATING);
	trend_work_free(work);
	trend = growing();
	trend.skipped = true;
	expect(&trend, STATE_GROW, -1);
	trend.late_p = 0.1;
	expect(&trend, STATE_UNSURE, REASON_DECELERATING);
}

static void test_grows(void **state)
{
	struct trend trend = growing();

	(void)state;
	expect(&trend, STATE_GROW, -1);
	trend.late_p = 0.00099;
	expect(&trend, STATE_GROW, -1);
	trend.late_p = 0.001;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
}

/* Growth must come in three goes at least, unless the residuals hardly hang together. */
static void test_growth_events(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.growth_events = 3.0;
	expect(&trend, STATE_GROW, -1);
	trend.growth_events = 2.99;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.rho = 0.5;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.rho = 0.49;
	expect(&trend, STATE_GROW, -1);
	add(&trend, NUISANCE_STEP);
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
}

/* The slope rises, but the last third falls, by the interval of the rate that is printed. */
static void test_falls_at_the_end(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.rate = trend.rate_low = -4;
	trend.rate_high = 0;
	expect(&trend, STATE_GROW, -1);
	trend.rate_high = -0.1;
	expect(&trend, STATE_UNSURE, REASON_LATE_BEND);
}

/* A late slope that lacks nothing but goes: 0.002 unadjusted, two goes, twelve rounds. */
static void test_near_miss(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.growth_events = 2.5;
	trend.late_p = 0.00199;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.late_p = 0.002;
	expect(&trend, STATE_FLAT, -1);
	trend.late_p = 1e-5;
	trend.growth_events = 2.0;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.growth_events = 1.99;
	expect(&trend, STATE_FLAT, -1);
	trend.growth_events = 2.5;
	trend.judged_n = 12;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.judged_n = 11;
	trend.growth_events_all = 1;
	expect(&trend, STATE_FLAT, -1);
	trend = growing();
	trend.growth_events = 2.5;
	trend.late = 0.15 * trend.judged_slope;
	trend.judged_growth = 400;
	trend.judged_span = 400;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.late = 0.1499 * trend.judged_slope;
	expect(&trend, STATE_FLAT, -1);
}

/* 8 pages, in all and at the end: exactly that much is growth. */
static void test_floor(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.judged_growth = 32;
	expect(&trend, STATE_GROW, -1);
	trend.judged_growth = 31.9;
	expect(&trend, STATE_FLAT, REASON_BELOW_FLOOR);
	trend = growing();
	trend.judged_span = 64;
	trend.late = trend.judged_slope = 0.5;
	trend.seen = 16;
	expect(&trend, STATE_GROW, -1);
	trend.judged_span = 63.9;
	expect(&trend, STATE_FLAT, REASON_BELOW_FLOOR);
}

/* 0.15 of the whole slope must be left at the end; or of the settled slope, and then p counts
 * squared. */
static void test_late_share(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.judged_slope = 40;
	trend.settled_slope = 40;
	trend.late = 6;
	expect(&trend, STATE_GROW, -1);
	trend.late = 5.99;
	expect(&trend, STATE_FLAT, -1);
	trend.late = 3;
	trend.settled_slope = 20;
	trend.late_p = 0.9e-6;
	expect(&trend, STATE_GROW, -1);
	trend.late_p = 1e-6;
	expect(&trend, STATE_FLAT, -1);
	trend.late_p = 0.9e-6;
	trend.late = 2.99;
	expect(&trend, STATE_FLAT, -1);
}

/* Below 24 rounds half of the slope must be left, and half of what is left must be in the plain
 * line; how much is seen is not asked. */
static void test_short_run(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.judged_n = 23;
	trend.late = 0.5 * trend.judged_slope;
	trend.seen = 0;
	expect(&trend, STATE_GROW, -1);
	trend.late = 0.499 * trend.judged_slope;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.late = 2 * trend.judged_slope;
	expect(&trend, STATE_GROW, -1);
	trend.late = 2.01 * trend.judged_slope;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend = growing();
	trend.judged_n = 24;
	trend.seen = 39.3;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.seen = 39.4; /* half of 4 * 59 / 3 is 39.33 */
	expect(&trend, STATE_GROW, -1);
}

/* Floors of collections: two at least that rise by the floor and a quarter of the threshold; five
 * to be sure. */
static void test_collections(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.floor_count = 5;
	trend.floor_threshold = 400;
	trend.floor_last = 100;
	expect(&trend, STATE_GROW, -1);
	trend.floor_last = 99.9;
	expect(&trend, STATE_FLAT, REASON_RETURNS);
	trend.floor_count = 4;
	expect(&trend, STATE_UNSURE, REASON_FEW_CYCLES);
	trend.floor_threshold = 40;
	trend.floor_last = 32;
	expect(&trend, STATE_GROW, -1);
	trend.floor_last = 31.9;
	expect(&trend, STATE_UNSURE, REASON_FEW_CYCLES);
	trend.floor_last = 32;
	trend.floor_count = 2;
	expect(&trend, STATE_GROW, -1);
	trend.floor_count = 1;
	expect(&trend, STATE_UNSURE, REASON_FEW_CYCLES);
	/* not growing, but its floors rise: five of them are believed */
	trend.late_p = 0.5;
	trend.floor_count = 4;
	expect(&trend, STATE_UNSURE, REASON_FEW_CYCLES);
	trend.floor_count = 5;
	expect(&trend, STATE_FLAT, -1);
}

/* The whole interval must lie below the budget. */
static void test_budget(void **state)
{
	struct rule_settings allowed = rules;
	struct trend trend = growing();

	(void)state;
	allowed.budget = 4.1;
	assert_int_equal(verdict_state(&trend, 1e-20, &allowed).state, STATE_GROW);
	allowed.budget = 4.11;
	assert_int_equal(verdict_state(&trend, 1e-20, &allowed).reason, REASON_BELOW_BUDGET);
	allowed.budget = 0;
	trend.late_high = -0.1;
	assert_int_equal(verdict_state(&trend, 1e-20, &allowed).reason, REASON_BELOW_BUDGET);
}

/* It slows down: what rose in the last third must be the floor, a twentieth of all, and beyond the
 * noise. */
static void test_decelerates(void **state)
{
	static const enum nuisance_kind kinds[] = { NUISANCE_EXP, NUISANCE_LOG };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct trend trend = growing();

		trend.late_p = 0.5;
		add(&trend, kinds[i]);
		trend.rise_last_third = 32;
		expect(&trend, STATE_UNSURE, REASON_DECELERATING);
		trend.rise_last_third = 31.9;
		expect(&trend, STATE_FLAT, -1);
		trend.rise_last_third = 50;
		trend.judged_growth = 1000;
		expect(&trend, STATE_UNSURE, REASON_DECELERATING);
		trend.rise_last_third = 49.9;
		expect(&trend, STATE_FLAT, -1);
		trend.rise_last_third = 60;
		trend.noise = 30;
		expect(&trend, STATE_UNSURE, REASON_DECELERATING);
		trend.noise = 30.1;
		expect(&trend, STATE_FLAT, -1);
		trend.noise = 1;
		trend.judged_growth = 32;
		expect(&trend, STATE_UNSURE, REASON_DECELERATING);
		trend.judged_growth = 31.9;
		expect(&trend, STATE_FLAT, -1);
	}
}

static void test_late_bend(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.late_bend = true;
	trend.rise_from_low = 32;
	expect(&trend, STATE_UNSURE, REASON_LATE_BEND);
	trend.rise_from_low = 31.9;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
	trend.rise_from_low = 60;
	trend.noise = 20;
	expect(&trend, STATE_UNSURE, REASON_LATE_BEND);
	trend.noise = 20.1;
	expect(&trend, STATE_UNSURE, REASON_NEAR_MISS);
}

/* Fewer than twelve rounds: 1.3 goes and p below 0.25 are enough not to call it stable. */
static void test_short(void **state)
{
	struct trend trend = growing();

	(void)state;
	trend.judged_n = 11;
	trend.late_p = 0.2499;
	trend.growth_events_all = 1.3;
	expect(&trend, STATE_UNSURE, REASON_SHORT);
	trend.late_p = 0.25;
	expect(&trend, STATE_FLAT, -1);
	trend.late_p = 0.2499;
	trend.growth_events_all = 1.299;
	expect(&trend, STATE_FLAT, -1);
	trend.growth_events_all = 1.3;
	trend.judged_growth = 32;
	expect(&trend, STATE_UNSURE, REASON_SHORT);
	trend.judged_growth = 31.9;
	expect(&trend, STATE_FLAT, -1);
	trend.judged_growth = 32;
	trend.judged_n = 12;
	expect(&trend, STATE_FLAT, -1);
}

static void test_least_growth(void **state)
{
	(void)state;
	assert_true(verdict_floor(4, 4) == 32);
	assert_true(verdict_floor(4, 16) == 32);
	assert_true(verdict_floor(4, 17) == 34);
	assert_true(verdict_floor(64, 64) == 512);
}

/* Flat is believed of eight rounds. */
static void test_doubt(void **state)
{
	struct trend trend = growing();
	const struct judgement flat = { STATE_FLAT, -1, 0.5, 0.5 };

	(void)state;
	trend.n = 8;
	assert_int_equal(verdict_doubt(&trend, flat).state, STATE_FLAT);
	trend.n = 7;
	assert_int_equal(verdict_doubt(&trend, flat).state, STATE_UNSURE);
	assert_int_equal(verdict_doubt(&trend, flat).reason, REASON_INSENSITIVE);
}

/* A life whose footprint has that trend, private memory the same. */
static struct life_verdict verdict_of(struct process *process, const struct trend *footprint)
{
	const struct judgement grows = { STATE_GROW, -1, 0, 0 };
	struct trend trends[METRICS] = {
		[METRIC_FOOTPRINT] = *footprint, [METRIC_PRIVATE] = *footprint
	};
	const struct judgement judged[METRICS] = {
		[METRIC_FOOTPRINT] = grows, [METRIC_PRIVATE] = grows
	};
	const struct evidence life = { process, trends };
	const struct look look = { SHAPE_STEADY, 0, 0 };

	return verdict_life(&life, judged, &look, PRIVATE_SAYS_NOTHING, -1);
}

/* Of a process whose main thread has ended, what five rounds said before counts. */
static void test_dead_leader(void **state)
{
	struct trend trend = growing();
	struct process process = { .trouble = LIFE_DEAD_LEADER };

	(void)state;
	trend.n = 5;
	assert_int_equal(verdict_of(&process, &trend).verdict, VERDICT_LEAK);
	trend.n = 4;
	assert_int_equal(verdict_of(&process, &trend).reason, REASON_UNMEASURABLE);
	process.trouble = 0;
	assert_int_equal(verdict_of(&process, &trend).verdict, VERDICT_LEAK);
}

/* Four large falls make a saw-tooth. */
static void test_saw_tooth(void **state)
{
	struct process process = { .rounds = 60 };
	struct trend trends[METRICS] = { [METRIC_FOOTPRINT] = growing() };
	const struct judgement judged[METRICS] = { [METRIC_FOOTPRINT] = {
							   STATE_FLAT, -1, 0.5, 0.5 } };
	const struct evidence life = { &process, trends };

	(void)state;
	trends[METRIC_FOOTPRINT].large_falls = 4;
	assert_true(
		verdict_look(&life, judged, PRIVATE_SAYS_NOTHING, 32).flags & 1u << FLAG_SAWTOOTH);
	trends[METRIC_FOOTPRINT].large_falls = 3;
	assert_false(
		verdict_look(&life, judged, PRIVATE_SAYS_NOTHING, 32).flags & 1u << FLAG_SAWTOOTH);
}

/* Two lives of one process, of so many rounds each; late p of both 0.0006. The corrected ones. */
static void correct(size_t first_rounds, size_t second_rounds, struct corrected out[2])
{
	struct arena arena = { NULL, 0 };
	struct process items[2] = {
		{ .rounds = first_rounds, .first_life = 0, .next_life = 1 },
		{ .rounds = second_rounds, .first_life = 0, .next_life = SIZE_MAX },
	};
	const struct processes processes = { .items = items, .count = 2, .target_count = 2 };
	struct life_trends *trends = arena_take_array(&arena, 2, sizeof *trends);
	struct verdict_tests tests;

	for (size_t i = 0; i < 2; i++) {
		for (enum metric metric = 0; metric < METRICS; metric++)
			trends[i].metric[metric].limit = TREND_ABSENT;
		trends[i].metric[METRIC_FOOTPRINT] = growing();
		trends[i].metric[METRIC_FOOTPRINT].late_p = 0.0006;
	}
	memcpy(out, verdict_correct(&processes, trends, &arena, &tests), 2 * sizeof *out);
	arena_free(&arena);
}

/* Each life is a chance more to find something; short ones beside a longer one are left out. */
static void test_lives(void **state)
{
	struct corrected life[2];

	(void)state;
	correct(12, 12, life);
	assert_true(life[0].counts && life[1].counts);
	assert_true(life[0].metric[METRIC_FOOTPRINT] > 0.00119);
	correct(12, 11, life);
	assert_true(life[0].counts && !life[1].counts);
	assert_true(life[0].metric[METRIC_FOOTPRINT] < 0.00061);
	assert_true(life[1].metric[METRIC_FOOTPRINT] == 1);
	correct(11, 11, life);
	assert_true(life[0].counts && !life[1].counts);
	correct(10, 11, life);
	assert_true(!life[0].counts && life[1].counts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settles),
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_growth_events),
		cmocka_unit_test(test_falls_at_the_end),
		cmocka_unit_test(test_near_miss),
		cmocka_unit_test(test_floor),
		cmocka_unit_test(test_late_share),
		cmocka_unit_test(test_short_run),
		cmocka_unit_test(test_collections),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_decelerates),
		cmocka_unit_test(test_late_bend),
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_least_growth),
		cmocka_unit_test(test_doubt),
		cmocka_unit_test(test_dead_leader),
		cmocka_unit_test(test_saw_tooth),
		cmocka_unit_test(test_lives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
