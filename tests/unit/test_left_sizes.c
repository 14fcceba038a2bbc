/* test_left_sizes.c - sizes beside those that are read: which one grows alone, and which names tell
 * that it is none of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/cells/other_words.h"
#include "analyze/cells/percentile.h"
#include "analyze/records/left_sizes.h"
#include "own_arena.h"

/* Rows of a size that rises by so much a row, and swings, beside one that is read. */
static bool grows_from(double first, int rows, double left, double swing, double read)
{
	struct left_sizes sizes = { .count = 0 };
	bool any;

	for (int i = 0; i < rows; i++) {
		left_sizes_see(
			&sizes, 1, span_of("total"), first + left * i + (i % 2 ? swing : -swing));
		left_sizes_row(&sizes, &own_arena, 50000 + read * i);
	}
	any = left_sizes_growing(&sizes).len > 0;
	assert_true(!any || span_is(left_sizes_growing(&sizes), "total"));
	return any;
}

static bool grows(int rows, double left, double swing, double read)
{
	return grows_from(24000, rows, left, swing, read);
}

static void test_trends(void **state)
{
	(void)state;
	assert_true(grows(40, 40, 0, 0));
	assert_true(grows(40, 40, 100, 0));
	assert_true(grows(40, 40, 0, -10));
	assert_true(grows(8, 40, 0, 0));
	assert_false(grows(7, 40, 0, 0));
	assert_false(grows(40, 0, 100, 0));
	assert_false(grows(40, 40, 4000, 0));
	assert_false(grows(40, -40, 0, 0));
	/* what is read grows, too, by the size or in proportion */
	assert_false(grows(40, 40, 0, 40));
	assert_false(grows_from(24000 * 1024, 40, 40 * 1024, 0, 80));
	/* rounding */
	assert_false(grows(40, 0.1, 0, 0));
}

static void test_rows_without(void **state)
{
	struct left_sizes sizes = { .count = 0 };

	(void)state;
	for (int i = 0; i < 40; i++) {
		left_sizes_see(&sizes, 1, span_of("total"), 24000 + 40 * i);
		left_sizes_row(&sizes, &own_arena, -1);
	}
	assert_int_equal(sizes.count, 0);
	/* more of them than are followed */
	for (uint64_t i = 0; i < 2000; i++) {
		left_sizes_see(&sizes, i % 200, span_of("total"), (double)i);
		if (i % 20 == 19)
			left_sizes_row(&sizes, &own_arena, 9);
	}
	assert_int_equal(sizes.count, LEFT_SERIES);
}

static void test_names(void **state)
{
	struct column_name p95 = { .role = COLUMN_RSS, .subject = "p95" },
			   worker = { .role = COLUMN_RSS, .subject = "p7" };

	(void)state;
	assert_true(other_words_have(span_of("NET I/O")));
	assert_true(other_words_have(span_of("bytes_sent")));
	assert_true(other_words_have(span_of("Peak")));
	assert_false(other_words_have(span_of("db")));
	assert_false(other_words_have(span_of("")));
	assert_true(other_words_are_now(span_of("(now),")));
	assert_false(other_words_are_now(span_of("init")));
	assert_true(percentile_is(&p95));
	assert_false(percentile_is(&worker));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trends),
		cmocka_unit_test(test_rows_without),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
