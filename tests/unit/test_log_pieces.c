/* test_log_pieces.c - a log in pieces: rows that stood in the table before are passed over, and
 * that makes no difference; what its beginning shows is held against all of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/import/log_pieces.h"
#include "analyze/import/log_repeat.h"
#include "analyze/input/run_text.h"
#include "own_arena.h"

enum { PIECES = 512, LOG = 1 << 14 };

/* What was handed over. */
struct pieces {
	struct log_piece items[PIECES];
	size_t count;
};

static void take(void *context, const struct log_piece *piece)
{
	struct pieces *pieces = context;

	assert_true(pieces->count < PIECES);
	pieces->items[pieces->count++] = *piece;
}

static void read_pieces(struct span text, bool each_line, struct log_look *look, struct pieces *to)
{
	struct run_text log = { .span = text };
	struct notes notes = { .arena = &own_arena };
	struct piece_sink sink = { take, to };

	look->each_line = each_line;
	to->count = 0;
	log_pieces_read(&log, look, &own_arena, &notes, &sink);
}

static void assert_same_span(struct span a, struct span b)
{
	assert_int_equal(a.len, b.len);
	if (a.len)
		assert_ptr_equal(a.at, b.at);
}

/* Both ways give the same pieces; returns how many. */
static size_t assert_same(struct span text)
{
	static struct pieces all, passed;
	struct run_text log = { .span = text };
	struct log_look look = log_pieces_look(&log, KIND_NONE, true, &own_arena);

	read_pieces(text, true, &look, &all);
	read_pieces(text, false, &look, &passed);
	assert_int_equal(passed.count, all.count);
	for (size_t i = 0; i < all.count; i++) {
		const struct log_piece *a = &all.items[i], *b = &passed.items[i];

		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->form, b->form);
		assert_int_equal(a->begin, b->begin);
		assert_int_equal(a->lines_before, b->lines_before);
		assert_int_equal(a->time_ms, b->time_ms);
		assert_int_equal(a->owner, b->owner);
		assert_same_span(a->text, b->text);
		assert_same_span(a->header, b->header);
		assert_same_span(a->group, b->group);
	}
	return all.count;
}

/* A log of lines that a number chooses: the same tables again and again, with changes. */
static struct span make_log(char *text, uint32_t seed)
{
	static const char *const rows[] = {
		"root  1 0.0 0.1 1000 500 ? Ss Jan01 0:01 /sbin/init\n",
		"root  2 0.0 0.0 0 0 ? S Jan01 0:00 [kthreadd]\n",
		"a b  31 0.0 0.1 9000 512 ? Ss Jan01 0:01 sh -c \"ID: x\"\n",
		"root 32 0.0 0.1 9000 512 ? Ss Jan01 0:01 ./leaky\r\n",
		"root 40 1.0 0.1 9000 512 ? Ss Jan01 0:01 x y z\n",
	};
	static const char *const odd[] = {
		"\n",
		"Mon Nov 23 05:17:00 UTC 2026\n",
		"USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n",
		"top - 08:00:00 up 3 days\n",
		"PID USER VSZ RSS COMMAND\n",
		"# Time UID PID minflt/s majflt/s VSZ RSS %MEM Command\n",
		"08:00:01 0 32 1.0 0.0 9000 516 0.1 leaky\n",
		"Name:\tleaky\n",
		"Pid:\t32\n",
		"VmRSS:\t 516 kB\n",
		"== web ==\n",
		"root 32 0.0 0.1 9000 516 ? Ss Jan01 0:01 ./leaky\n",
		"root 33 0.0 0.1 9000 520 ? Ss Jan01 0:01 ./leaky\n",
		"MemTotal: 9000 kB\n",
		"a row that is cut",
	};
	enum { ODD = sizeof odd / sizeof *odd, ROWS = sizeof rows / sizeof *rows };
	size_t len = 0;

	for (int tables = 0; tables < 8; tables++) {
		const char *header = odd[tables % 3 ? 2 : 1 + seed % 3];

		memcpy(text + len, header, strlen(header));
		len += strlen(header);
		for (size_t line = 0; line < 24; line++) {
			const char *row = rows[line % ROWS];

			seed = seed * 1664525 + 1013904223;
			if (seed >> 28 == 0)
				row = odd[(seed >> 16) % ODD];
			if (seed >> 28 == 1)
				continue;
			memcpy(text + len, row, strlen(row));
			len += strlen(row);
		}
	}
	return (struct span){ text, len - seed % 3 };
}

static void rows_passed_over(void **state)
{
	static char text[LOG];
	size_t pieces = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= 2000; seed++) {
		pieces += assert_same(make_log(text, seed));
		arena_reset(&own_arena);
	}
	assert_true(pieces >= 2000 * 4);
}

static void assert_same_look(const struct log_look *a, const struct log_look *b)
{
	assert_int_equal(a->rule, b->rule);
	assert_int_equal(a->headers_follow, b->headers_follow);
	assert_int_equal(a->is_late, b->is_late);
	assert_int_equal(a->is_by_clock, b->is_by_clock);
}

static void leave(void *context, const struct log_piece *piece)
{
	(void)context;
	(void)piece;
}

/* A wrong look is found out at the end of the log, and gives way to what all of it shows. */
static void assert_found_out(struct span text, const struct log_look *right)
{
	struct notes notes = { .arena = &own_arena };
	struct run_text log = { .span = text };
	const struct piece_sink sink = { leave, NULL };

	for (unsigned i = 0; i < 24; i++) {
		struct log_look look = *right;
		bool good;

		look.is_all = false;
		look.rule = (enum log_rule)(i % 3);
		look.is_late = i / 3 % 2;
		look.headers_follow = i / 6 % 2;
		look.is_by_clock = i / 12;
		good = look.rule == right->rule && look.is_late == right->is_late &&
		       look.headers_follow == right->headers_follow &&
		       look.is_by_clock == right->is_by_clock;
		assert_int_equal(log_pieces_read(&log, &look, &own_arena, &notes, &sink), good);
		assert_same_look(&look, right);
		assert_int_equal(look.is_all, !good);
	}
}

static void wrong_looks_are_found_out(void **state)
{
	static char text[LOG];
	size_t several = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= 300; seed++) {
		struct run_text log = { .span = make_log(text, seed) };
		struct log_look look = log_pieces_look(&log, KIND_NONE, true, &own_arena);

		/* else it is one piece, or nothing in it is known */
		if (look.is_all)
			assert_found_out(log.span, &look);
		several += look.is_all;
		arena_reset(&own_arena);
	}
	assert_true(several >= 200 && several <= 300);
}

/* Tables without a date for more than is looked at, then dates, each behind its table. */
static void the_end_is_not_as_the_beginning(void **state)
{
	static const char table[] = "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n"
				    "root 1 0.0 0.1 1000 500 ? Ss Jan01 0:01 /sbin/init\n",
			  date[] = "Mon Nov 23 05:17:00 UTC 2026\n";
	enum { TABLE = sizeof table - 1, DATE = sizeof date - 1, TABLES = 62000, DATED = 12000 };
	static char text[TABLES * (TABLE + DATE)];
	struct run_text log = { .span = { text, 0 } };
	struct log_look look;

	(void)state;
	for (int i = 0; i < TABLES; i++) {
		memcpy(text + log.span.len, table, TABLE);
		log.span.len += TABLE;
		if (i < TABLES - DATED)
			continue;
		memcpy(text + log.span.len, date, DATE);
		log.span.len += DATE;
	}
	look = log_pieces_look(&log, KIND_NONE, true, &own_arena);
	assert_false(look.is_all);
	assert_int_equal(look.rule, LOG_BY_HEADER);
	assert_false(look.is_late);
	look.rule = LOG_BY_DATE;
	look.is_late = look.is_all = true;
	assert_found_out(log.span, &look);
}

/* The rows at the beginning of a text that a table of "a\nbb\nc\n" has passed over. */
static uint64_t passed(const char *text)
{
	struct log_repeat repeat = { .arena = &own_arena };
	const char *table = "a\nbb\nc\n";
	uint64_t rows = 0;
	size_t len;

	log_repeat_begin(&repeat);
	log_repeat_add(&repeat, (struct span){ table, 2 });
	log_repeat_add(&repeat, (struct span){ table + 2, 3 });
	log_repeat_add(&repeat, (struct span){ table + 5, 2 });
	log_repeat_begin(&repeat);
	len = log_repeat_pass(&repeat, span_of(text), &rows);
	assert_int_equal(len > 0, rows > 0);
	assert_true(!len || text[len - 1] == '\n');
	return rows;
}

static void whole_rows_only(void **state)
{
	(void)state;
	assert_int_equal(passed("a\nbb\nc\n"), 3);
	assert_int_equal(passed("a\nbb\nc"), 2);
	assert_int_equal(passed("a\nbbb\nc\n"), 1);
	assert_int_equal(passed("bb\nc\nd\n"), 2);
	assert_int_equal(passed("c\na\n"), 1);
	assert_int_equal(passed("a"), 0);
	assert_int_equal(passed("ab\n"), 0);
	assert_int_equal(passed(""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_passed_over),
		cmocka_unit_test(wrong_looks_are_found_out),
		cmocka_unit_test(the_end_is_not_as_the_beginning),
		cmocka_unit_test(whole_rows_only) };

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
