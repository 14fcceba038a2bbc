/* test_base.c - spans, arenas, notes, workers. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/list.h"
#include "analyze/base/notes.h"
#include "analyze/base/parallel.h"
#include "analyze/base/span.h"
#include "analyze/base/text.h"

static void test_lines(void **state)
{
	struct span rest = span_of("one\r\ntwo\r\r\n\n\rthree"), line;
	static const char *const wanted[] = { "one", "two", "", "\rthree" };
	bool ended;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(span_line(&rest, &line, &ended));
		assert_true(span_is(line, wanted[i]));
		assert_int_equal(ended, i < 3);
	}
	assert_false(span_line(&rest, &line, NULL));
}

static void test_fields(void **state)
{
	struct span rest = span_of("  a\t bc  "), field;

	(void)state;
	assert_true(span_field(&rest, &field) && span_is(field, "a"));
	assert_true(span_field(&rest, &field) && span_is(field, "bc"));
	assert_false(span_field(&rest, &field));
	assert_true(span_is(span_trim(span_of(" \t x y ")), "x y"));
	assert_true(span_is(span_strip(span_of("[(a(]b])"), "[(", ")]"), "a(]b"));
	assert_true(span_is(span_strip(span_of("[[a]]"), "", "]"), "[[a"));
	assert_true(span_is(span_strip(span_of("[[a]]"), "[", ""), "a]]"));
	assert_int_equal(span_strip(span_of("=:="), "=", ":=").len, 0);
	assert_int_equal(span_strip((struct span){ NULL, 0 }, "=", "=").len, 0);
	/* the end of the set is none of its bytes */
	assert_int_equal(span_strip((struct span){ "\0x\0", 3 }, "=", "=").len, 3);
}

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool good;
		uint64_t value;
	} rows[] = {
		{ "0", 9, true, 0 },
		{ "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
		{ "18446744073709551616", UINT64_MAX, false, 0 },
		{ "99999999999999999999999", UINT64_MAX, false, 0 },
		{ "10", 9, false, 0 },
		{ "", 9, false, 0 },
		{ "-1", 9, false, 0 },
		{ "+1", 9, false, 0 },
		{ " 1", 9, false, 0 },
		{ "1 ", 9, false, 0 },
		{ "0x1", 99, false, 0 },
		{ "/", 99, false, 0 },
		{ "1:", 99, false, 0 },
		{ "007", 9, true, 7 },
	};
	double decimal = 7;
	uint64_t hex;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		uint64_t value = 7;

		assert_int_equal(
			span_number(span_of(rows[i].text), rows[i].max, &value), rows[i].good);
		assert_int_equal(value, rows[i].good ? rows[i].value : 7);
	}
	assert_true(span_hex(span_of("ffffffffffffffff"), &hex) && hex == UINT64_MAX);
	assert_false(span_hex(span_of("10000000000000000"), &hex));
	assert_false(span_hex(span_of("g"), &hex));
	assert_true(span_decimal(span_of("-12.5"), &decimal));
	assert_true(decimal > -12.51 && decimal < -12.49);
	assert_false(span_decimal(span_of("1.2.3"), &decimal));
	assert_false(span_decimal(span_of("."), &decimal));
	assert_false(span_decimal(span_of("1e5"), &decimal));
	assert_int_equal(span_digits(span_of("0129:/")), 4);
	assert_int_equal(span_digits(span_of("12")), 2);
	assert_int_equal(span_digits((struct span){ NULL, 0 }), 0);
}

static void test_search(void **state)
{
	(void)state;
	assert_int_equal(span_find_text(span_of("aabaac"), "aac"), 3);
	assert_int_equal(span_find_text(span_of("aab"), "aac"), -1);
	assert_int_equal(span_rfind(span_of("a)b)c"), ')'), 3);
	assert_true(span_compare(span_of("ab"), span_of("abc")) < 0);
	assert_true(span_compare(span_of("b"), span_of("abc")) > 0);
	assert_true(span_starts((struct span){ NULL, 0 }, ""));
	assert_false(span_ends(span_of("x"), "xx"));
}

static void test_arena(void **state)
{
	struct arena arena = { NULL, 0 };
	struct intern_table table = { NULL, 0, 0 };
	struct span first;
	char name[16], *places[3];

	(void)state;
	for (size_t size = 1; size < 300000; size = size * 3 + 1) {
		unsigned char *place = arena_take(&arena, size);

		assert_int_equal((uintptr_t)place % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(place[i], 0);
		memset(place, 0xff, size);
	}
	arena_reset(&arena);
	assert_int_equal(arena.used_bytes, 0);
	assert_int_equal(*(unsigned char *)arena_take(&arena, 8), 0);
	/* what was taken before a reset has room in one block after it */
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 3; i++)
			places[i] = arena_take(&arena, 48000);
		arena_reset(&arena);
	}
	assert_ptr_equal(places[1], places[0] + 48000);
	assert_ptr_equal(places[2], places[1] + 48000);
	first = intern(&table, &arena, span_of("name0"));
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(name, sizeof name, "name%d", i);
			assert_true(span_is(intern(&table, &arena, span_of(name)), name));
		}
	assert_ptr_equal(intern(&table, &arena, span_of("name0")).at, first.at);
	assert_int_equal(table.count, 1000);
	arena_free(&arena);
}

static void test_notes(void **state)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena }, more = { .arena = &arena };

	(void)state;
	notes_file(&notes, span_of("b"));
	for (uint64_t line = 100; line > 0; line--)
		notes_add(&notes, line, "odd");
	assert_int_equal(notes.count, NOTES_PER_FILE);
	assert_int_equal(notes.total, 100);
	notes_file(&more, span_of("a"));
	notes_add_span(&more, 3, "no row:",
		span_of("a very long piece of input that goes on and on beyond sixty bytes"));
	notes_add_span(&more, 3, "no row:",
		span_of("a very long piece of input that goes on and on beyond sixty bytes"));
	notes_join(&notes, &more);
	notes_sort(&notes);
	assert_true(span_is(notes.items[0].file, "a"));
	assert_true(span_starts(notes.items[0].reason, "no row: \"a very long piece"));
	assert_int_equal(notes.items[0].reason.len, strlen("no row:") + 60 + 3);
	assert_true(span_is(notes.items[1].file, "b"));
	assert_int_equal(notes.items[1].line, 81);
	arena_free(&arena);
}

/* Of many files with notes the first are kept, in order, wherever the reading begins; all are
 * counted. */
static void test_many_notes(void **state)
{
	enum { FILES = 1000, TOTAL = FILES * NOTES_PER_FILE };

	(void)state;
	for (size_t backwards = 0; backwards < 2; backwards++) {
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };
		char name[20], wanted[20];

		for (size_t i = 0; i < FILES; i++) {
			snprintf(name, sizeof name, "%04zu.ps", backwards ? FILES - 1 - i : i);
			notes_file(&notes, span_of(name));
			for (uint64_t line = 1; line <= NOTES_PER_FILE; line++)
				notes_add(&notes, line, "odd");
			memset(name, 'x', sizeof name); /* nobody looks at it any more */
			assert_true(notes.count <= 2 * NOTES_KEPT);
		}
		notes_cut(&notes);
		assert_int_equal(notes.total, TOTAL);
		assert_int_equal(notes.count, NOTES_KEPT);
		for (size_t i = 0; i < NOTES_KEPT; i++) {
			snprintf(wanted, sizeof wanted, "%04zu.ps", i / NOTES_PER_FILE);
			assert_true(span_is(notes.items[i].file, wanted));
			assert_int_equal(notes.items[i].line, i % NOTES_PER_FILE + 1);
		}
		arena_free(&arena);
	}
}

/* Adds the numbers below 1000, each taken once, three at a time. */
/* Items stay as the list grows, and it grows when its room is used up, not before. */
static void test_list(void **state)
{
	struct arena arena = { NULL, 0 };
	size_t *own = NULL, own_room = 0, *in_arena = NULL, arena_room = 0, grown = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		size_t room = own_room;

		own = list_room(own, i + 1, &own_room, sizeof *own);
		in_arena = list_room_in(&arena, in_arena, i + 1, &arena_room, sizeof *in_arena);
		assert_true(own_room > i && arena_room > i);
		assert_int_equal(own_room != room, room == i);
		grown += own_room != room;
		own[i] = in_arena[i] = i;
	}
	assert_true(grown >= 2 && grown <= 40);
	for (size_t i = 0; i < 1000; i++)
		assert_true(own[i] == i && in_arena[i] == i);
	own = list_room(own, 100000, &own_room, sizeof *own);
	assert_int_equal(own_room, 100000);
	assert_int_equal(own[999], 999);
	free(own);
	arena_free(&arena);
}

struct sum {
	int next, item[8][3];
	long total;
};

static size_t next_numbers(void *context, size_t slot)
{
	struct sum *sum = context;
	size_t count = 0;

	while (count < 3 && sum->next < 1000)
		sum->item[slot][count++] = sum->next++;
	return count;
}

static void double_number(void *context, size_t worker, size_t slot, size_t item)
{
	(void)worker;
	((struct sum *)context)->item[slot][item] *= 2;
}

static void add_number(void *context, size_t worker, size_t slot, size_t item)
{
	struct sum *sum = context;

	(void)worker;
	sum->total += sum->item[slot][item];
}

static void test_parallel(void **state)
{
	static const struct parallel_work work = { next_numbers, double_number, add_number };

	(void)state;
	for (size_t jobs = 1; jobs <= 8; jobs++) {
		struct sum sum = { .next = 0 };

		parallel_pull(jobs, &work, &sum);
		assert_int_equal(sum.total, 999000);
	}
}

/* Lines are not broken within a number. */
static void test_breaks(void **state)
{
	(void)state;
	assert_string_equal(text_next_break("4 792 KiB"), " KiB");
	assert_string_equal(text_next_break("at 4 792"), " 4 792");
	assert_string_equal(text_next_break(" 4"), " 4");
	assert_null(text_next_break("4 792 000"));
	assert_null(text_next_break(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines),
		cmocka_unit_test(test_breaks), cmocka_unit_test(test_fields),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_search),
		cmocka_unit_test(test_arena), cmocka_unit_test(test_list),
		cmocka_unit_test(test_notes), cmocka_unit_test(test_many_notes),
		cmocka_unit_test(test_parallel) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
