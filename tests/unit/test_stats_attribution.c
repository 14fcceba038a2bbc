/* test_stats_attribution.c - growth by an action against growth by time, and the p of orders drawn
 * anew. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/stats/attribution.h"
#include "analyze/stats/attribution_blocks.h"
#include "analyze/stats/method.h"
#include "analyze/stats/trend.h"

enum { N = 201, BLOCK = 4 };

/* A made run: readings 0 .. N - 1, one a round; the arms of the blocks are drawn from the seed. */
struct made {
	double x[N], y[N];
	size_t at[N];
	struct attribution_round round[N];
	struct points points;
	struct attribution_design design;
};

/* In a variable: where registers hold more than a double (i386), the literal is another number. */
static const double level = 0.001;

static uint64_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static double noise(uint64_t *state)
{
	return (double)(next(state) >> 11) * 0x1p-53 - 0.5;
}

/* Each action of arm 0 leaks, each round adds time; noise of that width. */
static void make(
	struct made *made, size_t arms, double leak, double time, double width, uint64_t seed)
{
	double leaked = 0;
	int arm = ATTRIBUTION_CONTROL;

	for (int i = 0; i < 20; i++)
		next(&seed);
	for (size_t i = 0; i < N; i++) {
		if (i % BLOCK == 1)
			arm = (int)(next(&seed) >> 33) % (int)(arms + 1) - 1;
		made->round[i] = (struct attribution_round){ i ? arm : ATTRIBUTION_NO_ARM, 1.0,
			(uint32_t)((i + BLOCK - 1) / BLOCK) };
		leaked += i && arm == 0 ? leak : 0;
		made->x[i] = (double)(made->at[i] = i);
		made->y[i] = 5000 + leaked + time * (double)i + width * noise(&seed);
	}
	made->points = (struct points){ N, made->x, made->y };
	made->design = (struct attribution_design){ arms, true, false, N, made->round, made->at,
		0.001, METHOD_DRAWS, false };
}

static void test_by_action(void **state)
{
	static struct made made;
	struct attribution out;

	(void)state;
	make(&made, 1, 24, 0, 8, 11);
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(fabs(out.arm[0].slope - 24) < 0.5);
	assert_true(out.arm[0].low < 24 && 24 < out.arm[0].high);
	assert_true(out.arm[0].drawable);
	assert_true(fabs(out.arm[0].p - 1.0 / (METHOD_DRAWS + 1)) < 1e-12);
	assert_true(out.time.low < 0 && 0 < out.time.high);
	assert_true(fabs(out.arm[0].times + out.time.times - (N - 1)) < 1e-9);
	assert_int_equal(out.arm[0].blocks, (N - 1) / BLOCK);
}

static void test_by_time(void **state)
{
	static struct made made;
	struct attribution out;

	(void)state;
	make(&made, 1, 0, 24, 8, 11);
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(fabs(out.time.slope - 24) < 0.5);
	assert_true(out.time.p < 1e-6);
	assert_true(out.arm[0].p > 0.01);
}

static void test_the_first_of_three(void **state)
{
	static struct made made;
	struct attribution out;

	(void)state;
	make(&made, 3, 24, 5, 8, 5);
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(out.arm[0].p <= level);
	assert_true(out.arm[1].p > 0.01 && out.arm[2].p > 0.01);
	assert_true(fabs(out.arm[0].slope - 24) < 1 && fabs(out.time.slope - 5) < 1);
}

/* The same numbers each time, and none of them depends on the level of the series. */
static void test_the_same_each_time(void **state)
{
	static struct made made;
	struct attribution once, again;

	(void)state;
	make(&made, 1, 1, 0, 40, 3);
	assert_true(attribution_fit(&made.points, &made.design, &once));
	assert_true(attribution_fit(&made.points, &made.design, &again));
	assert_memory_equal(&once, &again, sizeof once);
	for (size_t i = 0; i < N; i++)
		made.y[i] += 1048576;
	assert_true(attribution_fit(&made.points, &made.design, &again));
	assert_true(fabs(once.arm[0].p - again.arm[0].p) < 1e-12);
	assert_true(fabs(once.arm[0].slope - again.arm[0].slope) < 1e-6);
}

/* The test is exact: of 200 runs whose action does nothing, one in twenty has a p up to .05. */
static void test_level(void **state)
{
	static struct made made;
	struct attribution out;
	size_t blamed = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 200; seed++) {
		make(&made, 1, 0, 10, 100, seed * 7919);
		made.design.draws = 99;
		assert_true(attribution_fit(&made.points, &made.design, &out));
		blamed += out.arm[0].p <= 0.05;
	}
	/* 10 are expected; 3 and 20 are beyond 99 % of the binomial distribution */
	assert_true(blamed >= 3 && blamed <= 20);
}

static void test_too_few_blocks(void **state)
{
	static struct made made;
	struct attribution out;

	(void)state;
	make(&made, 1, 24, 0, 8, 11);
	made.points.n = made.design.round_count = 12 * BLOCK + 1;
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_false(out.arm[0].drawable);
	assert_true(out.arm[0].p >= 1);
	/* C(12, 6) = 924, C(13, 6) = 1716; C(4, 2) = 6, C(5, 2) = 10, C(6, 3) = 20 */
	assert_int_equal(attribution_blocks_needed(0.001), 13);
	assert_int_equal(attribution_blocks_needed(0.05), 6);
	made.points.n = METHOD_MODEL_ROUNDS - 1;
	assert_false(attribution_fit(&made.points, &made.design, &out));
}

/* Readings that are missing: what was done between two of them counts at the second. */
static void test_gaps(void **state)
{
	static struct made made;
	struct attribution out;
	size_t n = 0;

	(void)state;
	make(&made, 1, 24, 0, 8, 11);
	for (size_t i = 0; i < N; i++) {
		if (i % 5 == 2)
			continue;
		made.x[n] = made.x[i];
		made.y[n] = made.y[i];
		made.at[n++] = i;
	}
	made.points.n = n;
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(fabs(out.arm[0].slope - 24) < 0.5);
}

/* One action that ran 0 to 3 times a round, without a control: the times tell. */
static void test_times_vary(void **state)
{
	static struct made made;
	struct attribution out;
	uint64_t seed = 99;
	double leaked = 0;

	(void)state;
	make(&made, 1, 0, 10, 8, 11);
	for (size_t i = 0; i < N; i++) {
		made.round[i].arm = 0;
		made.round[i].times = (double)(next(&seed) % 4);
		leaked += i ? 6 * made.round[i].times : 0;
		made.y[i] += leaked;
	}
	made.design.control = false;
	made.design.varies = made.design.times_vary = true;
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(fabs(out.arm[0].slope - 6) < 0.5);
	assert_true(fabs(out.time.slope - 10) < 1);
	assert_true(out.arm[0].p <= level);
}

/* Two actions that run now more often, now less, without a control: time can be told, and the
 * blocks of one change places with those of the other. */
static void test_two_vary(void **state)
{
	static struct made made;
	struct attribution out;
	uint64_t seed = 99;
	double leaked = 0;

	(void)state;
	make(&made, 2, 0, 10, 8, 11);
	made.design.control = false;
	made.design.times_vary = true;
	for (size_t i = 0; i < N; i++) {
		if (i % BLOCK == 1 || !i)
			made.round[i].arm = (int)(next(&seed) >> 33) % 2;
		else
			made.round[i].arm = made.round[i - 1].arm;
		made.round[i].times = 1 + (double)(next(&seed) % 4);
		leaked += i && !made.round[i].arm ? 6 * made.round[i].times : 0;
		made.y[i] += leaked;
	}
	assert_true(attribution_fit(&made.points, &made.design, &out));
	assert_true(fabs(out.arm[0].slope - 6) < 0.5);
	assert_true(fabs(out.arm[1].slope) < 0.5);
	assert_true(fabs(out.time.slope - 10) < 1.5);
	assert_true(out.arm[0].drawable && out.arm[1].drawable);
	assert_int_equal(out.arm[0].blocks, (N - 1) / BLOCK);
	assert_true(out.arm[0].p <= level);
	assert_true(out.arm[1].p > 0.05);
}

/* Longer runs are fitted as means of neighbours: the growth is the same. */
static void test_long(void **state)
{
	enum { LONG = 3000 };
	static double x[LONG], y[LONG];
	static size_t at[LONG];
	static struct attribution_round round[LONG];
	struct attribution_design design = { 1, true, false, LONG, round, at, 0.001, 999, false };
	struct points points = { LONG, x, y };
	struct attribution out;
	uint64_t seed = 4;
	double leaked = 0;

	(void)state;
	for (size_t i = 0; i < LONG; i++) {
		if (i % BLOCK == 0)
			round[i].arm = (int)(next(&seed) >> 33) % 2 - 1;
		else
			round[i].arm = round[i - 1].arm;
		round[i].times = 1;
		round[i].block = (uint32_t)(i / BLOCK);
		leaked += i && round[i].arm == 0 ? 2 : 0;
		x[i] = (double)(at[i] = i);
		y[i] = leaked + 20 * noise(&seed);
	}
	assert_true(attribution_fit(&points, &design, &out));
	assert_true(fabs(out.arm[0].slope - 2) < 0.1);
	assert_true(out.arm[0].p <= level);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_action),
		cmocka_unit_test(test_by_time),
		cmocka_unit_test(test_the_first_of_three),
		cmocka_unit_test(test_the_same_each_time),
		cmocka_unit_test(test_level),
		cmocka_unit_test(test_too_few_blocks),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_times_vary),
		cmocka_unit_test(test_two_vary),
		cmocka_unit_test(test_long),
	};

	trend_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
