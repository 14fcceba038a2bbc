/* test_happenings.c - what events tell beside rounds: actions, ends, a clock that was set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/columns/rounds.h"
#include "analyze/history/happenings.h"
#include "analyze/history/processes.h"

static struct arena arena;

static struct happenings taken(const struct run_event *events, size_t count)
{
	struct happenings happenings = { .action_count = 0 };
	struct round_list none = { .count = 0 };

	for (size_t i = 0; i < count; i++)
		happenings_take(&happenings, &arena, &events[i]);
	happenings_finish(&happenings, &arena, &none);
	return happenings;
}

static struct run_event event(int64_t round, const char *name, const char *detail)
{
	return (struct run_event){ -1, -1, round, span_of(name), span_of(detail) };
}

static void actions(void **state)
{
	const struct run_event events[] = {
		event(7, "action", "exit=0 ms=12"),
		event(1, "action", "exit=0 ms=12 arm=action times=3"),
		event(2, "action", "exit=1 ms=3"),
		event(3, "action", "signal=9 ms=3"),
		event(4, "action", "exit=0 ms=100 timeout"),
		event(5, "error", "ACTION could not be started: No such file or directory"),
		event(5, "error", "0005.pmap: No space left on device"),
		event(6, "action", "exit=0 ms=1"),
		event(6, "action", "exit=2 ms=1"),
		event(-1, "action", "exit=1 ms=1"),
		event(8, "action", "exit=01 ms=1"),
	};
	struct happenings happenings = taken(events, sizeof events / sizeof *events);
	size_t failed;

	(void)state;
	assert_int_equal(happenings_actions(&happenings, 0, &failed), 8);
	assert_int_equal(failed, 6);
	/* the action of the first judged round ran before it */
	assert_int_equal(happenings_actions(&happenings, 5, &failed), 3);
	assert_int_equal(failed, 2);
	assert_int_equal(happenings_actions(&happenings, 8, &failed), 0);
	assert_int_equal(failed, 0);
	arena_free(&arena);
}

static struct process process(const char *name, int32_t pid, uint32_t first, uint32_t last)
{
	return (struct process){ .name = span_of(name),
		.pid = pid,
		.start_ticks = 500,
		.first_round = first,
		.last_round = last,
		.rounds = last - first + 1,
		.is_target = true,
		.first_life = 0,
		.next_life = SIZE_MAX };
}

/* Rounds 0 to count - 1. */
static struct round_list rounds_of(struct round *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		items[i] = (struct round){ .number = (uint32_t)i };
	return (struct round_list){ .items = items, .count = count };
}

static bool ends(struct happenings *happenings, const char *targets, struct process one)
{
	static struct round items[40];
	struct round_list rounds = rounds_of(items, 40);
	struct processes processes = { .items = &one, .count = 1, .target_count = 1 };

	struct happened_frame frame =
		happenings_frame(happenings, &rounds, span_of(targets), !strcmp(targets, "log"));

	happenings_mark(&frame, span_of(targets), &processes);
	return one.ended_early;
}

static void early_ends(void **state)
{
	const struct run_event gone[] = { event(39, "gone", "tmux: server[7] start=500"),
		event(39, "gone", "odd]name[8] start=500"), event(39, "gone", "no pid") };
	struct happenings none = taken(NULL, 0), told = taken(gone, 3);
	struct process twice = process("ripd", 7, 0, 20);

	(void)state;
	/* the event says so, in the last round still */
	assert_true(ends(&told, "tmux: server", process("tmux: server", 7, 0, 38)));
	assert_true(ends(&told, "-m odd", process("odd]name", 8, 0, 38)));
	assert_false(ends(&told, "ripd", process("ripd", 9, 0, 38)));
	assert_false(ends(&none, "ripd", process("ripd", 7, 0, 39)));
	/* missing in one round may be a gap; in a twentieth of them it has ended */
	assert_false(ends(&none, "ripd", process("ripd", 7, 0, 38)));
	assert_true(ends(&none, "ripd", process("ripd", 7, 0, 37)));
	/* found, not named: watched from the first round, and long enough; not of all processes */
	assert_true(ends(&none, "-m rip", process("ripd", 7, 0, 20)));
	assert_true(ends(&none, "", process("ripd", 7, 0, 11)));
	assert_false(ends(&none, "", process("ripd", 7, 0, 10)));
	assert_false(ends(&none, "", process("ripd", 7, 1, 20)));
	assert_false(ends(&none, "-a", process("ripd", 7, 0, 20)));
	assert_true(ends(&none, "ospfd ripd -m x -a", process("ripd", 7, 5, 8)));
	assert_false(ends(&none, "log", process("ripd", 7, 0, 20)));
	/* one that flickers, as in a list of the ten largest */
	twice.rounds--;
	assert_false(ends(&none, "ripd", twice));
	/* restarted */
	twice = process("ripd", 7, 0, 20);
	twice.next_life = 1;
	assert_false(ends(&none, "ripd", twice));
	arena_free(&arena);
}

static size_t sets(int64_t uptime, int64_t time, bool *timed)
{
	struct round items[2];
	struct round_list rounds = rounds_of(items, 2);
	struct happenings happenings = { .set_count = 0 };

	rounds_take_time(&rounds, 0, 100000, 0);
	rounds_take_time(&rounds, 1, time, 0);
	rounds_take_event(&rounds, 0, &(struct round_event){ 0, uptime < 0 ? -1 : 1000, 100000 });
	rounds_take_event(&rounds, 1, &(struct round_event){ 0, uptime, time });
	happenings_finish(&happenings, &arena, &rounds);
	*timed = !happenings_untimed(&happenings, 0);
	rounds_forget_told(&rounds);
	free(rounds.times);
	return happenings.set_count;
}

static void clock_sets(void **state)
{
	bool timed;

	(void)state;
	/* a minute by uptime: the clock may go wrong by two seconds */
	assert_int_equal(sets(61000, 160000, &timed), 0);
	assert_int_equal(sets(61000, 162000, &timed), 0);
	assert_int_equal(sets(61000, 162001, &timed), 1);
	assert_true(timed);
	assert_int_equal(sets(61000, 157999, &timed), 1);
	assert_true(timed);
	/* without uptime a leap is a pause, a fall is not */
	assert_int_equal(sets(-1, 9000000, &timed), 0);
	assert_int_equal(sets(-1, 98000, &timed), 0);
	assert_int_equal(sets(-1, 97999, &timed), 1);
	assert_false(timed);
	/* a boot lies between: uptime falls */
	assert_int_equal(sets(500, 160000, &timed), 0);
	arena_free(&arena);
}

/* The master is the first of the processes; does it count as idle? */
static bool idles(struct process *items, size_t count)
{
	static struct round rounds[40];
	struct happenings none = { .set_count = 0 };
	struct round_list list = rounds_of(rounds, 40);
	struct processes processes = { .items = items, .count = count, .target_count = count };
	struct happened_frame frame = happenings_frame(&none, &list, span_of(""), false);

	items[0].never_ran = true;
	happenings_mark(&frame, span_of(""), &processes);
	return items[0].never_ran;
}

static struct process child(int32_t pid, int32_t parent, uint32_t first, uint32_t last)
{
	struct process child = process("worker", pid, first, last);

	child.parent = parent;
	child.ran = true;
	return child;
}

static void idle_masters(void **state)
{
	const struct process master = process("master", 7, 0, 39);
	struct process early[] = { master, child(8, 7, 0, 18) };
	struct process half[] = { master, child(8, 7, 20, 39) };
	struct process twice[] = { master, child(8, 7, 0, 15), child(9, 7, 2, 9),
		child(10, 7, 8, 18) };
	struct process recycled[] = { master, child(10, 7, 30, 37), child(9, 7, 0, 7),
		child(8, 7, 12, 15) };
	struct process below[] = { master, child(8, 7, 0, 39), child(9, 8, 0, 39) };
	struct process after[] = { master, child(8, 7, 0, 39), child(7, 1, 20, 39) };
	struct process circle[] = { master, child(8, 7, 0, 39) };

	(void)state;
	assert_true(idles(early, 2));
	assert_false(idles(half, 2));
	/* a round counts once, however many were alive */
	assert_true(idles(twice, 4));
	assert_false(idles(recycled, 4));
	/* a child that only waits, too, hands on what its own did */
	below[1].ran = false;
	below[1].never_ran = true;
	assert_false(idles(below, 3));
	assert_false(below[1].never_ran);
	/* that of an earlier life of the PID, as long as this lasted */
	after[0].last_round = 19;
	assert_false(idles(after, 3));
	after[1].first_round = 20;
	assert_true(idles(after, 3));
	circle[0].parent = 8;
	assert_false(idles(circle, 2));
}

/* Each is the child of the one before it: passes over all of them for each would take minutes. */
static void idle_chain(void **state)
{
	enum { LONG = 10000 };
	struct process *items = calloc(LONG, sizeof *items);

	(void)state;
	assert_non_null(items);
	for (int32_t i = 0; i < LONG; i++) {
		items[i] = child(i + 2, i + 1, 0, 39);
		items[i].ran = i == LONG - 1;
		items[i].never_ran = i < LONG - 1;
	}
	assert_false(idles(items, LONG));
	for (size_t i = 0; i < LONG; i++)
		assert_false(items[i].never_ran);
	free(items);
}

static void denied(void **state)
{
	const struct run_event events[] = {
		event(0, "denied", "[7] start=0"),
		event(0, "denied", "x[8] start=12"),
		event(0, "denied", "x] y[9] start=12 heap"),
		event(3, "denied", "[7] start=0"),
		event(3, "denied", "heap: this source cannot read heaps"),
		event(5, "denied", "[11] start=0"),
	};
	struct happenings happenings = taken(events, sizeof events / sizeof *events);
	struct process measured[] = { { .pid = 9 }, { .pid = 8 } };
	struct processes processes = { .items = measured, .target_count = 2 };
	const int32_t *pids;
	size_t count;

	(void)state;
	pids = happenings_unseen(&happenings, &processes, &arena, &count);
	assert_int_equal(count, 2);
	assert_int_equal(pids[0], 7);
	assert_int_equal(pids[1], 11);
	processes.target_count = 1;
	pids = happenings_unseen(&happenings, &processes, &arena, &count);
	assert_int_equal(count, 3);
	assert_int_equal(pids[1], 8);
}

/* None of very many is forgotten, nor any behind a PID that no process has. */
static void very_many_denied(void **state)
{
	enum { MANY = 20000 };
	struct happenings happenings = { .denied_count = 0 };
	struct processes processes = { .target_count = MANY };
	char detail[32];
	const int32_t *pids;
	size_t count;

	(void)state;
	processes.items = arena_take_array(&arena, MANY, sizeof *processes.items);
	for (int i = 0; i <= MANY; i++) {
		const struct run_event heap = event(0, "denied", detail);

		snprintf(detail, sizeof detail, "x[%d] start=12 heap", i);
		happenings_take(&happenings, &arena,
			&(struct run_event){
				.round = 0, .event = heap.event, .detail = span_of(detail) });
		if (i)
			processes.items[i - 1].pid = i;
	}
	happenings_take(&happenings, &arena,
		&(struct run_event){ .round = 0,
			.event = span_of("denied"),
			.detail = span_of("[30000] start=0") });
	pids = happenings_unseen(&happenings, &processes, &arena, &count);
	assert_int_equal(count, 2);
	assert_int_equal(pids[0], 0);
	assert_int_equal(pids[1], 30000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(actions),
		cmocka_unit_test(denied),
		cmocka_unit_test(very_many_denied),
		cmocka_unit_test(early_ends),
		cmocka_unit_test(clock_sets),
		cmocka_unit_test(idle_masters),
		cmocka_unit_test(idle_chain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
