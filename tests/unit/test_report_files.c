/* test_report_files.c - output files, the report folder, CSV cells that read back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <csv.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/report/number.h"
#include "analyze/base/out.h"
#include "analyze/report/reports.h"
#include "analyze/base/text.h"
#include "fake_analysis.h"
#include "own_folder.h"

static void write_file(const char *folder, const char *name, const char *bytes)
{
	const char *path = text_format(&own_arena, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static bool is_there(const char *folder, const char *name)
{
	const char *path = text_format(&own_arena, "%s/%s", folder, name);
	bool there = !access(path, F_OK);

	return there;
}

static void test_out(void **state)
{
	struct out out;
	const char *bytes;

	write_file(*state, "a", "old");
	assert_int_equal(out_open(&out, *state, "a"), 0);
	fputs("new", out.file);
	bytes = content(*state, "a");
	assert_string_equal(bytes, "old"); /* until it is whole */
	assert_int_equal(out_close(&out), 0);
	bytes = content(*state, "a");
	assert_string_equal(bytes, "new");
	assert_int_equal(out_open(&out, *state, "a"), 0);
	fputs("lost", out.file);
	out_abandon(&out);
	out_abandon(&out);
	bytes = content(*state, "a");
	assert_string_equal(bytes, "new");
	assert_int_equal(out_open(&out, *state, "missing/a"), -1);
}

static void test_full_disk(void **state)
{
	struct out out;

	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	out = (struct out){
		.file = fopen("/dev/full", "w"), .path = "/dev/full", .temporary = "/nowhere/at/all"
	};
	fputs("x", out.file);
	assert_int_equal(out_close(&out), -1);
}

static void test_prepare(void **state)
{
	const char *folder = text_format(&own_arena, "%s/r", (char *)*state),
		   *plots = text_format(&own_arena, "%s/plots", folder);
	struct fake *fake = fake_new();

	assert_int_equal(reports_prepare(folder), 0); /* new */
	assert_int_equal(reports_prepare(folder), 0); /* empty */
	assert_int_equal(reports_write(&fake->analysis, folder), 0);
	assert_int_equal(mkdir(plots, 0777), 0);
	write_file(plots, "overview.gp", "x");
	write_file(folder, "mine.txt", "x");
	assert_int_equal(reports_prepare(folder), 0); /* an earlier report */
	assert_false(is_there(folder, "processes.csv"));
	assert_false(is_there(folder, "report.html"));
	assert_false(is_there(folder, "plots"));
	assert_true(is_there(folder, "mine.txt"));
	assert_int_equal(reports_prepare(folder), -1); /* somebody's */
	write_file(folder, "processes.csv", "name,verdict\n");
	assert_int_equal(reports_prepare(folder), -1); /* not ours, by its header */
	assert_true(is_there(folder, "processes.csv"));
	free(fake);
}

static void test_numbers(void **state)
{
	static const double values[] = { 0, -0.0, 1, -1, 0.1, 1.0 / 3, 1e300, 5e-324,
		123456789012345680.0, 2.5, 1e15, -7.25e-9, 4096.5 };
	char digits[NUMBER_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		number_print(values[i], digits);
		assert_true(strtod(digits, NULL) == values[i]);
	}
	number_print(0.1, digits);
	assert_string_equal(digits, "0.1");
	number_print(-0.0, digits);
	assert_string_equal(digits, "0");
	number_print(6044, digits);
	assert_string_equal(digits, "6044");
}

/* What libcsv reads of a table. */
struct table_read {
	size_t field, row, fields_of_first, formulas, wanted_row, wanted_field;
	char wanted[200];
};

static void on_field(void *bytes, size_t len, void *context)
{
	struct table_read *read = context;

	if (read->row && len && strchr("=@", *(const char *)bytes))
		read->formulas++;
	if (read->row == read->wanted_row && read->field == read->wanted_field)
		snprintf(read->wanted, sizeof read->wanted, "%.*s", (int)len, (const char *)bytes);
	read->field++;
}

static void on_row(int end, void *context)
{
	struct table_read *read = context;

	(void)end;
	if (!read->row)
		read->fields_of_first = read->field;
	assert_int_equal(read->field, read->fields_of_first);
	read->field = 0;
	read->row++;
}

static struct table_read read_table(const char *folder, const char *name, size_t row, size_t field)
{
	struct table_read read = { .wanted_row = row, .wanted_field = field };
	struct csv_parser parser;
	const char *bytes = content(folder, name);

	assert_non_null(bytes);
	assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
	assert_int_equal(
		csv_parse(&parser, bytes, strlen(bytes), on_field, on_row, &read), strlen(bytes));
	assert_int_equal(csv_fini(&parser, on_field, on_row, &read), 0);
	csv_free(&parser);
	assert_null(strchr(bytes, '\r'));
	assert_null(strchr(bytes, '\x1b'));
	return read;
}

static void test_csv(void **state)
{
	struct fake *fake = fake_new();
	struct table_read read;

	assert_int_equal(report_csv(&fake->analysis, *state), 0);
	read = read_table(*state, "processes.csv", 4, 2);
	assert_int_equal(read.row, 1 + FAKE_TARGETS);
	assert_int_equal(read.fields_of_first, 33);
	assert_int_equal(read.formulas, 0);
	assert_string_equal(read.wanted, "'=a`b|c\\nd\\x1b[31m<b>'\"&@{x}\\\\\\u{202e}\\xff");
	read = read_table(*state, "processes.csv", 2, 25);
	assert_string_equal(read.wanted, "warm-up;quantised");
	read = read_table(*state, "trends.csv", 2, 3);
	assert_int_equal(read.row, 1 + 4 * FAKE_TARGETS);
	assert_int_equal(read.fields_of_first, 25);
	assert_string_equal(read.wanted, "private");
	read = read_table(*state, "trends.csv", 3, 24);
	assert_string_equal(read.wanted, "absent");
	read = read_table(*state, "trends.csv", 3, 6);
	assert_string_equal(read.wanted, "");
	read = read_table(*state, "series.csv", 2, 4);
	assert_int_equal(read.row, 1 + FAKE_TARGETS * FAKE_ROUNDS);
	assert_int_equal(read.fields_of_first, 10);
	assert_string_equal(read.wanted, "2026-11-23T05:17:10.323Z");
	read = read_table(*state, "mappings.csv", 1, 14);
	assert_int_equal(read.row, 1 + FAKE_GROUPS);
	assert_string_equal(read.wanted, "0.875");
	read = read_table(*state, "system.csv", 1, 2);
	assert_int_equal(read.row, 1 + FAKE_PROCESSES);
	free(fake);
}

/* KiB a round, whatever the regressor. */
static void test_by_time(void **state)
{
	struct fake *fake = fake_new();
	struct table_read rounds, times;

	assert_int_equal(report_csv(&fake->analysis, *state), 0);
	rounds = read_table(*state, "processes.csv", 1, 28);
	fake->analysis.round_x = 2;
	assert_int_equal(report_csv(&fake->analysis, *state), 0);
	times = read_table(*state, "processes.csv", 1, 28);
	assert_true(fabs(strtod(times.wanted, NULL) - 2 * strtod(rounds.wanted, NULL)) <= 1e-9);
	free(fake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_out, make_folder, remove_folder),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test_setup_teardown(test_prepare, make_folder, remove_folder),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test_setup_teardown(test_csv, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_by_time, make_folder, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
