/* test_stats_pulse.c - what is a pulse and what is none: length, height, edges, return, number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "analyze/stats/pulse.h"

enum { ROUNDS = 100, LONGEST = ROUNDS / 20 };
static const double page_floor = 32;

static double level[ROUNDS];
static bool marked[ROUNDS];

/* A slow leak in pages: what a pulse must be found in. */
static void begin(void)
{
	memset(marked, 0, sizeof marked);
	for (size_t i = 0; i < ROUNDS; i++)
		level[i] = 5000 + 4 * (double)(i / 3);
}

static void add(size_t from, size_t rounds, double kib)
{
	for (size_t i = from; i < from + rounds; i++)
		level[i] += kib;
}

static size_t find(void)
{
	double work[ROUNDS];

	return pulse_find(ROUNDS, level, page_floor, marked, work);
}

static void length(void **state)
{
	(void)state;
	for (size_t rounds = 1; rounds <= LONGEST + 1; rounds++) {
		begin();
		add(60, rounds, -1000);
		assert_int_equal(find(), rounds <= LONGEST ? rounds : 0);
		for (size_t i = 0; i < ROUNDS; i++)
			assert_int_equal(
				marked[i], rounds <= LONGEST && i >= 60 && i < 60 + rounds);
	}
}

static void height(void **state)
{
	(void)state;
	begin();
	assert_int_equal(find(), 0);
	add(60, 2, 60);
	assert_int_equal(find(), 2);
	begin();
	add(60, 2, 24);
	assert_int_equal(find(), 0);
}

/* Noise of 40 KiB hides what stands out from a quiet series. */
static void noise(void **state)
{
	(void)state;
	for (size_t kib = 100; kib <= 1000; kib += 900) {
		begin();
		for (size_t i = 0; i < ROUNDS; i++)
			level[i] += 10 * (double)(i * 7919 % 9) - 40;
		add(60, 2, (double)kib);
		assert_int_equal(find(), kib == 1000 ? 2 : 0);
	}
}

/* A fill that ends in a collection, and a collection that is filled up again, have one edge. */
static void one_edge(void **state)
{
	(void)state;
	begin();
	for (size_t i = 0; i < 4; i++)
		level[60 + i] += 250 * (double)(i + 1);
	assert_int_equal(find(), 0);
	begin();
	for (size_t i = 0; i < 4; i++)
		level[60 + i] -= 250 * (double)(4 - i);
	assert_int_equal(find(), 0);
}

static void no_return(void **state)
{
	(void)state;
	begin();
	add(60, ROUNDS - 60, 1000);
	assert_int_equal(find(), 0);
	add(80, 3, 500);
	assert_int_equal(find(), 3);
	/* most of it stays */
	begin();
	add(60, ROUNDS - 60, 400);
	add(60, 3, 600);
	assert_int_equal(find(), 0);
}

/* Two readings must show the return; before the first there is none. */
static void ends(void **state)
{
	(void)state;
	begin();
	add(ROUNDS - 3, 1, 1000);
	assert_int_equal(find(), 1);
	begin();
	add(ROUNDS - 2, 1, 1000);
	assert_int_equal(find(), 0);
	begin();
	add(0, 1, 1000);
	assert_int_equal(find(), 0);
	begin();
	add(1, 1, 1000);
	assert_int_equal(find(), 1);
}

/* Where pulses are many they are how the process works. */
static void many(void **state)
{
	(void)state;
	begin();
	for (size_t i = 0; i < LONGEST; i++)
		add(10 + 15 * i, 1, 1000);
	assert_int_equal(find(), LONGEST);
	add(90, 1, 1000);
	assert_int_equal(find(), 0);
	for (size_t i = 0; i < ROUNDS; i++)
		assert_false(marked[i]);
}

static void few_points(void **state)
{
	double work[ROUNDS];

	(void)state;
	for (size_t n = 11; n <= 12; n++) {
		begin();
		add(5, 1, 1000);
		assert_int_equal(pulse_find(n, level, page_floor, marked, work), n == 12);
	}
	assert_int_equal(pulse_find(0, level, page_floor, marked, work), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(length),
		cmocka_unit_test(height),
		cmocka_unit_test(noise),
		cmocka_unit_test(one_edge),
		cmocka_unit_test(no_return),
		cmocka_unit_test(ends),
		cmocka_unit_test(many),
		cmocka_unit_test(few_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
