/* odd_rounds.c - drops what contradicts the other files of its round, or the rounds around it. */
#include "odd_rounds.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "columns.h"
#include "odd_sizes.h"
#include "rounds.h"
#include "scenes.h"

/* Counts that never fall while a process lives. */
enum count { COUNT_SWITCHES, COUNT_PEAK, COUNT_TICKS, COUNT_COLLECTIONS, COUNTS };

static const enum scene_source count_source[COUNTS] = {
	[COUNT_SWITCHES] = SCENE_STATUS,
	[COUNT_PEAK] = SCENE_STATUS,
	[COUNT_TICKS] = SCENE_STAT,
	[COUNT_COLLECTIONS] = SCENE_JSTAT,
};

static int64_t known(uint32_t count)
{
	return count == columns_count(-1) ? -1 : (int64_t)count;
}

/* -1 if unknown. */
static int64_t count_of(const struct scene *scene, enum count count)
{
	const struct status_rest *status = scene->rest;
	const struct stat_point *stat = scene->point[SCENE_STAT];
	const struct jstat_point *jstat = scene->point[SCENE_JSTAT];

	if (!scene->point[count_source[count]])
		return -1;
	switch (count) {
	case COUNT_SWITCHES:
		return known(status->worked);
	case COUNT_PEAK:
		return columns_kib(status->peak);
	case COUNT_TICKS:
		return known(stat->worked);
	default:
		return jstat->collections;
	}
}

/*
 * Marks each round whose count lies outside of those around it, although these ascend: a count that
 * falls and stays low may be another process's. The first and the last round have one neighbour:
 * that is enough if it is one life for certain (by its start time, and the place of its stack).
 */
static void find_falls(const struct scenes *life, enum count count, bool certain)
{
	int64_t before = -1;
	size_t next = 0;

	for (size_t i = 0; i < life->count; i++) {
		int64_t now = count_of(&life->items[i], count), after = -1;

		if (now < 0)
			continue;
		for (next = i + 1; next < life->count && after < 0; next++)
			after = count_of(&life->items[next], count);
		if ((before >= 0 && after >= 0 ? before <= after : certain) &&
			((before >= 0 && now < before) || (after >= 0 && now > after)))
			life->items[i].odd |= 1u << count_source[count];
		before = now;
	}
}

/* Did the process work between two rounds, by its stat? */
static bool worked(const struct scene *before, const struct scene *now)
{
	const struct stat_point *a = before->point[SCENE_STAT], *b = now->point[SCENE_STAT];

	return a && b && (a->worked != b->worked || a->faults != b->faults);
}

static bool stands_still(const struct scene *before, const struct scene *now)
{
	int64_t switches = count_of(now, COUNT_SWITCHES);

	return switches >= 0 && switches == count_of(before, COUNT_SWITCHES);
}

/* Marks two rounds with the same count of context switches, in a process that switches in nearly
 * every round and worked in between: one of the two has the status file of the other. */
static void find_stills(const struct scenes *life)
{
	size_t still = 0;

	for (size_t i = 1; i < life->count; i++)
		still += stands_still(&life->items[i - 1], &life->items[i]);
	if (!still || !scenes_are_few(still, life->count))
		return;
	for (size_t i = 1; i < life->count; i++) {
		struct scene *before = &life->items[i - 1], *now = &life->items[i];

		if (!stands_still(before, now) || !worked(before, now) ||
			((before->odd | now->odd) & 1u << SCENE_STATUS))
			continue;
		before->odd |= 1u << SCENE_STATUS;
		now->odd |= 1u << SCENE_STATUS;
	}
}

static uint64_t start_of(const struct scene *scene)
{
	const struct stat_point *stat = scene->point[SCENE_STAT];

	return stat ? stat->start_ticks : 0;
}

/* Marks a start time between two others that are the same: no process returns. */
static void find_starts(const struct scenes *scenes)
{
	const struct scene *before = NULL, *last = NULL;

	for (size_t i = 0; i < scenes->count; i++) {
		struct scene *now = &scenes->items[i];

		if (!start_of(now))
			continue;
		if (before && start_of(before) == start_of(now) && start_of(last) != start_of(now))
			scenes->items[last - scenes->items].odd |= 1u << SCENE_STAT;
		before = last;
		last = now;
	}
}

/* 0: unknown. */
static uint32_t stack_of(const struct scene *scene)
{
	const struct stat_point *stat = scene->point[SCENE_STAT];

	return stat && !(scene->odd & 1u << SCENE_STAT) ? stat->stack : 0;
}

/* Is a scene behind an exec, the stack being there until then? */
static bool is_of_exec(const struct scenes *scenes, size_t at, uint32_t stack)
{
	uint32_t now = stack_of(&scenes->items[at]);
	size_t next = at + 1;

	if (!now || now == stack)
		return false;
	while (next < scenes->count && !scenes->items[next].point[SCENE_STAT])
		next++;
	return columns_stack_moved(
		stack, now, next < scenes->count ? stack_of(&scenes->items[next]) : 0);
}

/* What is known of a life for certain; 0: unknown. */
struct certain {
	uint64_t start;
	uint32_t stack;
};

/* The scenes of one life: up to the next start time, or an exec. */
static struct scenes life_from(const struct scenes *scenes, size_t begin, struct certain *known)
{
	size_t end = begin;

	*known = (struct certain){ 0, 0 };
	for (; end < scenes->count; end++) {
		const struct scene *scene = &scenes->items[end];
		uint64_t now = start_of(scene);

		if (now && known->start && now != known->start && !(scene->odd & 1u << SCENE_STAT))
			break;
		if (is_of_exec(scenes, end, known->stack))
			break;
		known->start = known->start ? known->start : now;
		known->stack = known->stack ? known->stack : stack_of(scene);
	}
	return (struct scenes){ scenes->items + begin, end - begin, 0 };
}

static void find_odd(const struct scenes *scenes)
{
	struct certain known;
	struct scenes life;

	find_starts(scenes);
	for (size_t begin = 0; begin < scenes->count; begin += life.count) {
		life = life_from(scenes, begin, &known);
		for (enum count count = 0; count < COUNTS; count++) /* exec may lower the peak */
			find_falls(
				&life, count, known.start && (count != COUNT_PEAK || known.stack));
		odd_sizes_find(&life);
		find_stills(&life);
	}
}

static bool any_counts(const struct pid_columns *pid)
{
	const struct status_rest *rests = pid->rests.items;

	for (size_t i = 0; i < pid->rests.count; i++)
		if (known(rests[i].worked) >= 0 || columns_kib(rests[i].peak) >= 0)
			return true;
	return false;
}

/* Can anything contradict the files of a process: the size in status another file, or a count the
 * rounds around it? The lines of most logs have neither. */
static bool can_be_odd(const struct pid_columns *pid)
{
	return pid->stat.count || pid->jstat.count || any_counts(pid) ||
	       (pid->status.count && (pid->pmap.count || pid->maps.count));
}

static void note_odd(const struct scene *scene, int32_t pid, const struct round_list *rounds,
	struct notes *notes)
{
	static const char *const names[SCENE_SOURCES] = { [SCENE_STATUS] = "status",
		[SCENE_STAT] = "stat",
		[SCENE_PMAP] = "pmap",
		[SCENE_MAPS] = "maps",
		[SCENE_JSTAT] = "jstat" };
	char text[160];

	for (size_t i = 0; i < SCENE_SOURCES; i++) {
		if (!(scene->odd & 1u << i))
			continue;
		snprintf(text, sizeof text,
			"round %" PRIu32 ": the %s of process %" PRId32
			" contradicts the rounds or files around it, as that of another round does: left out",
			rounds->items[scene->at].number, names[i], pid);
		notes_add(notes, 0, text);
	}
}

void odd_rounds_drop(struct columns *columns, const struct round_list *rounds, struct notes *notes)
{
	struct scenes scenes = { NULL, 0, 0 };

	notes_file(notes, (struct span){ "(run)", 5 });
	for (size_t i = 0; i < columns->count; i++) {
		bool any = false;

		if (!can_be_odd(&columns->pids[i]))
			continue;
		scenes_gather(&scenes, &columns->pids[i]);
		find_odd(&scenes);
		for (size_t j = 0; j < scenes.count; j++) {
			any |= scenes.items[j].odd != 0;
			note_odd(&scenes.items[j], columns->pids[i].pid, rounds, notes);
		}
		if (any)
			scenes_drop_odd(&scenes, &columns->pids[i]);
	}
	free(scenes.items);
}
