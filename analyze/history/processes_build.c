/* processes_build.c - the lives of processes over a run: where one ends and the next begins. */
#include "processes.h"
#include "processes_bounds.h"

#include <stdlib.h>

#include "../columns/columns_status.h"
#include "../columns/ps_lives.h"
#include "../columns/rounds.h"
#include "life.h"
#include "restarts.h"
#include "system_series.h"

/* The data about a PID in one round. */
struct moment {
	uint32_t at; /* index of the round */
	const struct status_rest *status;
	const struct stat_point *stat;
	const struct pmap_point *pmap;
};

static bool take_moment(
	const struct pid_columns *pid, struct life_cursor *cursor, struct moment *moment)
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
		moment->status = columns_status_rest(pid, &status[cursor->status++]);
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
	return moment->status && is_dead((char)moment->status->state) &&
	       columns_threads(moment->status) > 1;
}

static bool is_zombie(const struct moment *moment)
{
	return (moment->status && is_dead((char)moment->status->state)) ||
	       (moment->stat && is_dead((char)moment->stat->state));
}

/* A process's peak address space never falls: a lower one means that another process has the PID
 * now, or that this one has called exec, and its memory began anew. */
static bool peak_fell(const struct life *life, const struct status_rest *now)
{
	return life->last && columns_kib(now->peak) >= 0 &&
	       columns_kib(now->peak) < columns_kib(life->peak);
}

/* exec puts the stack at another random place. */
static bool stack_moved(
	const struct pid_columns *pid, const struct stat_point *now, const struct life *life)
{
	const struct stat_point *end = (const struct stat_point *)pid->stat.items + pid->stat.count;

	return columns_stack_moved(life->stack, now->stack, now + 1 == end ? 0 : now[1].stack);
}

/* Does the moment belong to another life? By start time, peak and stack; without stat, by name and
 * peak, and by what ps shows since the life was last seen. */
static bool is_other_life(
	const struct pid_columns *pid, const struct moment *moment, const struct life *life)
{
	const struct status_rest *status = moment->status, *last = life->last;

	if ((status && peak_fell(life, status)) ||
		(moment->stat && stack_moved(pid, moment->stat, life)))
		return true;
	if (moment->stat && moment->stat->start_ticks && life->start_ticks)
		return moment->stat->start_ticks != life->start_ticks;
	if (pid->stat.count)
		return false;
	return (status && last && status->name != last->name) ||
	       ps_lives_at(pid, moment->at) != ps_lives_at(pid, life->seen_at);
}

/* Does the process itself go on, as another program? Then the moment's start is known to be its. */
static bool is_exec(const struct moment *moment, const struct life *life)
{
	return moment->stat && moment->stat->start_ticks &&
	       moment->stat->start_ticks == life->start_ticks;
}

static size_t rounds_of(const struct life *life)
{
	size_t status = life->to.status - life->from.status, stat = life->to.stat - life->from.stat,
	       pmap = life->to.pmap - life->from.pmap, rounds = stat > status ? stat : status;

	return pmap > rounds ? pmap : rounds;
}

/* Was the life until then that of a program which only started another one, by exec? The first
 * rounds of many a daemon show its shell, which is nobody's target. */
static bool is_starter(
	const struct pid_columns *pid, const struct moment *moment, const struct life *life)
{
	const struct stat_point *last =
		(const struct stat_point *)pid->stat.items + (life->to.stat - 1);

	return rounds_of(life) < PROCESSES_SHORT && last->name != moment->stat->name;
}

/* Adds a moment to the life it belongs to. */
static void take_into_life(struct life *life, const struct moment *moment)
{
	if (moment->stat && moment->stat->start_ticks)
		life->start_ticks = moment->stat->start_ticks;
	if (moment->stat && !life->stack)
		life->stack = moment->stat->stack;
	if (moment->status) {
		if (!life->last || columns_kib(moment->status->peak) >= 0)
			life->peak = moment->status->peak;
		life->last = moment->status;
		/* a thread that calls exec becomes the leader */
		life->trouble = is_dead_leader(moment)
					? life->trouble | LIFE_DEAD_LEADER
					: life->trouble & ~(unsigned)LIFE_DEAD_LEADER;
	}
	life->seen_at = moment->at;
}

/* Counts a life of so many rounds; returns whether it becomes a process. */
static bool admit(struct life_builder *builder, size_t rounds)
{
	if (builder->counts)
		processes_bounds_count(builder->counts, rounds);
	else if (rounds < builder->out->short_rounds)
		builder->out->short_count++;
	else
		return true;
	return false;
}

static void take_life(
	struct life_builder *builder, const struct pid_columns *pid, const struct life *life)
{
	if (admit(builder, rounds_of(life)))
		life_add(builder, pid, life);
}

/* The life of a process behind its exec. */
static struct life life_after(const struct life *last, struct life_cursor from, uint32_t at)
{
	return (struct life){ .from = from,
		.first_at = at,
		.before = last->before + rounds_of(last),
		.before_at = last->before ? last->before_at : last->first_at };
}

/* Splits the lives of a PID found in files other than ps. */
static void split_lives(struct life_builder *builder, const struct pid_columns *pid)
{
	struct life_cursor next = { 0, 0, 0 }, before;
	struct life life = { .trouble = 0 };
	struct moment moment;
	bool alive = false;

	for (before = next; take_moment(pid, &next, &moment); before = next) {
		bool ended = is_zombie(&moment) && !is_dead_leader(&moment), other, exec;

		life.to = before;
		other = alive && !ended && is_other_life(pid, &moment, &life);
		exec = other && is_exec(&moment, &life);
		if (exec && is_starter(pid, &moment, &life)) {
			life.stack = 0;
			other = false;
		}
		if (alive && (ended || other)) {
			life.trouble |= ended ? LIFE_ENDED_ZOMBIE : exec ? LIFE_EXECED : 0;
			take_life(builder, pid, &life);
			alive = false;
		}
		if (ended)
			continue;
		if (!alive)
			life = exec ? life_after(&life, before, moment.at)
				    : (struct life){ .from = before, .first_at = moment.at };
		alive = true;
		take_into_life(&life, &moment);
	}
	life.to = next;
	if (alive)
		take_life(builder, pid, &life);
}

/* Processes that only ps shows. */
static void add_ps_process(struct life_builder *builder, const struct pid_columns *pid)
{
	const struct ps_point *ps = pid->ps.items;
	size_t begin = 0, end;

	for (size_t i = 0; i < pid->ps_life_count; i++, begin = end) {
		bool last = i + 1 == pid->ps_life_count;

		for (end = begin;
			end < pid->ps.count && (last || ps[end].at < pid->ps_lives[i + 1].at);
			end++)
			;
		if (admit(builder, end - begin))
			life_add_of_ps(builder, pid, begin, end, &pid->ps_lives[i]);
	}
	if (!pid->ps_life_count && admit(builder, pid->ps.count))
		life_add_of_ps(builder, pid, 0, pid->ps.count, NULL);
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

/* Has the run nothing but ps? */
static bool is_only_ps(const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct pid_columns *pid = &columns->pids[i];

		if (pid->status.count || (pid->pmap.count && !pid->is_tabled) || pid->stat.count ||
			pid->maps.count || pid->used.count)
			return false;
	}
	return true;
}

static void add_lives(struct life_builder *builder, struct pid_columns pid)
{
	/* no status: the sums of smaps replace it */
	pid.is_used = !pid.status.count && pid.used.count;
	if (pid.is_used)
		pid.status = pid.used;
	/* a run of only maps: they also define the rounds */
	if (!pid.status.count && !pid.stat.count && !pid.pmap.count)
		pid.pmap = pid.maps;
	if (pid.status.count || pid.stat.count || pid.pmap.count)
		split_lives(builder, &pid);
	else
		add_ps_process(builder, &pid);
}

/* A PID may have had many lives: how many there are, and how long they are, is known only when all
 * were told apart. */
static void count_lives(struct life_builder *builder)
{
	struct life_counts counts = { .lives = 0 };

	builder->counts = &counts;
	for (size_t i = 0; i < builder->columns->count; i++)
		add_lives(builder, builder->columns->pids[i]);
	builder->counts = NULL;
	builder->out->short_rounds =
		processes_bounds_rounds(&counts, builder->series.settings->name_count);
}

void processes_build(struct columns *columns, const struct processes_settings *settings,
	struct arena *arena, struct processes *out)
{
	struct life_builder builder = { .series = { .arena = arena, .settings = settings },
		.columns = columns,
		.out = out,
		.only_ps = is_only_ps(columns) };

	*out = (struct processes){ .count = 0 };
	count_lives(&builder);
	for (size_t i = 0; i < columns->count; i++) {
		add_lives(&builder, columns->pids[i]);
		columns_free_pid(&columns->pids[i]);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare_items);
	while (out->target_count < out->count && out->items[out->target_count].is_target)
		out->target_count++;
	restarts_find(out, arena);
	system_series_build(&builder.series, columns, out);
	free(builder.series.at);
	free(builder.series.value);
}
