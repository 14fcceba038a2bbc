/* columns_merge.c - appends the columns of a recording that continues in another file. */
#include "columns_merge.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/room.h"
#include "../parse/parse_ps_time.h"
#include "columns_status.h"

/* The state of a process at one end of its columns. */
struct end {
	struct span name;
	uint32_t start, cpu;  /* from ps */
	uint64_t start_ticks; /* from stat */
};

/* Which end of its columns. */
enum which { FIRST, LAST };

/* Where the fact at that end is, of so many. */
static size_t at(enum which which, size_t count)
{
	return which == LAST ? count - 1 : 0;
}

static struct span name_of(
	const struct columns *columns, const struct pid_columns *pid, enum which which)
{
	const struct ps_said *said = pid->said.items;
	const struct status_point *status = pid->status.items;

	if (status && pid->status.count)
		return columns_name(columns,
			columns_status_rest(pid, &status[at(which, pid->status.count)])->name);
	if (said && pid->said.count)
		return columns_name(columns, said[at(which, pid->said.count)].name);
	return pid->ps_name.len ? pid->ps_name : pid->pmap_name;
}

static struct end end_of(
	const struct columns *columns, const struct pid_columns *pid, enum which which)
{
	const struct ps_said *said = pid->said.items;
	const struct ps_cpu *cpu = pid->cpu.items;
	const struct stat_point *stat = pid->stat.items;
	struct end end = { .name = name_of(columns, pid, which) };

	if (pid->said.count)
		end.start = said[at(which, pid->said.count)].start;
	if (pid->cpu.count)
		end.cpu = cpu[at(which, pid->cpu.count)].cpu;
	if (pid->stat.count)
		end.start_ticks = stat[at(which, pid->stat.count)].start_ticks;
	return end;
}

static bool is_same(const struct end *x, const struct end *y)
{
	uint32_t step;

	if (parse_ps_start_is_day(x->start) && parse_ps_start_is_day(y->start) &&
		x->start != y->start)
		return false;
	return span_equal(x->name, y->name) &&
	       (!x->start_ticks || !y->start_ticks || x->start_ticks == y->start_ticks) &&
	       parse_ps_starts(x->start, y->start, &step) != PS_STARTS_DIFFER;
}

static const struct pid_columns *find_pid(const struct columns *columns, int32_t pid)
{
	uint32_t place = index_find(&columns->pid_places, (uint32_t)pid);

	return place ? &columns->pids[place - 1] : NULL;
}

struct columns_match columns_match(const struct columns *before, const struct columns *after)
{
	struct columns_match match = { 0, 0, 0, 0 };

	for (size_t i = 0; i < after->count; i++) {
		const struct pid_columns *next = &after->pids[i],
					 *pid = find_pid(before, next->pid);
		struct end first = end_of(after, next, FIRST), last;
		bool fell;

		if (!pid)
			continue;
		last = end_of(before, pid, LAST);
		fell = first.cpu && last.cpu && first.cpu < last.cpu;
		if (!is_same(&last, &first)) {
			match.other++;
			continue;
		}
		match.same += !fell;
		match.other += fell;
		match.younger += fell;
		match.older += last.cpu && first.cpu > last.cpu;
	}
	return match;
}

bool columns_share_names(const struct columns *before, const struct columns *after)
{
	struct arena scratch = { NULL, 0 };
	struct intern_table names = { NULL, 0, 0 };
	size_t shared = 0;

	for (size_t i = 0; i < before->count; i++)
		intern(&names, &scratch, name_of(before, &before->pids[i], LAST));
	for (size_t i = 0; i < after->count; i++) {
		size_t known = names.count;

		intern(&names, &scratch, name_of(after, &after->pids[i], FIRST));
		shared += names.count == known;
	}
	arena_free(&scratch);
	return shared > after->count / 2;
}

/* Processor time in a round. */
struct spent {
	uint32_t round, cpu;
};

static int compare_spent(const void *a, const void *b)
{
	const struct spent *x = a, *y = b;

	return (x->round > y->round) - (x->round < y->round);
}

/* False: it fell. *grew: it grew. */
static bool never_falls(const struct columns *columns, const struct pid_columns *pid, bool *grew)
{
	const struct ps_cpu *cpu = pid->cpu.items;
	struct spent *spent = room_resize(NULL, pid->cpu.count + 1, sizeof *spent);
	bool good = true;

	for (size_t i = 0; i < pid->cpu.count; i++)
		spent[i] = (struct spent){ columns->members[cpu[i].at].round, cpu[i].cpu };
	qsort(spent, pid->cpu.count, sizeof *spent, compare_spent);
	for (size_t i = 1; i < pid->cpu.count; i++) {
		good &= spent[i].cpu >= spent[i - 1].cpu;
		*grew |= spent[i].cpu > spent[i - 1].cpu;
	}
	free(spent);
	return good;
}

bool columns_grow(const struct columns *columns)
{
	bool grew = false;

	for (size_t i = 0; i < columns->count; i++)
		if (!never_falls(columns, &columns->pids[i], &grew))
			return false;
	return grew;
}

/* Where the points of a list store a name (0: nowhere). */
static const size_t names_in[POINTS][3] = {
	[POINTS_SAID] = { offsetof(struct ps_said, name), offsetof(struct ps_said, command),
		offsetof(struct ps_said, user) },
	[POINTS_STAT] = { offsetof(struct stat_point, name) },
};

/* Two columns becoming one. */
struct merging {
	struct columns *to, *from;
	uint32_t member; /* the number of the first member of from */
	uint32_t rest;   /* and of the first rest of its PID */
};

/* Converts a point of from to one of to. */
static void renumber(const struct merging *merging, enum points points, char *point)
{
	uint32_t *at = (uint32_t *)(void *)point;

	*at += merging->member;
	for (size_t i = 0; i < 3 && names_in[points][i]; i++) {
		uint32_t *name = (uint32_t *)(void *)(point + names_in[points][i]);

		*name = columns_name_id(merging->to, columns_name(merging->from, *name));
	}
	if (points == POINTS_STATUS || points == POINTS_USED)
		((struct status_point *)(void *)point)->rest += merging->rest;
}

static void append_points(const struct merging *merging, enum points points, struct pid_columns *to,
	const struct pid_columns *from)
{
	struct point_list *list = columns_list(to, points);
	const struct point_list *more = columns_list_of(from, points);
	size_t size = columns_size(points);

	for (size_t i = 0; i < more->count; i++) {
		char *point = columns_add(list, size);

		memcpy(point, (const char *)more->items + i * size, size);
		renumber(merging, points, point);
	}
}

static void take_text(const struct merging *merging, struct span *place, struct span text)
{
	if (text.len)
		*place = intern(&merging->to->texts, merging->to->arena, text);
}

static void append_rests(
	const struct merging *merging, struct pid_columns *to, const struct pid_columns *from)
{
	const struct status_rest *more = from->rests.items;

	for (size_t i = 0; i < from->rests.count; i++) {
		struct status_rest *rest = columns_add(&to->rests, sizeof *rest);

		*rest = more[i];
		rest->name =
			columns_name_id(merging->to, columns_name(merging->from, more[i].name));
	}
}

static void merge_pid(struct merging *merging, const struct pid_columns *from)
{
	struct pid_columns *to = columns_pid(merging->to, from->pid);

	merging->rest = (uint32_t)to->rests.count;
	append_rests(merging, to, from);
	for (enum points i = 0; i < POINTS; i++)
		append_points(merging, i, to, from);
	to->ps_kept = false;
	to->ps_row = 0;
	to->is_tabled |= from->is_tabled;
	to->has_sizes |= from->has_sizes;
	to->ps_known += from->ps_known;
	to->ps_stopped += from->ps_stopped;
	to->cpu_mixed |= from->cpu_mixed;
	to->said_mixed |= from->said_mixed;
	to->ps_cpu = from->ps_cpu;
	to->ps_start = from->ps_start;
	to->ps_grain = from->ps_grain > to->ps_grain ? from->ps_grain : to->ps_grain;
	grains_join(&to->grains, merging->to->arena, &from->grains);
	take_text(merging, &to->ps_name, from->ps_name);
	take_text(merging, &to->ps_command, from->ps_command);
	take_text(merging, &to->ps_user, from->ps_user);
	take_text(merging, &to->pmap_name, from->pmap_name);
	take_text(merging, &to->pmap_command, from->pmap_command);
}

static void merge_system(const struct merging *merging, const struct system_column *from)
{
	const struct system_point *points = from->points.items;
	struct system_column *to = columns_system(merging->to, from->name, from->pages);

	for (size_t i = 0; i < from->points.count; i++)
		*(struct system_point *)columns_add(&to->points, sizeof *points) =
			(struct system_point){ points[i].at + merging->member, points[i].size };
}

void columns_merge(struct columns *to, struct columns *from, uint32_t first_round)
{
	struct merging merging = { to, from, (uint32_t)to->member_count, 0 };

	for (size_t i = 0; i < from->member_count; i++) {
		to->members = list_room(to->members, to->member_count + 1, &to->member_capacity,
			sizeof *to->members);
		to->members[to->member_count] = from->members[i];
		to->members[to->member_count++].round += first_round;
	}
	for (size_t i = 0; i < from->count; i++)
		merge_pid(&merging, &from->pids[i]);
	for (size_t i = 0; i < from->system_count; i++)
		merge_system(&merging, &from->system[i]);
	columns_free(from);
}
