/* test_collect_words.c - the words of a command line taken apart, and lists put in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "collect/base/list.h"
#include "collect/option_reader.h"
#include "collect/option_rows.h"

/* What a reader says of words that are separated by spaces: `n=5 q | a b`, options before the bar
 * and operands after it; the first wrong word ends it with `!` and what it is. */
static void describe(const char *line, char *text, size_t size)
{
	struct option_reader reader = { .next = 1 };
	char copy[200], *words[20] = { NULL };
	enum option_word found;
	size_t len = 0;

	snprintf(copy, sizeof copy, "leakline-collect %s", line);
	reader.words = words;
	for (char *at = copy; at && reader.count < 20; reader.count++) {
		words[reader.count] = at;
		at = strchr(at, ' ');
		if (at)
			*at++ = '\0';
	}
	text[0] = '\0';
	while ((found = option_reader_next(&reader)) == OPTION_WORD_GOOD)
		len += (size_t)snprintf(text + len, size - len, "%s%s%s ", reader.row->name,
			reader.value ? "=" : "", reader.value ? reader.value : "");
	if (found != OPTION_WORD_END) {
		snprintf(text + len, size - len, "! %d %s", (int)found, reader.word);
		return;
	}
	len += (size_t)snprintf(text + len, size - len, "|");
	for (int i = 1; i <= reader.operands; i++)
		len += (size_t)snprintf(text + len, size - len, " %s", words[i]);
}

static void test_words(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = { { "a -n 5 b", "rounds=5 | a b" }, { "-n5 a", "rounds=5 | a" },
		{ "--rounds 5 a", "rounds=5 | a" }, { "--rounds=5 a", "rounds=5 | a" },
		{ "--rounds= a", "rounds= | a" }, { "-qkn 5 a", "quiet keep-going rounds=5 | a" },
		{ "-qn5", "quiet rounds=5 |" }, { "-n -5 a", "rounds=-5 | a" },
		{ "-n -- a", "rounds=-- | a" }, { "- a", "| - a" }, { "--via a=b", "via=a=b |" },
		{ "--via=a=b -p 1 2 -p 3", "via=a=b pid=1 pid=3 | 2" },
		{ "-q --round 3", "quiet ! 3 --round" }, { "--r=3", "! 3 --r=3" },
		{ "--roundss 3", "! 2 --roundss" }, { "--=3", "! 2 --=3" },
		{ "-qx5", "quiet ! 2 -x" }, { "-n", "! 4 -n" }, { "a --rounds", "! 4 --rounds" },
		{ "--quiet=1", "! 5 --quiet=1" }, { "-\xff", "! 2 -\xff" } };
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		describe(rows[i].line, text, sizeof text);
		assert_string_equal(text, rows[i].want);
	}
}

struct item {
	char before[70]; /* larger than what is moved at once */
	int32_t number;
	char after;
};

static int compare(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

/* Each length from 0 to 99: ascending, descending, alike and mixed. Nothing of an item is lost. */
static void test_sort(void **state)
{
	struct item items[99];

	(void)state;
	for (int count = 0; count <= 99; count++)
		for (int order = 0; order < 4; order++) {
			int64_t sum = 0;

			for (int i = 0; i < count; i++) {
				int32_t numbers[] = { i, -i, 7, (i * 37 + 11) % 101 };

				items[i].number = numbers[order];
				memset(items[i].before, numbers[order] & 127, sizeof items->before);
				items[i].after = (char)(numbers[order] & 127);
				sum += numbers[order];
			}
			list_sort(items, (size_t)count, sizeof *items, compare);
			for (int i = 0; i < count; i++) {
				assert_true(i == 0 || items[i - 1].number <= items[i].number);
				assert_int_equal(items[i].before[69], items[i].number & 127);
				assert_int_equal(items[i].after, items[i].number & 127);
				sum -= items[i].number;
			}
			assert_int_equal(sum, 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_words),
		cmocka_unit_test(test_sort) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
