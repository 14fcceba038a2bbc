/* processes_build.c - the lives of processes over a run. */
#include "processes.h"
#include "processes_bounds.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "columns.h"
#include "group_series.h"
#include "heap_series.h"
#include "name_match.h"
#include "ps_lives.h"
#include "rounds.h"
#include "restarts.h"
#include "series_build.h"
#include "system_series.h"

/* Lives being collected. */
struct building {
	struct series_builder series;
	const struct columns *columns;
	struct processes *out;
	size_t capacity;
	bool only_ps; /* the run has only ps: every process with memory is a target */
};

/* The position of a walk over a PID's lists: the next point of each. */
struct cursor {
	size_t status, stat, pmap;
};

/* The data about a PID in one round. */
struct moment {
	uint32_t at; /* index of the round */
	const struct status_point *status;
	const struct stat_point *stat;
	const struct pmap_point *pmap;
};

static bool take_moment(const struct pid_columns *pid, struct cursor *cursor, struct moment *moment)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;
	const struct pmap_point *pmap = pid->pmap.items;
	uint32_t at = UINT32_MAX; /* no round has it */

	if (cursor->status < pid->status.count)
		at = status[cursor->status].at;
	if (cursor->stat < pid->stat.count && stat[cursor->stat].at < at)
		at = stat[cursor->stat].at;
	if (cursor->pmap < pid->pmap.count && pmap[cursor->pmap].at < at)
		at = pmap[cursor->pmap].at;
	*moment = (struct moment){ .at = at };
	if (cursor->status < pid->status.count && status[cursor->status].at == at)
		moment->status = &status[cursor->status++];
	if (cursor->stat < pid->stat.count && stat[cursor->stat].at == at)
		moment->stat = &stat[cursor->stat++];
	if (cursor->pmap < pid->pmap.count && pmap[cursor->pmap].at == at)
		moment->pmap = &pmap[cursor->pmap++];
	return at != UINT32_MAX;
}

static bool is_dead(char state)
{
	return state == 'Z' || state == 'X' || state == 'x';
}

/* The main thread has ended and others hold the memory: nothing can be measured, and nothing was
 * freed. */
static bool is_dead_leader(const struct moment *moment)
{
	return moment->status && is_dead(moment->status->state) && moment->status->threads > 1;
}

static bool is_zombie(const struct moment *moment)
{
	return (moment->status && is_dead(moment->status->state)) ||
	       (moment->stat && is_dead(moment->stat->state));
}

static struct process *add_process(struct building *building, int32_t pid)
{
	struct processes *out = building->out;

	out->items = list_room_in(building->series.arena, out->items, out->count + 1,
		&building->capacity, sizeof *out->items);
	out->items[out->count] = (struct process){ .pid = pid, .life = 1, .lives = 1 };
	return &out->items[out->count++];
}

static struct span copy_name(struct building *building, struct span name)
{
	return intern(&building->series.names, building->series.arena, name);
}

static bool is_wanted(const struct building *building, const struct process *process)
{
	const struct processes_settings *settings = building->series.settings;

	for (size_t i = 0; i < settings->name_count; i++)
		if (name_matches(process, span_of(settings->names[i])))
			return true;
	return !settings->name_count;
}

/* Sets the first and last round and their number, by the metric with the most points. */
static void set_rounds(const struct building *building, struct process *process)
{
	const struct round_list *rounds = building->series.settings->rounds;
	bool first = true;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		const struct series *series = &process->value[metric];
		uint32_t from, to;

		if (!series->n || metric_is_count(metric))
			continue;
		from = rounds->items[series->at[0]].number;
		to = rounds->items[series->at[series->n - 1]].number;
		process->first_round =
			first || from < process->first_round ? from : process->first_round;
		process->last_round = first || to > process->last_round ? to : process->last_round;
		process->rounds = series->n > process->rounds ? series->n : process->rounds;
		first = false;
	}
}

/* A life during the walk: its points are [from, to) of the lists. */
struct life {
	struct cursor from, to;
	uint64_t start_ticks; /* 0: unknown so far */
	unsigned trouble;
	uint32_t first_at, seen_at;      /* its first round, and the latest */
	const struct status_point *last; /* NULL: none so far */
};

/* The points of a list within the rounds of a life. */
static const void *within(
	const struct point_list *list, size_t size, const struct life *life, size_t *count)
{
	size_t begin = columns_before(list, size, life->first_at);

	*count = columns_before(list, size, life->seen_at + 1) - begin;
	return *count ? (const char *)list->items + begin * size : NULL;
}

/* Takes the points of maps and smaps: they show the use, and replace missing pmap. */
static void take_maps(
	const struct pid_columns *pid, const struct life *life, struct life_points *points)
{
	points->use = within(&pid->maps, sizeof *points->use, life, &points->use_count);
	if (points->use_count && !points->pmap_count) {
		points->pmap = points->use;
		points->pmap_count = points->use_count;
		points->pmap_source = KIND_MAPS;
	}
}

/* Takes points of ps: all if the PID had one life, else those from the life's first to last round.
 */
static void take_ps(
	const struct pid_columns *pid, const struct life *life, struct life_points *points)
{
	bool only = life->from.pmap == 0 && life->to.pmap == pid->pmap.count &&
		    life->from.stat == 0 && life->to.stat == pid->stat.count;

	points->ps_count = pid->ps.count;
	points->ps = only ? pid->ps.items
			  : within(&pid->ps, sizeof *points->ps, life, &points->ps_count);
	points->ps_grain = pid->ps_grain;
}

/* Did no point of status, nor of stat, show any work? By status alone, which counts switches; a
 * tick of stat may be 10 ms. */
static bool never_ran(const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;

	if (life->to.status < life->from.status + 2 || pid->is_used)
		return false;
	for (size_t i = life->from.status; i < life->to.status; i++)
		if (status[i].worked == columns_count(-1) ||
			status[i].worked != status[life->from.status].worked)
			return false;
	for (size_t i = life->from.stat; i < life->to.stat; i++)
		if (stat[i].worked != stat[life->from.stat].worked)
			return false;
	return true;
}

/* Descriptors, jstat, the live heap, and shares of memory. */
static void take_others(
	const struct pid_columns *pid, const struct life *life, struct life_points *points)
{
	points->fd = within(&pid->fd, sizeof *points->fd, life, &points->fd_count);
	points->jstat = within(&pid->jstat, sizeof *points->jstat, life, &points->jstat_count);
	points->heap = within(&pid->heap, sizeof *points->heap, life, &points->heap_count);
	points->share = within(&pid->share, sizeof *points->share, life, &points->share_count);
}

static void end_life(
	struct building *building, const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct pmap_point *pmap = pid->pmap.items;
	struct life_points points = { .status = status ? status + life->from.status : NULL,
		.status_count = life->to.status - life->from.status,
		.pmap = pmap ? pmap + life->from.pmap : NULL,
		.pmap_count = life->to.pmap - life->from.pmap,
		.pmap_source = KIND_PMAP };
	struct process *process = add_process(building, pid->pid);
	const struct ps_life *told = ps_lives_at(pid, life->seen_at);
	struct span name = { NULL, 0 }, command = told ? told->command : pid->ps_command;

	take_maps(pid, life, &points);
	take_others(pid, life, &points);
	if (!points.status_count)
		take_ps(pid, life, &points);
	if (points.status_count && !pid->is_used)
		name = columns_name(building->columns, points.status[points.status_count - 1].name);
	else if (life->to.stat > life->from.stat)
		name = columns_name(building->columns,
			((const struct stat_point *)pid->stat.items)[life->to.stat - 1].name);
	process->name =
		copy_name(building, name.len || (points.status_count && !pid->is_used) ? name
				    : pid->pmap_name.len ? pid->pmap_name
				    : told               ? told->name
							 : pid->ps_name);
	process->command = copy_name(building, command.len ? command : pid->pmap_command);
	process->user = copy_name(building, told ? told->user : pid->ps_user);
	process->start_ticks = life->start_ticks;
	if (life->to.stat > life->from.stat) {
		const struct stat_point *stat = pid->stat.items;

		process->parent = stat[life->from.stat].parent;
		process->session = stat[life->from.stat].session;
	}
	process->trouble = life->trouble;
	process->never_ran = never_ran(pid, life);
	process->first_round = process->last_round =
		building->series.settings->rounds->items[life->seen_at].number;
	series_build(&building->series, &points, process);
	group_series_build(&building->series, &points, process);
	heap_series_build(&building->series, &points, process);
	set_rounds(building, process);
	process->is_target = is_wanted(building, process);
	process->is_named = building->series.settings->name_count > 0;
}

/* A process's peak address space never falls: a lower one means that another process has the PID
 * now. */
static bool peak_fell(const struct status_point *last, const struct status_point *now)
{
	return columns_kib(now->peak) >= 0 && columns_kib(now->peak) < columns_kib(last->peak);
}

/* Does the moment belong to another life? By start time; without stat, by name and peak, and by
 * what ps shows since the life was last seen. */
static bool is_other_life(
	const struct pid_columns *pid, const struct moment *moment, const struct life *life)
{
	const struct status_point *status = moment->status, *last = life->last;

	if (moment->stat && moment->stat->start_ticks && life->start_ticks)
		return moment->stat->start_ticks != life->start_ticks;
	if (pid->stat.count)
		return false;
	return (status && last && (status->name != last->name || peak_fell(last, status))) ||
	       ps_lives_at(pid, moment->at) != ps_lives_at(pid, life->seen_at);
}

/* Adds a moment to the life it belongs to. */
static void take_into_life(struct life *life, const struct moment *moment)
{
	if (moment->stat && moment->stat->start_ticks)
		life->start_ticks = moment->stat->start_ticks;
	if (moment->status) {
		life->last = moment->status;
		/* a thread that calls exec becomes the leader */
		life->trouble = is_dead_leader(moment)
					? life->trouble | LIFE_DEAD_LEADER
					: life->trouble & ~(unsigned)LIFE_DEAD_LEADER;
	}
	life->seen_at = moment->at;
}

/* Splits the lives of a PID found in files other than ps. */
static void split_lives(struct building *building, const struct pid_columns *pid)
{
	struct cursor next = { 0, 0, 0 }, before;
	struct life life = { .trouble = 0 };
	struct moment moment;
	bool alive = false;

	for (before = next; take_moment(pid, &next, &moment); before = next) {
		bool ended = is_zombie(&moment) && !is_dead_leader(&moment);

		life.to = before;
		if (alive && (ended || is_other_life(pid, &moment, &life))) {
			life.trouble |= ended ? LIFE_ENDED_ZOMBIE : 0;
			end_life(building, pid, &life);
			alive = false;
		}
		if (ended)
			continue;
		if (!alive)
			life = (struct life){ .from = before, .first_at = moment.at };
		alive = true;
		take_into_life(&life, &moment);
	}
	life.to = next;
	if (alive)
		end_life(building, pid, &life);
}

/* Adds a process that only ps shows: points [begin, end) of its PID. told: which of several lives;
 * NULL: the only one. */
static void add_ps_life(struct building *building, const struct pid_columns *pid, size_t begin,
	size_t end, const struct ps_life *told)
{
	const struct ps_point *ps = pid->ps.items;
	bool any = ps && begin < end;
	struct life_points points = { .ps = ps ? ps + begin : NULL,
		.ps_count = end - begin,
		.ps_grain = pid->ps_grain,
		.pmap_source = KIND_PMAP };
	struct life life = { .first_at = any ? ps[begin].at : 0,
		.seen_at = any ? ps[end - 1].at : 0 };
	struct process *process = add_process(building, pid->pid);

	take_others(pid, &life, &points);
	process->name = copy_name(building, told ? told->name : pid->ps_name);
	process->command = copy_name(building, told ? told->command : pid->ps_command);
	process->user = copy_name(building, told ? told->user : pid->ps_user);
	series_build(&building->series, &points, process);
	group_series_build(&building->series, &points, process);
	heap_series_build(&building->series, &points, process);
	if (!process->value[METRIC_RSS].n) {
		building->out->count--; /* a kernel thread, or ended: no memory in any round */
		return;
	}
	set_rounds(building, process);
	process->is_target = building->only_ps && is_wanted(building, process);
	process->is_named = building->series.settings->name_count > 0;
}

/* Processes that only ps shows. */
static void add_ps_process(struct building *building, const struct pid_columns *pid)
{
	const struct ps_point *ps = pid->ps.items;
	size_t begin = 0, end;

	for (size_t i = 0; i < pid->ps_life_count; i++, begin = end) {
		bool last = i + 1 == pid->ps_life_count;

		for (end = begin;
			end < pid->ps.count && (last || ps[end].at < pid->ps_lives[i + 1].at);
			end++)
			;
		add_ps_life(building, pid, begin, end, &pid->ps_lives[i]);
	}
	if (!pid->ps_life_count)
		add_ps_life(building, pid, 0, pid->ps.count, NULL);
}

int processes_compare(const struct process *x, const struct process *y)
{
	int order = span_compare(x->name, y->name);

	if (!order)
		order = (x->first_round > y->first_round) - (x->first_round < y->first_round);
	if (!order)
		order = (x->pid > y->pid) - (x->pid < y->pid);
	return order ? order
		     : (x->start_ticks > y->start_ticks) - (x->start_ticks < y->start_ticks);
}

/* Targets come first. */
static int compare_items(const void *a, const void *b)
{
	const struct process *x = a, *y = b;

	if (x->is_target != y->is_target)
		return x->is_target ? -1 : 1;
	return processes_compare(x, y);
}

void processes_build(struct columns *columns, const struct processes_settings *settings,
	struct arena *arena, struct processes *out)
{
	struct building building = { .series = { .arena = arena, .settings = settings },
		.columns = columns,
		.out = out,
		.only_ps = true };

	*out = (struct processes){ .count = 0 };
	for (size_t i = 0; i < columns->count; i++)
		building.only_ps &= !columns->pids[i].status.count &&
				    (!columns->pids[i].pmap.count || columns->pids[i].is_tabled) &&
				    !columns->pids[i].stat.count && !columns->pids[i].maps.count &&
				    !columns->pids[i].used.count;
	out->short_rounds = processes_bounds_rounds(columns, settings->name_count);
	for (size_t i = 0; i < columns->count; i++) {
		struct pid_columns pid = columns->pids[i];

		if (processes_bounds_seen(&pid) < out->short_rounds) {
			out->short_count++;
			columns_free_pid(&columns->pids[i]);
			continue;
		}

		/* no status: the sums of smaps replace it */
		pid.is_used = !pid.status.count && pid.used.count;
		if (pid.is_used)
			pid.status = pid.used;
		/* a run of only maps: they also define the rounds */
		if (!pid.status.count && !pid.stat.count && !pid.pmap.count)
			pid.pmap = pid.maps;
		if (pid.status.count || pid.stat.count || pid.pmap.count)
			split_lives(&building, &pid);
		else
			add_ps_process(&building, &pid);
		columns_free_pid(&columns->pids[i]);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare_items);
	while (out->target_count < out->count && out->items[out->target_count].is_target)
		out->target_count++;
	restarts_find(out, arena);
	system_series_build(&building.series, columns, out);
	free(building.series.at);
	free(building.series.value);
}
