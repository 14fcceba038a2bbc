/* test_stats_walk.c - what comes and goes by chance is told from what has an aim. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/stats/walk.h"

enum { POINTS = 200 };

/* The sum of eight bits less four: -4 to 4, 0 in the mean. */
static double step(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return (double)__builtin_popcount(*state & 0xff) - 4.0;
}

struct made {
	double x[POINTS], y[POINTS];
};

/* A line, and about it a walk, or noise that returns to it. */
static struct made make(uint32_t seed, double slope, double walk, double noise)
{
	struct made made;
	double at = 1000.0;

	for (size_t i = 0; i < POINTS; i++) {
		at += walk * step(&seed);
		made.x[i] = (double)i;
		made.y[i] = at + slope * (double)i + noise * step(&seed);
	}
	return made;
}

static bool may_be(const struct made *made, size_t n)
{
	return walk_explains(n, made->x, made->y);
}

static void lines(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 200; seed++) {
		struct made line = make(seed, 0.5, 0.0, 0.0), noisy = make(seed, 0.05, 0.0, 1.0),
			    aims = make(seed, 1.0, 1.0, 0.0);

		assert_false(may_be(&line, POINTS));
		assert_false(may_be(&noisy, POINTS));
		assert_false(may_be(&aims, POINTS));
	}
}

/* One in a hundred rises by more than the bound, and as many look like noise; three in a hundred at
 * most. */
static void walks(void **state)
{
	int found = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= 1000; seed++) {
		struct made walk = make(seed * 2654435761u, 0.0, 1.0, 0.0);

		found += may_be(&walk, POINTS);
	}
	assert_true(found >= 960 && found < 1000);
}

/* What only comes is no walk, however unevenly: late, ever faster, or in bursts. */
static void only_comes(void **state)
{
	uint32_t seed = 5;
	struct made late, faster, bursts;

	(void)state;
	for (size_t i = 0; i < POINTS; i++) {
		late.x[i] = faster.x[i] = bursts.x[i] = (double)i;
		late.y[i] = i < 130 ? 0.0 : (double)(i - 130);
		faster.y[i] = pow(2.0, (double)i / 20.0);
		bursts.y[i] = i == 0 ? 0.0 : bursts.y[i - 1] + (step(&seed) > 1.0 ? 8.0 : 0.0);
	}
	assert_false(may_be(&late, POINTS));
	assert_false(may_be(&faster, POINTS));
	assert_false(may_be(&bursts, POINTS));
}

/* The first tenth is start-up; and of few points nothing is said. */
static void start(void **state)
{
	struct made walk = make(3, 0.0, 1.0, 0.0), line = make(7, 1.0, 0.0, 0.0);

	(void)state;
	assert_true(may_be(&walk, 24));
	assert_false(may_be(&walk, 23));
	for (size_t i = 0; i < POINTS / 10; i++)
		line.y[i] = i % 2 ? 5000.0 : -5000.0;
	assert_false(may_be(&line, POINTS));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(walks),
		cmocka_unit_test(only_comes), cmocka_unit_test(start) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
