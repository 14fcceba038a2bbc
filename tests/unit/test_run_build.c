/* test_run_build.c - members of a run that lie in it twice: the later in the order of the input
 * counts, whichever is folded first; and processes that are in one member twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/facts/facts_read.h"
#include "analyze/gather/run_build.h"

static struct span text(const char *string)
{
	return (struct span){ string, strlen(string) };
}

/* Takes both members, the first or the last first. */
static void two_of_info(void **state)
{
	(void)state;
	for (int last_first = 0; last_first < 2; last_first++) {
		static const char *const texts[] = {
			"format: leakline-run 1\nhost: first\nkernel: 6.1\n",
			"format: leakline-run 1\nhost: last\\nof two\n"
		};
		struct run_build build = { .folder = text("run") };
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };

		for (uint32_t i = 0; i < 2; i++) {
			uint32_t order = last_first ? 1 - i : i;

			run_build_info(&build, text(texts[order]), order, &notes);
		}
		assert_true(span_is(build.info.host, "last\nof two"));
		assert_int_equal(build.info.kernel.len, 0);
		assert_int_equal(build.info.other_count, 1);
		run_build_free(&build);
		arena_free(&arena);
	}
}

static int64_t uptime_of(struct run_build *build, uint32_t round)
{
	return rounds_event(&build->rounds, rounds_at(&build->rounds, &build->arena, round))
		->uptime_ms;
}

static void two_of_events(void **state)
{
	(void)state;
	for (int last_first = 0; last_first < 2; last_first++) {
		static const char *const texts[] = {
			"20260101T000000.000Z\t1000\t0\tround\t\n20260101T000100.000Z\t61000\t1\tround\t\n",
			"20260101T000000.000Z\t5000\t0\tround\t\n"
		};
		struct run_build build = { .folder = text("run") };
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };

		for (uint32_t i = 0; i < 2; i++) {
			uint32_t order = last_first ? 1 - i : i;

			run_build_events(&build, text(texts[order]), order, &notes);
		}
		assert_int_equal(build.rounds.count, 2);
		assert_int_equal(uptime_of(&build, 0), 5000);
		assert_int_equal(uptime_of(&build, 1), 61000);
		run_build_free(&build);
		arena_free(&arena);
	}
}

/* Folds a text as a file of round 3; returns how many notes that gave. */
static uint64_t fold_text(
	struct run_build *build, struct arena *arena, enum kind kind, const char *string)
{
	struct facts facts = { .arena = arena, .kind = kind };
	struct notes notes = { .arena = arena };

	facts_read(kind, text(string), arena, &notes, &facts);
	assert_int_equal(notes.total, 0);
	run_build_fold(build,
		&(struct member_name){ .base = text("0003-x"), .kind = kind, .round = 3 }, &facts,
		0, &notes);
	return notes.total;
}

/* A process that is in one file twice: the same values are none too many, others are left out. */
static void process_twice(void **state)
{
	static const struct {
		enum kind kind;
		const char *once, *again;
		uint64_t notes;
	} cases[] = {
		{ KIND_STATUS, "Name:\tx\nTgid:\t7\nPid:\t7\nVmRSS:\t    2000 kB\n",
			"Name:\tx\nTgid:\t7\nPid:\t7\nVmRSS:\t    2000 kB\n", 0 },
		{ KIND_STATUS, "Name:\tx\nTgid:\t7\nPid:\t7\nVmRSS:\t    2000 kB\n",
			"Name:\tx\nTgid:\t7\nPid:\t7\nVmRSS:\t    2004 kB\n", 1 },
		/* its second thread, read a moment later */
		{ KIND_STATUS, "Name:\tx\nTgid:\t7\nPid:\t7\nVmRSS:\t    2000 kB\n",
			"Name:\tx\nTgid:\t7\nPid:\t8\nVmRSS:\t    2004 kB\n", 0 },
		{ KIND_STAT, "7 (x) S 1 7 7 0 -1 0 5 0 0 0 9 3 0 0 20 0 1 0 99 4096000 5\n",
			"7 (x) S 1 7 7 0 -1 0 5 0 0 0 9 3 0 0 20 0 1 0 99 4096000 5\n", 0 },
		{ KIND_STAT, "7 (x) S 1 7 7 0 -1 0 5 0 0 0 9 3 0 0 20 0 1 0 99 4096000 5\n",
			"7 (x) S 1 7 7 0 -1 0 5 0 0 0 9 4 0 0 20 0 1 0 99 4096000 5\n", 1 },
		{ KIND_PMAP,
			"7:   x\n0000000000400000     100 rw--- 0000000000000000 000:00000   [ anon ]\n"
			"mapped: 100K    writeable/private: 100K    shared: 0K\n",
			"7:   x\n0000000000400000     104 rw--- 0000000000000000 000:00000   [ anon ]\n"
			"mapped: 104K    writeable/private: 104K    shared: 0K\n",
			1 },
		/* -x and -d: each has what the other lacks */
		{ KIND_PMAP,
			"7:   x\n0000000000400000     100      80      80 rw---   [ anon ]\n"
			"---------------- ------- ------- -------\ntotal kB             100      80      80\n",
			"7:   x\n0000000000400000     100 rw--- 0000000000000000 000:00000   [ anon ]\n"
			"mapped: 100K    writeable/private: 100K    shared: 0K\n",
			0 },
		{ KIND_PS,
			"USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 7 0.0 0.0 9000 5000 ? S 05:16 0:01 x\n",
			"root 7 0.0 0.0 9000 5004 ? S 05:16 0:01 x\n", 1 },
		/* threads: one RSS, each its own TIME */
		{ KIND_PS,
			"USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 7 0.0 0.0 9000 5000 ? S 05:16 0:01 x\n",
			"root 7 0.0 0.0 9000 5004 ? S 05:16 0:02 x\n", 0 },
		{ KIND_FD, "7 5\n", "7 6\n", 1 },
		{ KIND_FD, "7 5\n", "7 5\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct run_build build = { .folder = text("run") };
		struct arena arena = { NULL, 0 };
		char both[1024];

		snprintf(both, sizeof both, "%s%s", cases[i].once, cases[i].again);
		build.columns.arena = &build.arena;
		assert_int_equal(fold_text(&build, &arena, cases[i].kind, both), cases[i].notes);
		run_build_free(&build);
		arena_free(&arena);
	}
}

/* An uptime that strays in one round gives way to the time in the names; a reboot does not. */
static void uptimes(void **state)
{
	static const struct {
		int64_t uptime_ms[4];
		double elapsed_s;
		uint64_t notes;
	} cases[] = {
		{ { 1000, 2000, 3000, 4000 }, 3, 0 },
		{ { 1000, 500, 3000, 4000 }, 201, 1 },
		{ { 1000, 9000, 3000, 4000 }, 201, 1 },
		{ { 1000, 2000, 2000, 4000 }, 3, 0 },
		{ { 1000, 3000, 2000, 4000 }, 202, 1 }, /* two changed places: one of them */
		{ { 9000, 10000, 500, 1500 }, 102, 0 }, /* booted */
		{ { 1000, 2000, -1, 4000 }, 201, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };
		struct round_list list = { .count = 0 };

		for (uint32_t k = 0; k < 4; k++) {
			size_t round = rounds_at(&list, &arena, k);

			rounds_take_kind(&list, round, KIND_STATUS);
			rounds_take_time(&list, round, 100000 * (int64_t)k, 0);
			rounds_take_event(&list, round,
				&(struct round_event){ 0, cases[i].uptime_ms[k], -1 });
		}
		rounds_build(&list, &notes);
		assert_true(rounds_time(&list, 3)->elapsed_s == cases[i].elapsed_s);
		assert_int_equal(notes.total, cases[i].notes);
		rounds_free(&list);
		arena_free(&arena);
	}
}

/* A log without dates keeps no times; where one round has one, it is that round's in any order. */
static void times_of_rounds(void **state)
{
	static const uint32_t numbers[] = { 5, 2, 9, 7 };
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };
	struct round_list list = { .count = 0 };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		rounds_take_kind(&list, rounds_at(&list, &arena, numbers[i]), KIND_STATUS);
	assert_null(list.times);
	assert_null(list.told);
	rounds_take_time(&list, rounds_at(&list, &arena, 2), 5000, 0);
	rounds_take_time(&list, rounds_at(&list, &arena, 9), 8000, 7);
	rounds_take_time(&list, rounds_at(&list, &arena, 9), 9000, 7);
	rounds_take_time(&list, rounds_at(&list, &arena, 9), 1, 6);
	rounds_take_time(&list, rounds_at(&list, &arena, 7), -1, 8);
	rounds_take_time(&list, rounds_at(&list, &arena, 5), 6000, 1);
	rounds_build(&list, &notes);
	assert_int_equal(list.count, 4);
	for (size_t i = 0; i < 4; i++) {
		static const struct {
			uint32_t number;
			bool is_timed;
			int64_t time_ms;
			double elapsed_s;
		} want[] = { { 2, true, 5000, 0 }, { 5, true, 6000, 1 }, { 7, false, -1, 1 },
			{ 9, true, 9000, 1 } };

		assert_int_equal(list.items[i].number, want[i].number);
		assert_int_equal(list.items[i].is_timed, want[i].is_timed);
		assert_int_equal(rounds_time(&list, i)->time_ms, want[i].time_ms);
		assert_true(rounds_time(&list, i)->elapsed_s == want[i].elapsed_s);
	}
	rounds_free(&list);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(two_of_info),
		cmocka_unit_test(times_of_rounds), cmocka_unit_test(two_of_events),
		cmocka_unit_test(process_twice), cmocka_unit_test(uptimes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
