/* test_input.c - names of members, events, run.info, quantities of the command line, text as
 * copying leaves it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/input/member_name.h"
#include "analyze/cells/name_number.h"
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
		{ "./a/b/12345-20261123T051600.123Z.smaps_rollup", "a/b", true, 12345,
			KIND_SMAPS_ROLLUP },
		{ "0007-20261123T051600.123Z.events", "", true, 7, KIND_EVENTS },
		{ "/etc/0001-20261123T051600.123Z.status", "/etc", true, 1, KIND_STATUS },
		{ "../../0001-20261123T051600.123Z.pmap", "../..", true, 1, KIND_PMAP },
		{ "001-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "99999999999-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-20261323T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-20261123T051600.123Z.nosuch", "", true, 1, KIND_NONE },
		{ ".0001-20261123T051600.123Z.ps", "", false, 0, KIND_NONE },
		{ "0001-.ps", "", false, 0, KIND_NONE },
		{ "", "", false, 0, KIND_NONE },
		{ "////", "", false, 0, KIND_NONE },
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
	assert_int_equal(member_name_time(span_of("20261123T051600.123Z")),
		1795411 * (int64_t)1000000 - 40000 + 123);
	assert_int_equal(
		member_name_time(span_of("20380119T031408.000Z")), (int64_t)2147483648 * 1000);
	assert_int_equal(member_name_time(span_of("20240229T235959.999Z")), (int64_t)1709251199999);
	assert_int_equal(member_name_time(span_of("20161231T235960.000Z")), INT64_C(1483228800000));
	assert_int_equal(member_name_time(span_of("20161231T235961.000Z")), -1);
	assert_int_equal(member_name_time(span_of("20261123T051600Z")), -1);
	assert_int_equal(member_name_time(span_of("20261123T251600.123Z")), -1);
}

static void test_loose_names(void **state)
{
	/* 1767322980 is 2026-01-02 03:03 UTC */
	static const struct {
		const char *name;
		bool found;
		uint64_t number, first;
		int64_t time_s;
	} rows[] = {
		{ "ps.txt", false, 0, 0, -1 },
		{ "", false, 0, 0, -1 },
		{ "ps.1", true, 1, 1, -1 },
		{ "status_0012", true, 12, 12, -1 },
		{ "12", true, 12, 12, -1 },
		{ "pmap-4711-10.txt", true, 10, 4711, -1 },
		{ "pmap-10-4711.txt", true, 4711, 10, -1 },
		{ "ps.5.v2", true, 2, 5, -1 },
		{ "pmap-20260102.txt", true, 0, 20260102, 1767312000 },
		{ "pmap-20260102-7.txt", true, 7, 20260102, 1767312000 },
		{ "ps-2026-01-02_03:03.log", true, 0, 2026, 1767322980 },
		{ "ps-2026-1-2 03.03.00.log", true, 0, 2026, 1767322980 },
		{ "ps-2026-01-02T03:03:07Z", true, 0, 2026, 1767322987 },
		{ "ps-20260102T030307", true, 0, 20260102, 1767322987 },
		{ "ps_202601020303", true, 0, 202601020303, 1767322980 },
		{ "ps_20260102030307_4711", true, 4711, 20260102030307, 1767322987 },
		{ "20260102-0303", true, 0, 20260102, 1767322980 },
		{ "node7-20260102_0303.ps", true, 0, 7, 1767322980 },
		{ "ps-02.01.2026", true, 0, 2, 1767312000 },
		{ "ps-02-01-2026", true, 2026, 2, -1 },
		{ "ps-1767322980", true, 0, 1767322980, 1767322980 },
		{ "ps-1767322980.000000000", true, 0, 1767322980, 1767322980 },
		{ "ps-1767322980000", true, 0, 1767322980000, 1767322980 },
		{ "ps-20261301", true, 20261301, 20261301, -1 },
		{ "ps-20260102-99:99", true, 99, 20260102, -1 },
		{ "25Nov2026_ps.txt", true, 0, 25, 1795564800 },
		{ "ps-25-nov-2026", true, 0, 25, 1795564800 },
		{ "ps_25Nov2026_0102", true, 0, 25, 1795568520 },
		{ "ps.25-November-2026-01:02:52.7", true, 7, 25, 1795568572 },
		{ "ps-Wed Nov 25 01:02:52 UTC 2026", true, 0, 25, 1795568572 },
		{ "ps-Thu Nov  5 01:02:52 CET 2026.txt", true, 0, 5, 1793840572 },
		{ "Wed_Nov_25_01:02:52_PM_UTC_2026", true, 0, 25, 1795611772 },
		{ "ps Wed 25 Nov 2026 01:02:52 PM UTC", true, 0, 25, 1795611772 },
		{ "ps-Wed 25 Nov 2026 12:00:00 AM", true, 0, 25, 1795564800 },
		{ "ps.Nov-25-2026", true, 0, 25, 1795564800 },
		{ "ps-Nov-25-2026-01:02", true, 0, 25, 1795568520 },
		{ "ps-Nov25", true, 25, 25, -1 },
		{ "codec25-2026", true, 2026, 25, -1 },
		{ "31Feb", true, 31, 31, -1 },
		{ "ps-sep-2026", true, 2026, 2026, -1 },
		{ "25Janus2026", true, 2026, 25, -1 },
		{ "Nov", false, 0, 0, -1 },
		{ "ps-1.2.3.4", true, 4, 1, -1 },
		{ "123456789012345678901234567890", true, 345678901234567890, 345678901234567890,
			-1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct name_number number = name_number(span_of(rows[i].name));

		assert_int_equal(number.found, rows[i].found);
		assert_int_equal(number.number, rows[i].number);
		assert_int_equal(number.first, rows[i].first);
		assert_int_equal(number.time_ms, rows[i].time_s < 0 ? -1 : rows[i].time_s * 1000);
	}
	assert_true(name_is_number(span_of("0001")));
	assert_true(name_is_number(span_of("2026-01-02T03:03:07Z")));
	assert_true(name_is_number(span_of("round1")));
	assert_true(name_is_number(span_of("snap_2026-01-02")));
	assert_false(name_is_number(span_of("host1")));
	assert_false(name_is_number(span_of("-")));
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
	run_events_read(
		span_of("20261123T051600.123Z\t5\t\tstart\tntpd\n20261123T051600.123Z\t42\t0\tround\t\nnoise\n"
			"20261123T051600.123Z\tx\t1\tround\t\n20261123T051600.123Z\t43\t1\trou"),
		&notes, count_event, &counted);
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
	assert_true(
		quantity_per_round(&rate, 3600) > 1535 && quantity_per_round(&rate, 3600) < 1537);
	assert_true(quantity_per_round(&rate, 0) < 0);
	assert_false(quantity_rate(span_of("4/round"), &rate));
	assert_false(quantity_rate(span_of("K/round"), &rate));
	assert_false(quantity_rate(span_of("4K/y"), &rate));
	assert_false(quantity_rate(span_of("-4K/s"), &rate));
	assert_true(
		quantity_probability(span_of("1e-6"), &value) && value > 0.9e-6 && value < 1.1e-6);
	assert_false(quantity_probability(span_of("1"), &value));
	assert_false(quantity_probability(span_of("0"), &value));
}

static void test_damaged_text(void **state)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	static const char utf16[] = "\xff\xfe"
				    "a\0\xe9\0\r\0\n\0=\xd8\x00\xde";

	(void)state;
	notes_file(&notes, span_of("file"));
	assert_true(span_is(parse_text_prepare(span_of("\xef\xbb\xbfps"), &arena, &notes), "ps"));
	assert_true(span_is(
		parse_text_prepare((struct span){ utf16, sizeof utf16 - 1 }, &arena, &notes),
		"a\xc3\xa9\r\n\xf0\x9f\x98\x80"));
	assert_int_equal(notes.count, 0);
	/* a hole is a line of its own, but where nothing is lost in it */
	assert_true(span_equal(
		parse_text_prepare((struct span){ "one\nVmR\0\0\0two\n", 14 }, &arena, &notes),
		(struct span){ "one\n\0\ntwo\n", 10 }));
	assert_int_equal(notes.count, 1);
	assert_true(span_is(
		parse_text_prepare((struct span){ "one\n\0\0", 6 }, &arena, &notes), "one\n\n"));
	assert_true(
		span_equal(parse_text_prepare((struct span){ "\0\n\0\n\0x", 6 }, &arena, &notes),
			(struct span){ "\0\n\n\0\n\n\0\nx", 9 }));
	assert_int_equal(notes.items[0].line, 2);
	arena_free(&arena);
}

/* Lines are told as an editor counts them: a hole ends no line of the file, whatever stands in its
 * place for the parsers. */
static void test_lines_with_holes(void **state)
{
	static const char text[] = "one\nVmR\0\0\0two\n\0\0three\n\0four\0\nfive\n";
	static const char seen[] = "one\n\0\ntwo\n\0\nthree\n\0\n\0\n\nfive\n";
	static const uint64_t wanted[] = { 2, 3, 4, 4,
		/* the holes' own; then a note on each line that parsers see */ 1, 2, 2, 3, 3, 4, 4,
		4, 5 };
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct span left;

	(void)state;
	notes_file(&notes, span_of("file"));
	left = parse_text_prepare((struct span){ text, sizeof text - 1 }, &arena, &notes);
	assert_true(span_equal(left, (struct span){ seen, sizeof seen - 1 }));
	for (uint64_t line = 1; line <= 9; line++)
		notes_add(&notes, line, "told");
	assert_int_equal(notes.count, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < notes.count; i++)
		assert_int_equal(notes.items[i].line, wanted[i]);
	notes_file(&notes, span_of("another"));
	notes_add(&notes, 3, "told");
	assert_int_equal(notes.items[notes.count - 1].line, 3);
	arena_free(&arena);
}

/* Wherever a text is cut in two parts, its holes are taken out alike. */
static void test_holes_in_parts(void **state)
{
	static const char text[] = "one\nVmR\0\0\0two\n\0\0three\n\0four\0\nfive\n\0";
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct span whole = { text, sizeof text - 1 }, wanted;

	(void)state;
	notes_file(&notes, span_of("file"));
	wanted = parse_text_prepare(whole, &arena, &notes);
	assert_int_equal(notes.count, 5);
	for (size_t cut = 0; cut <= whole.len; cut++) {
		char out[3 * sizeof text + 2];
		struct parse_holes holes = { .out = out };

		parse_holes_take(&holes, (struct span){ text, cut }, &notes);
		parse_holes_take(&holes, span_from(whole, cut), &notes);
		assert_true(span_equal(parse_holes_end(&holes), wanted));
	}
	assert_int_equal(notes.file_count, 5 * (whole.len + 2));
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_names),
		cmocka_unit_test(test_time), cmocka_unit_test(test_loose_names),
		cmocka_unit_test(test_events), cmocka_unit_test(test_quantities),
		cmocka_unit_test(test_damaged_text), cmocka_unit_test(test_lines_with_holes),
		cmocka_unit_test(test_holes_in_parts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
