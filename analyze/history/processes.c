/* processes.c - the lives of processes over a run. */
#include "processes.h"

#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "name_match.h"
#include "rounds.h"
#include "series_build.h"

/* Lives being collected. */
struct building {
	struct series_builder series;
	const struct columns *columns;
	struct processes *out;
	size_t capacity;
	bool only_ps;         /* the run has nothing but ps: every process with memory is a target */
};

/* Where a walk over the lists of a PID stands: the next point of each. */
struct cursor {
	size_t status, stat, pmap;
};

/* What is known of a PID in one round. */
struct moment {
	uint32_t round;
	const struct status_point *status;
	const struct stat_point *stat;
	const struct pmap_point *pmap;
};

static bool take_moment(const struct pid_columns *pid, struct cursor *cursor, struct moment *moment)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;
	const struct pmap_point *pmap = pid->pmap.items;
	uint32_t round = UINT32_MAX;
	bool any = false;

	*moment = (struct moment){ .round = 0 };
	if (cursor->status < pid->status.count)
		any = true, round = status[cursor->status].round;
	if (cursor->stat < pid->stat.count && (!any || stat[cursor->stat].round < round))
		any = true, round = stat[cursor->stat].round;
	if (cursor->pmap < pid->pmap.count && (!any || pmap[cursor->pmap].round < round))
		any = true, round = pmap[cursor->pmap].round;
	if (!any)
		return false;
	moment->round = round;
	if (cursor->status < pid->status.count && status[cursor->status].round == round)
		moment->status = &status[cursor->status++];
	if (cursor->stat < pid->stat.count && stat[cursor->stat].round == round)
		moment->stat = &stat[cursor->stat++];
	if (cursor->pmap < pid->pmap.count && pmap[cursor->pmap].round == round)
		moment->pmap = &pmap[cursor->pmap++];
	return true;
}

static bool is_dead(char state)
{
	return state == 'Z' || state == 'X' || state == 'x';
}

/* The main thread has ended, others hold the memory: nothing can be measured, and nothing was freed. */
static bool is_dead_leader(const struct moment *moment)
{
	return moment->status && is_dead(moment->status->state) && moment->status->threads > 1;
}

static bool is_zombie(const struct moment *moment)
{
	return (moment->status && is_dead(moment->status->state)) || (moment->stat && is_dead(moment->stat->state));
}

static struct process *add_process(struct building *building, int32_t pid)
{
	struct processes *out = building->out;

	if (out->count == building->capacity) {
		size_t capacity = building->capacity * 2 + 64;

		out->items = arena_grow(building->series.arena, out->items, out->count, capacity, sizeof *out->items);
		building->capacity = capacity;
	}
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

/* First and last round and their number, of the metric that has most points. */
static void set_rounds(const struct building *building, struct process *process)
{
	const struct round_list *rounds = building->series.settings->rounds;
	bool first = true;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		const struct series *series = &process->value[metric];
		uint32_t from, to;

		if (!series->n || metric == METRIC_THREADS)
			continue;
		from = rounds->items[series->at[0]].number;
		to = rounds->items[series->at[series->n - 1]].number;
		process->first_round = first || from < process->first_round ? from : process->first_round;
		process->last_round = first || to > process->last_round ? to : process->last_round;
		process->rounds = series->n > process->rounds ? series->n : process->rounds;
		first = false;
	}
}

/* The points of maps and smaps within these rounds: they tell what is used, and stand in for pmap where it is missing. */
static void take_maps(const struct pid_columns *pid, uint32_t first_round, uint32_t last_round, struct life_points *points)
{
	const struct pmap_point *maps = pid->maps.items;
	size_t begin = 0, end;

	while (begin < pid->maps.count && maps[begin].round < first_round)
		begin++;
	for (end = begin; end < pid->maps.count && maps[end].round <= last_round; end++)
		;
	points->use = maps ? maps + begin : NULL;
	points->use_count = end - begin;
	if (end > begin && !points->pmap_count) {
		points->pmap = maps + begin;
		points->pmap_count = end - begin;
		points->pmap_source = KIND_MAPS;
	}
}

/* Ends a life: its points are [from, to) of the lists. */
static void end_life(struct building *building, const struct pid_columns *pid, struct cursor from, struct cursor to,
	uint64_t start_ticks, unsigned trouble, uint32_t first_round, uint32_t seen_round)
{
	const struct status_point *status = pid->status.items;
	const struct pmap_point *pmap = pid->pmap.items;
	struct life_points points = { .status = status ? status + from.status : NULL, .status_count = to.status - from.status,
		.pmap = pmap ? pmap + from.pmap : NULL, .pmap_count = to.pmap - from.pmap, .pmap_source = KIND_PMAP };
	struct process *process = add_process(building, pid->pid);
	struct span name = { NULL, 0 };

	take_maps(pid, first_round, seen_round, &points);
	if (!points.status_count && from.pmap == 0 && to.pmap == pid->pmap.count) {
		points.ps = pid->ps.items;
		points.ps_count = pid->ps.count;
		points.ps_grain = pid->ps_grain;
	}
	if (points.status_count)
		name = points.status[points.status_count - 1].name;
	else if (to.stat > from.stat)
		name = ((const struct stat_point *)pid->stat.items)[to.stat - 1].name;
	process->name = copy_name(building, name.len || points.status_count ? name : pid->pmap_name.len ? pid->pmap_name : pid->ps_name);
	process->command = copy_name(building, pid->ps_command.len ? pid->ps_command : pid->pmap_command);
	process->user = copy_name(building, pid->ps_user);
	process->start_ticks = start_ticks;
	process->trouble = trouble;
	process->first_round = process->last_round = seen_round;
	series_build(&building->series, &points, process);
	set_rounds(building, process);
	process->is_target = is_wanted(building, process);
}

/* Is the moment one of another life? By start time; where no stat tells it, by name. */
static bool is_other_life(const struct pid_columns *pid, const struct moment *moment, uint64_t start_ticks, struct span name)
{
	if (moment->stat && moment->stat->start_ticks && start_ticks)
		return moment->stat->start_ticks != start_ticks;
	return !pid->stat.count && moment->status && name.at && !span_equal(moment->status->name, name);
}

/* Lives of a PID that files other than ps hold. */
static void split_lives(struct building *building, const struct pid_columns *pid)
{
	struct cursor next = { 0, 0, 0 }, from = next, before;
	struct moment moment;
	uint64_t start_ticks = 0;
	struct span name = { NULL, 0 };
	unsigned trouble = 0;
	uint32_t first_round = 0, seen_round = 0;
	bool alive = false;

	for (before = next; take_moment(pid, &next, &moment); before = next) {
		bool dead_leader = is_dead_leader(&moment);

		if (rounds_find(building->series.settings->rounds, moment.round) < 0)
			continue;
		if (is_zombie(&moment) && !dead_leader) {
			if (alive)
				end_life(building, pid, from, before, start_ticks, trouble | LIFE_ENDED_ZOMBIE, first_round, seen_round);
			alive = false;
			continue;
		}
		if (alive && is_other_life(pid, &moment, start_ticks, name)) {
			end_life(building, pid, from, before, start_ticks, trouble, first_round, seen_round);
			alive = false;
		}
		if (!alive) {
			from = before;
			start_ticks = 0;
			name = (struct span){ NULL, 0 };
			trouble = 0;
			first_round = moment.round;
			alive = true;
		}
		if (moment.stat && moment.stat->start_ticks)
			start_ticks = moment.stat->start_ticks;
		if (moment.status)
			name = moment.status->name;
		trouble |= dead_leader ? LIFE_DEAD_LEADER : 0;
		seen_round = moment.round;
	}
	if (alive)
		end_life(building, pid, from, next, start_ticks, trouble, first_round, seen_round);
}

/* A process that only ps shows. */
static void add_ps_process(struct building *building, const struct pid_columns *pid)
{
	struct life_points points = { .ps = pid->ps.items, .ps_count = pid->ps.count, .ps_grain = pid->ps_grain,
		.pmap_source = KIND_PMAP };
	struct process *process = add_process(building, pid->pid);

	process->name = copy_name(building, pid->ps_name);
	process->command = copy_name(building, pid->ps_command);
	process->user = copy_name(building, pid->ps_user);
	series_build(&building->series, &points, process);
	if (!process->value[METRIC_RSS].n) {
		building->out->count--; /* a kernel thread, or ended: no memory in any round */
		return;
	}
	set_rounds(building, process);
	process->is_target = building->only_ps && is_wanted(building, process);
}

static int compare_processes(const void *a, const void *b)
{
	const struct process *x = a, *y = b;
	int order;

	if (x->is_target != y->is_target)
		return x->is_target ? -1 : 1;
	order = span_compare(x->name, y->name);
	if (!order)
		order = (x->first_round > y->first_round) - (x->first_round < y->first_round);
	if (!order)
		order = (x->pid > y->pid) - (x->pid < y->pid);
	return order ? order : (x->start_ticks > y->start_ticks) - (x->start_ticks < y->start_ticks);
}

/* Lives of one name that follow one another are restarts of one process; those that overlap are several processes. */
static void find_restarts(struct processes *out)
{
	size_t identities = 0;

	for (size_t i = 0; i < out->count; i++) {
		struct process *process = &out->items[i], *before = NULL;

		process->identity = SIZE_MAX;
		for (size_t j = i; j-- > 0 && process->is_target && span_equal(out->items[j].name, process->name);) {
			struct process *other = &out->items[j];

			/* the one that ended last, if no other life has followed it yet */
			if (other->is_target && other->last_round < process->first_round && other->life == other->lives &&
				(!before || other->last_round > before->last_round))
				before = other;
		}
		if (!before) {
			process->identity = identities++;
			continue;
		}
		process->identity = before->identity;
		process->life = process->lives = before->lives + 1;
		for (size_t j = i; j-- > 0;)
			if (out->items[j].identity == process->identity)
				out->items[j].lives = process->lives;
	}
}

static void build_system(struct building *building)
{
	const struct columns *columns = building->columns;
	struct processes *out = building->out;

	out->system = arena_take_array(building->series.arena, columns->system_count + 1, sizeof *out->system);
	for (size_t i = 0; i < columns->system_count; i++) {
		const struct system_point *points = columns->system[i].points.items;

		series_begin(&building->series);
		for (size_t j = 0; j < columns->system[i].points.count; j++)
			series_add(&building->series, points[j].round, (double)points[j].kib);
		out->system[out->system_count].name = copy_name(building, columns->system[i].name);
		out->system[out->system_count++].series = series_end(&building->series, KIND_MEMINFO, building->series.settings->page_kib);
	}
}

void processes_build(const struct columns *columns, const struct processes_settings *settings, struct arena *arena,
	struct processes *out)
{
	struct building building = { .series = { .arena = arena, .settings = settings }, .columns = columns, .out = out,
		.only_ps = true };

	*out = (struct processes){ .count = 0 };
	for (size_t i = 0; i < columns->count; i++)
		building.only_ps &= !columns->pids[i].status.count && !columns->pids[i].pmap.count &&
			!columns->pids[i].stat.count && !columns->pids[i].maps.count;
	for (size_t i = 0; i < columns->count; i++) {
		struct pid_columns pid = columns->pids[i];

		/* a run of nothing but maps: they give the rounds, too */
		if (!pid.status.count && !pid.stat.count && !pid.pmap.count)
			pid.pmap = pid.maps;
		if (pid.status.count || pid.stat.count || pid.pmap.count)
			split_lives(&building, &pid);
		else
			add_ps_process(&building, &pid);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare_processes);
	while (out->target_count < out->count && out->items[out->target_count].is_target)
		out->target_count++;
	find_restarts(out);
	build_system(&building);
	free(building.series.at);
	free(building.series.value);
}
