/* test_odd_tables.c - tables of ps, and PIDs, that belong elsewhere: what is dropped, and what is
 * not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/columns/columns.h"
#include "analyze/columns/odd_pids.h"
#include "analyze/columns/odd_tables.h"
#include "analyze/columns/rounds.h"
#include "analyze/facts/facts_read.h"

enum { ROUNDS = 6 };

#define HEADER "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n"
#define ROW(pid, start, time, command) \
	"root " pid " 0.0 0.0 9000 5000 ? S " start " " time " " command "\n"
#define X(time) HEADER ROW("7", "05:16", time, "x")
#define STATUS(pid, name) "Name:\t" name "\nTgid:\t" pid "\nPid:\t" pid "\nVmRSS:\t    2000 kB\n"
#define STAT(pid, name) pid " (" name ") S 1 7 7 0 -1 0 5 0 0 0 9 3 0 0 20 0 1 0 99 4096000 5\n"

struct table {
	struct arena arena;
	struct columns columns;
	struct round_list rounds;
	struct notes notes;
};

static void fold(struct table *table, enum kind kind, uint32_t round, const char *text)
{
	struct facts facts = { .arena = &table->arena, .kind = kind };
	const struct member_origin origin = { .round = round, .kind = kind, .alone = true };

	facts_read(kind, span_of(text), &table->arena, &table->notes, &facts);
	assert_int_equal(table->notes.total, 0);
	columns_fold(&table->columns, &facts, &origin);
	rounds_take_kind(&table->rounds, rounds_at(&table->rounds, &table->arena, round), kind);
}

static void table_begin(struct table *table)
{
	*table = (struct table){ .arena = { NULL, 0 } };
	table->columns.arena = table->notes.arena = &table->arena;
}

static void table_end(struct table *table)
{
	columns_free(&table->columns);
	rounds_free(&table->rounds);
	arena_free(&table->arena);
}

/* Tables of ps, round by round: how many are told to be odd? Read in order, and in another one. */
static void expect_odd(const char *const texts[ROUNDS], bool by_ps, uint64_t want)
{
	static const uint32_t orders[][ROUNDS] = { { 0, 1, 2, 3, 4, 5 }, { 2, 0, 1, 5, 4, 3 } };

	for (size_t o = 0; o < 2; o++) {
		struct table table;
		size_t left = 0;

		table_begin(&table);
		for (size_t i = 0; i < ROUNDS; i++)
			fold(&table, KIND_PS, orders[o][i], texts[orders[o][i]]);
		odd_tables_drop(&table.columns, by_ps, &table.notes);
		assert_int_equal(table.notes.total, want);
		for (size_t i = 0; i < table.columns.count; i++)
			if (table.columns.pids[i].pid == 7)
				left = table.columns.pids[i].ps.count;
		assert_int_equal(left, ROUNDS - want);
		table_end(&table);
	}
}

#define ODD(want, ...) expect_odd((const char *const[ROUNDS]){ __VA_ARGS__ }, true, want)
#define ODD_NATIVE(want, ...) expect_odd((const char *const[ROUNDS]){ __VA_ARGS__ }, false, want)

static void times(void **state)
{
	(void)state;
	ODD(0, X("0:01"), X("0:02"), X("0:03"), X("0:04"), X("0:05"), X("0:06"));
	ODD(1, X("0:02"), X("0:03"), X("0:01"), X("0:04"), X("0:05"), X("0:06"));
	/* 2 or 1: which of the two nobody knows */
	ODD(2, X("0:01"), X("0:02"), X("0:01"), X("0:04"), X("0:05"), X("0:06"));
	ODD(1, X("0:01"), X("0:02"), X("0:06"), X("0:04"), X("0:05"), X("0:06"));
	ODD(2, X("0:01"), X("0:05"), X("0:03"), X("0:04"), X("0:02"), X("0:06"));
	/* it is reused, and stays low; nothing is known of the last one's future */
	ODD(0, X("0:05"), X("0:06"), X("0:07"), X("0:01"), X("0:02"), X("0:03"));
	ODD(0, X("0:01"), X("0:02"), X("0:03"), X("0:04"), X("0:05"), X("0:01"));
	/* another START is another process */
	ODD(0, X("0:01"), X("0:02"), HEADER ROW("7", "Nov23", "0:01", "x"), X("0:04"), X("0:05"),
		X("0:06"));
	/* one row goes back: all of its table is left out */
	ODD(1, X("0:01"), X("0:01"), X("0:01") ROW("8", "05:16", "0:03", "y"),
		X("0:01") ROW("8", "05:16", "0:02", "y"), X("0:01") ROW("8", "05:16", "0:04", "y"),
		X("0:01"));
}

/* The row of ps itself. */
static void makers(void **state)
{
	(void)state;
	ODD(0, X("0:01") ROW("10", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("11", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("12", "05:21", "0:00", "ps aux"), X("0:01"),
		X("0:01") ROW("13", "05:21", "0:00", "ps aux"), X("0:01"));
	ODD(2, X("0:01") ROW("10", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("11", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("12", "05:21", "0:00", "ps aux"), X("0:01"),
		X("0:01") ROW("10", "05:20", "0:00", "ps aux"), X("0:01"));
	/* the collector made the tables: this ps was somebody's, and saw two of them */
	ODD_NATIVE(0, X("0:01") ROW("10", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("10", "05:20", "0:00", "ps aux"), X("0:01"), X("0:01"), X("0:01"),
		X("0:01"));
	/* the PID came round again: another minute */
	ODD(0, X("0:01") ROW("10", "05:20", "0:00", "ps aux"),
		X("0:01") ROW("10", "05:59", "0:00", "ps aux"), X("0:01"), X("0:01"), X("0:01"),
		X("0:01"));
}

/* Process 7 in each round but that, where the file has another; how many of its points are there,
 * and is the other one dropped? */
static void expect_pid(enum kind kind, const char *seven, const char *other, uint32_t at, bool odd)
{
	struct table table;

	table_begin(&table);
	for (uint32_t i = 0; i < ROUNDS; i++) {
		fold(&table, KIND_STATUS, i,
			kind != KIND_STATUS || i != at ? STATUS("7", "x") : other);
		if (kind == KIND_STATUS)
			fold(&table, KIND_STAT, i, STAT("7", "x"));
		else
			fold(&table, kind, i, i == at ? other : seven);
	}
	rounds_build(&table.rounds, &table.notes);
	columns_sort(&table.columns, &table.rounds);
	odd_pids_drop(&table.columns, &table.rounds, &table.notes);
	assert_int_equal(table.notes.total, odd);
	for (size_t i = 0; i < table.columns.count; i++) {
		const struct pid_columns *pid = &table.columns.pids[i];

		if (pid->pid != 7)
			assert_int_equal(pid->status.count + pid->stat.count, !odd);
	}
	table_end(&table);
}

static void damaged_pids(void **state)
{
	(void)state;
	expect_pid(KIND_STATUS, NULL, STATUS("8", "x"), 3, true);
	expect_pid(KIND_STATUS, NULL, STATUS("78", "x"), 3, true);
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("9", "x"), 3, true);
	/* the first and the last round: another file has it */
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("9", "x"), 0, true);
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("9", "x"), ROUNDS - 1, true);
	/* another name, two digits, and 7 is there too */
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("9", "y"), 3, false);
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("99", "x"), 3, false);
	expect_pid(KIND_STAT, STAT("7", "x"), STAT("7", "x") STAT("9", "x"), 3, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(times), cmocka_unit_test(makers),
		cmocka_unit_test(damaged_pids) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
