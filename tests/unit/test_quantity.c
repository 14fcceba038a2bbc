/* test_quantity.c - numbers of the command line and of gate files: what is one, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "analyze/base/nearest.h"
#include "analyze/quantity.h"

static void counts(void **state)
{
	uint64_t value = 7;

	(void)state;
	assert_false(quantity_count(span_of("2"), 3, 5, &value));
	assert_false(quantity_count(span_of("6"), 3, 5, &value));
	assert_false(quantity_count(span_of("4x"), 3, 5, &value));
	assert_int_equal(value, 7);
	assert_true(quantity_count(span_of("3"), 3, 5, &value) && value == 3);
	assert_true(quantity_count(span_of("5"), 3, 5, &value) && value == 5);
}

static void probabilities(void **state)
{
	static const struct {
		const char *text;
		double value; /* 0: it is none */
	} rows[] = {
		{ "0.001", 0.001 },
		{ "1e-3", 0.001 },
		{ "5e-1", 0.5 },
		{ "0.05e1", 0.5 },
		{ ".5", 0.5 },
		{ "0.999", 0.999 },
		{ "0", 0 },
		{ "1", 0 },
		{ "1e0", 0 },
		{ "-0.5", 0 },
		{ "1e-301", 0 },
		{ "e-3", 0 },
		{ "1e", 0 },
		{ "1e--3", 0 },
		{ "0.5 ", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double value = 7;
		bool good = quantity_probability(span_of(rows[i].text), &value);

		if (good != (rows[i].value > 0) || fabs(value - (good ? rows[i].value : 7)) > 1e-15)
			fail_msg("%s: %d, %g", rows[i].text, good, value);
	}
}

/* Rates, in a run whose rounds take ten seconds. */
static void rates(void **state)
{
	static const struct {
		const char *text;
		double per_round; /* KiB; < 0: it is no rate */
	} rows[] = {
		{ "4K/round", 4 },
		{ "1M/round", 1024 },
		{ "0.5G/round", 512 * 1024 },
		{ "2K/s", 20 },
		{ "6K/m", 1 },
		{ "1M/h", 1024.0 * 10 / 3600 },
		{ "1M/d", 1024.0 * 10 / 86400 },
		{ "0K/round", 0 },
		{ "100B/round", 100.0 / 1024 },
		{ "1024B/s", 10 },
		{ "30K/5min", 1 },
		{ "1M/1d", 1024.0 * 10 / 86400 },
		{ "8K/2round", 4 },
		{ "4KiB/round", 4 },
		{ "1MiB/hour", 1024.0 * 10 / 3600 },
		{ "1GiB/day", 1024.0 * 1024 * 10 / 86400 },
		{ "6K/minute", 1 },
		{ "iB/round", -1 },
		{ "4TiB/round", -1 },
		{ "4K/0round", -1 },
		{ "4K/5", -1 },
		{ "4K/-1d", -1 },
		{ "B/round", -1 },
		{ "4/round", -1 },
		{ "K/round", -1 },
		{ "4K", -1 },
		{ "4K/", -1 },
		{ "4K/rounds", -1 },
		{ "-4K/round", -1 },
		{ "4T/round", -1 },
		{ "4k/round", -1 },
		{ "/round", -1 },
		{ "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct rate rate = { 0 };
		double per_round = quantity_rate(span_of(rows[i].text), &rate)
					   ? quantity_per_round(&rate, 10)
					   : -1;

		if (fabs(per_round - rows[i].per_round) > 1e-9)
			fail_msg("%s: %g", rows[i].text, per_round);
	}
}

static void near_words(void **state)
{
	static const struct {
		const char *word, *best;
	} rows[] = { { "bugdet", "budget" }, { "budgte", "budget" }, { "formt", "format" },
		{ "jnuit", "junit" }, { "xyz", "" }, { "", "" }, { "a", "" },
		{ "budget", "budget" }, { "buxxxx", "" } };
	static const char *const words[] = { "budget", "format", "junit", "jobs" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct nearest nearest = nearest_begin(span_of(rows[i].word));

		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			nearest_offer(&nearest, span_of(words[k]));
		assert_true(span_is(nearest.best, rows[i].best));
	}
}

/* A rate by time says nothing of a run without times, one by round does. */
static void without_times(void **state)
{
	struct rate rate = { 0 };

	(void)state;
	assert_true(quantity_per_round(&rate, 10) < 0);
	assert_true(quantity_rate(span_of("1M/h"), &rate));
	assert_true(quantity_per_round(&rate, 0) < 0);
	assert_true(quantity_rate(span_of("4K/round"), &rate));
	assert_true(quantity_per_round(&rate, 0) == 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(counts),
		cmocka_unit_test(probabilities), cmocka_unit_test(rates),
		cmocka_unit_test(near_words), cmocka_unit_test(without_times) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
