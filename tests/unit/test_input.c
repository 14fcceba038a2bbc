/* test_input.c - names of members, events, run.info, quantities of the command line, text as copying leaves it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/input/member_name.h"
#include "analyze/input/run_events.h"
#include "analyze/parse/parse_text.h"
#include "analyze/quantity.h"

static void test_names(void **state)
{
	static const struct {
		const char *path, *folder;
		bool has_round;
		uint32_t round;
		enum kind kind;
	} rows[] = {
		{ "x.run/0000-20261123T051600.123Z.ps", "x.run", true, 0, KIND_PS },
		{ "./a/b/12345-20261123T051600.123Z.smaps_rollup", "a/b", true, 12345, KIND_SMAPS_ROLLUP },
		{ "0007-20261123T051600.123Z.events", "", true, 7, KIND_EVENTS },
		{ "/etc/0001-20261123T051600.123Z.status", "/etc", true, 1, KIND_STATUS },
		{ "../../0001-20261123T051600.123Z.pmap", "../..", true, 1, KIND_PMAP },
		{ "001-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "99999999999-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-20261323T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-20261123T051600.123Z.nosuch", "", true, 1, KIND_NONE },
		{ ".0001-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-.ps", "", false, 0, KIND_NONE }, { "", "", false, 0, KIND_NONE }, { "////", "", false, 0, KIND_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct member_name name;

		member_name_read(span_of(rows[i].path), &name);
		assert_int_equal(name.has_round, rows[i].has_round);
		assert_int_equal(name.kind, rows[i].kind);
		assert_true(span_is(name.folder, rows[i].folder));
		if (rows[i].has_round)
			assert_int_equal(name.round, rows[i].round);
	}
}

static void test_time(void **state)
{
	(void)state;
	assert_int_equal(member_name_time(span_of("19700101T000000.000Z")), 0);
	assert_int_equal(member_name_time(span_of("20261123T051600.123Z")), 1795411 * (int64_t)1000000 - 40000 + 123);
	assert_int_equal(member_name_time(span_of("20380119T031408.000Z")), (int64_t)2147483648 * 1000);
	assert_int_equal(member_name_time(span_of("20240229T235959.999Z")), (int64_t)1709251199999);
	assert_int_equal(member_name_time(span_of("20261123T051600Z")), -1);
	assert_int_equal(member_name_time(span_of("20261123T251600.123Z")), -1);
}

static void test_loose_names(void **state)
{
	static const struct {
		const char *name;
		bool found, is_date;
		uint64_t number;
	} rows[] = {
		{ "ps.1", true, false, 1 }, { "status_0012", true, false, 12 }, { "pmap-20260101.txt", true, true, 20260101 },
		{ "ps-2026-01-02_03:04.log", true, true, 202601020304 }, { "ps.txt", false, false, 0 }, { "", false, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint64_t number = 0;
		bool is_date = false;

		assert_int_equal(member_name_number(span_of(rows[i].name), &number, &is_date), rows[i].found);
		if (!rows[i].found)
			continue;
		assert_int_equal(number, rows[i].number);
		assert_int_equal(is_date, rows[i].is_date);
	}
}

struct counted {
	int rounds, others;
	int64_t uptime;
};

static void count_event(void *context, const struct run_event *event)
{
	struct counted *counted = context;

	if (span_is(event->event, "round")) {
		counted->rounds++;
		counted->uptime = event->uptime_ms;
	} else {
		counted->others++;
	}
}

static void test_events(void **state)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct counted counted = { 0, 0, 0 };

	(void)state;
	notes_file(&notes, span_of("events.tsv"));
	run_events_read(span_of("20261123T051600.123Z\t5\t\tstart\tntpd\n20261123T051600.123Z\t42\t0\tround\t\nnoise\n"
		"20261123T051600.123Z\tx\t1\tround\t\n20261123T051600.123Z\t43\t1\trou"), &notes, count_event, &counted);
	assert_int_equal(counted.rounds, 1);
	assert_int_equal(counted.others, 1);
	assert_int_equal(counted.uptime, 42);
	assert_int_equal(notes.count, 3);
	arena_free(&arena);
}

static void test_quantities(void **state)
{
	struct rate rate = { .given = false };
	double value;

	(void)state;
	assert_true(quantity_rate(span_of("4K/round"), &rate) && rate.per == RATE_PER_ROUND);
	assert_true(quantity_per_round(&rate, 0) > 3.99 && quantity_per_round(&rate, 0) < 4.01);
	assert_true(quantity_rate(span_of("1.5M/h"), &rate) && rate.per == RATE_PER_SECOND);
	assert_true(quantity_per_round(&rate, 3600) > 1535 && quantity_per_round(&rate, 3600) < 1537);
	assert_true(quantity_per_round(&rate, 0) < 0);
	assert_false(quantity_rate(span_of("4/round"), &rate));
	assert_false(quantity_rate(span_of("K/round"), &rate));
	assert_false(quantity_rate(span_of("4K/y"), &rate));
	assert_false(quantity_rate(span_of("-4K/s"), &rate));
	assert_true(quantity_probability(span_of("1e-6"), &value) && value > 0.9e-6 && value < 1.1e-6);
	assert_false(quantity_probability(span_of("1"), &value));
	assert_false(quantity_probability(span_of("0"), &value));
}

static void test_damaged_text(void **state)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	static const char utf16[] = "\xff\xfe" "a\0\xe9\0\r\0\n\0=\xd8\x00\xde";

	(void)state;
	notes_file(&notes, span_of("file"));
	assert_true(span_is(parse_text_prepare(span_of("\xef\xbb\xbfps"), &arena, &notes), "ps"));
	assert_true(span_is(parse_text_prepare((struct span){ utf16, sizeof utf16 - 1 }, &arena, &notes), "a\xc3\xa9\r\n\xf0\x9f\x98\x80"));
	assert_int_equal(notes.count, 0);
	assert_true(span_is(parse_text_prepare((struct span){ "one\nVmR\0\0\0two\n", 14 }, &arena, &notes), "one\n\ntwo\n"));
	assert_int_equal(notes.count, 1);
	assert_int_equal(notes.items[0].line, 2);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_names), cmocka_unit_test(test_time), cmocka_unit_test(test_loose_names),
		cmocka_unit_test(test_events), cmocka_unit_test(test_quantities), cmocka_unit_test(test_damaged_text) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
