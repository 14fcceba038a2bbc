/* happenings.c - what a run's events say besides its rounds. */
#include "happenings.h"

#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../columns/rounds.h"
#include "collect/run_format.h"
#include "name_match.h"
#include "processes.h"
#include "reached.h"

/* A clock that is slewed (adjtime(3), NTP) moves by less than this between two rounds. */
enum { SET_MS = 2000 };

/* A process has ended if it is missing from the last rounds: at least this many, and a twentieth of
 * all. */
enum { MISSING_ROUNDS = 2, MISSING_PART = 20 };

/* Limits, in bytes: how much of run.info's targets is read, and the length of a name. */
enum { MOST_BYTES = 65536, LONGEST_NAME = 256 };

/* A process that nobody named counts as watched if it was there from the first round, in this many.
 */
enum { WATCHED_ROUNDS = 12 };

/* How an ACTION that could not be started is recorded, as an error. */
static const char not_started[] = "ACTION could not be started";

static void add_action(
	struct happenings *happenings, struct arena *arena, const struct happened_action *action)
{
	happenings->actions = list_room_in(arena, happenings->actions, happenings->action_count + 1,
		&happenings->action_capacity, sizeof *happenings->actions);
	happenings->actions[happenings->action_count++] = *action;
}

/* `exit=0 ms=12` is a success; `exit=1 ...`, `signal=9 ...`, `... timeout` are failures. An arm may
 * follow: `arm=reload times=3`. */
static struct happened_action read_action(struct arena *arena, uint32_t round, struct span detail)
{
	struct happened_action action = { .round = round, .failed = true, .times = 1 };
	bool exited = false, timeout = false;
	struct span field;
	uint64_t times;

	while (span_field(&detail, &field)) {
		exited |= span_is(field, "exit=0");
		timeout |= span_is(field, "timeout");
		if (span_starts(field, "arm=")) {
			action.arm = arena_copy(arena, span_from(field, 4));
			action.times = 0;
		}
		if (span_starts(field, "times=") &&
			span_number(span_from(field, 6), UINT32_MAX, &times))
			action.times = (uint32_t)times;
	}
	action.failed = timeout || !exited;
	return action;
}

/* `NAME[PID] start=TICKS`: NAME may hold anything but a line's end. */
static bool read_end(struct span detail, struct happened_end *end)
{
	ptrdiff_t close = span_rfind(detail, ']'), open;
	struct span rest, field;
	uint64_t pid;

	if (close < 0)
		return false;
	open = span_rfind((struct span){ detail.at, (size_t)close }, '[');
	if (open < 0 ||
		!span_number((struct span){ detail.at + open + 1, (size_t)(close - open - 1) },
			INT32_MAX, &pid))
		return false;
	*end = (struct happened_end){ (int32_t)pid, 0 };
	rest = span_from(detail, (size_t)close + 1);
	if (span_field(&rest, &field) && span_starts(field, "start="))
		(void)span_number(span_from(field, 6), UINT64_MAX, &end->start_ticks);
	return true;
}

/* `NAME[PID] start=TICKS tree=ROOT`: the last one only for a descendant. */
static bool read_birth(struct span detail, struct happened_birth *birth)
{
	ptrdiff_t equals = span_rfind(detail, '=');
	struct happened_end named;
	uint64_t root;

	if (equals < 0 || !span_ends((struct span){ detail.at, (size_t)equals }, " tree") ||
		!span_number(span_trim(span_from(detail, (size_t)equals + 1)), INT32_MAX, &root) ||
		!read_end((struct span){ detail.at, (size_t)equals }, &named))
		return false;
	*birth = (struct happened_birth){ named.pid, (int32_t)root, named.start_ticks };
	return true;
}

static struct happened_end *add_end(struct arena *arena, struct happened_end *ends, size_t *count,
	size_t *capacity, struct happened_end end)
{
	ends = list_room_in(arena, ends, *count + 1, capacity, sizeof *ends);
	ends[(*count)++] = end;
	return ends;
}

void happenings_take(
	struct happenings *happenings, struct arena *arena, const struct run_event *event)
{
	struct happened_action action;
	struct happened_birth birth;
	struct happened_end end;

	if (span_is(event->event, RUN_EVENT_GONE) && read_end(event->detail, &end)) {
		happenings->ends = add_end(arena, happenings->ends, &happenings->end_count,
			&happenings->end_capacity, end);
	} else if (span_is(event->event, RUN_EVENT_DENIED) && read_end(event->detail, &end)) {
		happenings->denied = add_end(arena, happenings->denied, &happenings->denied_count,
			&happenings->denied_capacity, end);
	} else if (span_is(event->event, RUN_EVENT_DENIED) &&
		   span_is(event->detail, RUN_DENIED_OTHERS)) {
		happenings->others_denied = true;
	} else if (span_is(event->event, RUN_EVENT_APPEARED) && read_birth(event->detail, &birth)) {
		happenings->births =
			list_room_in(arena, happenings->births, happenings->birth_count + 1,
				&happenings->birth_capacity, sizeof *happenings->births);
		happenings->births[happenings->birth_count++] = birth;
	} else if (event->round >= 0 && span_is(event->event, RUN_EVENT_ACTION)) {
		action = read_action(arena, (uint32_t)event->round, event->detail);
		add_action(happenings, arena, &action);
	} else if (event->round >= 0 && span_is(event->event, RUN_EVENT_ERROR) &&
		   span_starts(event->detail, not_started)) {
		action =
			(struct happened_action){ .round = (uint32_t)event->round, .failed = true };
		add_action(happenings, arena, &action);
	}
}

static int compare_actions(const void *a, const void *b)
{
	const struct happened_action *x = a, *y = b;

	return (x->round > y->round) - (x->round < y->round);
}

/* An ACTION alone has an event each time that it ran. A round that was drawn twice: as the last
 * time. */
static void join_action(struct happened_action *to, const struct happened_action *more)
{
	to->failed |= more->failed;
	if (more->arm.len)
		to->arm = more->arm;
	to->times = more->arm.len ? more->times : to->times + more->times;
}

/* In a round that ran the action several times, one failure is enough. */
static void join_actions(struct happenings *happenings)
{
	struct happened_action *actions = happenings->actions;
	size_t kept = 0;

	if (!actions)
		return;
	qsort(actions, happenings->action_count, sizeof *actions, compare_actions);
	for (size_t i = 0; i < happenings->action_count; i++) {
		if (kept && actions[kept - 1].round == actions[i].round)
			join_action(&actions[kept - 1], &actions[i]);
		else
			actions[kept++] = actions[i];
	}
	happenings->action_count = kept;
}

/* By how much the clock was set before round i; 0: it was not. With an uptime any jump shows;
 * without one only a jump back does. */
static int64_t clock_jump(const struct round_list *rounds, size_t i, bool *timed)
{
	const struct round_event *from = rounds_event(rounds, i - 1), *to = rounds_event(rounds, i);
	int64_t before = rounds_time(rounds, i - 1)->time_ms,
		time_ms = rounds_time(rounds, i)->time_ms, ms = 0;

	*timed = from->uptime_ms >= 0 && to->uptime_ms >= from->uptime_ms;
	if (*timed && from->time_ms >= 0 && to->time_ms >= 0)
		ms = to->time_ms - from->time_ms - (to->uptime_ms - from->uptime_ms);
	else if (from->uptime_ms < 0 && time_ms >= 0 && time_ms < before)
		ms = time_ms - before;
	return ms > SET_MS || ms < -SET_MS ? ms : 0;
}

void happenings_finish(
	struct happenings *happenings, struct arena *arena, const struct round_list *rounds)
{
	join_actions(happenings);
	for (size_t i = 1; i < rounds->count; i++) {
		bool timed;
		int64_t ms = clock_jump(rounds, i, &timed);

		if (!ms)
			continue;
		happenings->sets = list_room_in(arena, happenings->sets, happenings->set_count + 1,
			&happenings->set_capacity, sizeof *happenings->sets);
		happenings->sets[happenings->set_count++] =
			(struct happened_set){ rounds->items[i].number, ms, timed };
	}
}

size_t happenings_actions(const struct happenings *happenings, uint32_t from, size_t *failed)
{
	size_t count = 0;

	*failed = 0;
	for (size_t i = 0; i < happenings->action_count; i++) {
		if (from && happenings->actions[i].round <= from)
			continue;
		if (!happenings->actions[i].failed && happenings->actions[i].arm.len &&
			!happenings->actions[i].times)
			continue; /* an idle round of an experiment */
		count++;
		*failed += happenings->actions[i].failed;
	}
	return count;
}

size_t happenings_failures(const struct happenings *happenings, uint32_t from, struct span arm)
{
	size_t count = 0;

	for (size_t i = 0; i < happenings->action_count; i++)
		count += happenings->actions[i].failed &&
			 span_equal(happenings->actions[i].arm, arm) &&
			 (!from || happenings->actions[i].round > from);
	return count;
}

uint32_t happenings_times(const struct happenings *happenings)
{
	uint32_t most = 0;

	for (size_t i = 0; i < happenings->action_count; i++) {
		const struct happened_action *action = &happenings->actions[i];

		if (action->round && !action->arm.len && action->times > most)
			most = action->times;
	}
	return most;
}

bool happenings_ended(const struct happenings *happenings, const struct process *process)
{
	for (size_t i = 0; i < happenings->end_count; i++) {
		const struct happened_end *end = &happenings->ends[i];

		if (end->pid == process->pid && (!end->start_ticks || !process->start_ticks ||
							end->start_ticks == process->start_ticks))
			return true;
	}
	return false;
}

bool happenings_untimed(const struct happenings *happenings, uint32_t from)
{
	for (size_t i = 0; i < happenings->set_count; i++)
		if (happenings->sets[i].round > from && !happenings->sets[i].timed)
			return true;
	return false;
}

static void *copy_list(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_take_array(arena, count + 1, size);

	return count ? memcpy(copy, items, count * size) : copy;
}

struct happenings happenings_copy(const struct happenings *from, struct arena *arena)
{
	struct happenings to = *from;

	to.actions = copy_list(arena, from->actions, from->action_count, sizeof *to.actions);
	to.ends = copy_list(arena, from->ends, from->end_count, sizeof *to.ends);
	to.births = copy_list(arena, from->births, from->birth_count, sizeof *to.births);
	to.denied = copy_list(arena, from->denied, from->denied_count, sizeof *to.denied);
	to.sets = copy_list(arena, from->sets, from->set_count, sizeof *to.sets);
	for (size_t i = 0; i < to.action_count; i++)
		to.actions[i].arm = arena_copy(arena, to.actions[i].arm);
	return to;
}

/* Do some consecutive whole words of the text match this process, as a TARGET does? Names may hold
 * blanks. */
static bool any_words_match(const struct process *process, struct span text)
{
	for (size_t from = 0; from < text.len && from < MOST_BYTES; from++) {
		if (from && text.at[from - 1] != ' ')
			continue;
		for (size_t to = from + 1; to <= text.len && to - from <= LONGEST_NAME; to++)
			if ((to == text.len || text.at[to] == ' ') &&
				name_matches(process, (struct span){ text.at + from, to - from }))
				return true;
	}
	return false;
}

/* The part of `targets` with the names: before -m and -a. */
static struct span names_of(struct span targets)
{
	for (size_t i = 0; i + 1 < targets.len; i++)
		if (targets.at[i] == '-' && (!i || targets.at[i - 1] == ' ') &&
			(span_starts(span_from(targets, i), "-m ") ||
				span_is(span_from(targets, i), "-a")))
			return (struct span){ targets.at, i };
	return targets;
}

/* Are these rounds enough to be no accident? */
static bool are_many(size_t missing, size_t rounds)
{
	return missing >= MISSING_ROUNDS && missing * MISSING_PART >= rounds;
}

/* Was it there to the end of the files, but not of the run, whose events go on? */
static bool lost_its_end(const struct process *process, const struct round_list *rounds)
{
	return rounds->count && process->last_round == rounds->items[rounds->count - 1].number &&
	       are_many(rounds->lost_end, rounds->count + rounds->lost_end);
}

/* Was the life there in every round up to its last one, and then missing for long enough? */
static bool went_missing(const struct process *process, const struct round_list *rounds)
{
	ptrdiff_t last = rounds_find(rounds, process->last_round);
	size_t after = last < 0 ? 0 : rounds->count - 1 - (size_t)last;
	ptrdiff_t first = rounds_find(rounds, process->first_round);

	return first >= 0 && (size_t)(last - first) + 1 == process->rounds &&
	       are_many(after, rounds->count);
}

struct happened_frame happenings_frame(const struct happenings *happenings,
	const struct round_list *rounds, struct span targets, bool is_log)
{
	bool everybody = span_is(targets, "-a") || span_ends(targets, " -a");

	return (struct happened_frame){ happenings, rounds, is_log, everybody };
}

bool happenings_ended_early(
	const struct happened_frame *frame, const struct process *process, bool by_event)
{
	const struct round_list *rounds = frame->rounds;
	uint32_t first = process->rounds_before ? process->first_before : process->first_round;
	bool there = rounds->count && first == rounds->items[0].number &&
		     process->rounds + process->rounds_before >= WATCHED_ROUNDS,
	     watched = process->is_named || (there && !frame->everybody);

	return (watched && (by_event || (!frame->is_log && went_missing(process, rounds)))) ||
	       lost_its_end(process, rounds);
}

void happenings_mark(
	const struct happened_frame *frame, struct span targets, struct processes *processes)
{
	struct span names = names_of(targets);

	reached_mark(processes);
	for (size_t i = 0; i < processes->target_count; i++) {
		struct process *process = &processes->items[i];
		bool ended = happenings_ended(frame->happened, process) ||
			     process->trouble & LIFE_ENDED_ZOMBIE;

		process->is_named |= any_words_match(process, names);
		process->ended_early = process->next_life == SIZE_MAX &&
				       !(process->trouble & LIFE_EXECED) &&
				       happenings_ended_early(frame, process, ended);
	}
}
