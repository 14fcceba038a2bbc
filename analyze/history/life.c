/* life.c - one life of a PID becomes a process: its names, its rounds, its series. */
#include "life.h"

#include "../base/list.h"
#include "../columns/columns_status.h"
#include "../columns/ps_lives.h"
#include "../columns/rounds.h"
#include "group_series.h"
#include "heap_series.h"
#include "name_match.h"

static struct process *add_process(struct life_builder *builder, int32_t pid)
{
	struct processes *out = builder->out;

	out->items = list_room_in(builder->series.arena, out->items, out->count + 1,
		&builder->capacity, sizeof *out->items);
	out->items[out->count] = (struct process){ .pid = pid, .life = 1, .lives = 1 };
	return &out->items[out->count++];
}

static struct span copy_name(struct life_builder *builder, struct span name)
{
	return intern(&builder->series.names, builder->series.arena, name);
}

static bool is_wanted(const struct life_builder *builder, const struct process *process)
{
	const struct processes_settings *settings = builder->series.settings;

	for (size_t i = 0; i < settings->name_count; i++)
		if (name_matches(process, span_of(settings->names[i])))
			return true;
	return !settings->name_count;
}

/* Sets the first and last round and their number, by the metric with the most points. */
static void set_rounds(const struct life_builder *builder, struct process *process)
{
	const struct round_list *rounds = builder->series.settings->rounds;
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
	points->ps_grain = grains_of(&pid->grains);
}

/* Did no point of status, nor of stat, show any work? By status alone, which counts switches; a
 * tick of stat may be 10 ms. */
static bool never_ran(const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;
	uint32_t first;

	if (life->to.status < life->from.status + 2 || pid->is_used)
		return false;
	first = columns_status_rest(pid, &status[life->from.status])->worked;
	for (size_t i = life->from.status; i < life->to.status; i++)
		if (first == columns_count(-1) ||
			columns_status_rest(pid, &status[i])->worked != first)
			return false;
	for (size_t i = life->from.stat; i < life->to.stat; i++)
		if (stat[i].worked != stat[life->from.stat].worked)
			return false;
	return true;
}

/* Was the PID stopped in more than half of the rows of ps that tell its state? */
static bool stopped_by_ps(const struct pid_columns *pid)
{
	return 2 * (uint64_t)pid->ps_stopped > pid->ps_known;
}

/* Was it stopped in more than half of its rounds, by status or by stat (one of them may have been
 * recorded in a few rounds only), else by ps? */
static bool was_stopped(const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;
	size_t by_status = 0, by_stat = 0, status_known = 0, stat_known = 0;

	for (size_t i = life->from.status; i < life->to.status; i++) {
		unsigned state = columns_status_rest(pid, &status[i])->state;

		status_known += state != 0;
		by_status += columns_is_stop(state);
	}
	for (size_t i = life->from.stat; i < life->to.stat; i++) {
		stat_known += stat[i].state != 0;
		by_stat += columns_is_stop((unsigned char)stat[i].state);
	}
	if (!status_known && !stat_known)
		return stopped_by_ps(pid);
	return 2 * by_status > status_known || 2 * by_stat > stat_known;
}

/* Did any point show work? */
static bool ran(const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct stat_point *stat = pid->stat.items;

	for (size_t i = life->from.stat + 1; i < life->to.stat; i++)
		if (stat[i].worked != stat[i - 1].worked)
			return true;
	for (size_t i = life->from.status + 1; i < life->to.status; i++) {
		uint32_t before = columns_status_rest(pid, &status[i - 1])->worked,
			 now = columns_status_rest(pid, &status[i])->worked;

		if (now != before && now != columns_count(-1) && before != columns_count(-1))
			return true;
	}
	return false;
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

static struct life_points points_of(const struct pid_columns *pid, const struct life *life)
{
	const struct status_point *status = pid->status.items;
	const struct pmap_point *pmap = pid->pmap.items;
	struct life_points points = { .status = status ? status + life->from.status : NULL,
		.status_count = life->to.status - life->from.status,
		.rests = pid->rests.items,
		.pmap = pmap ? pmap + life->from.pmap : NULL,
		.pmap_count = life->to.pmap - life->from.pmap,
		.pmap_source = KIND_PMAP,
		.private_grain = pid->is_tabled ? grains_of(&pid->grains) : 0 };

	take_maps(pid, life, &points);
	take_others(pid, life, &points);
	if (!points.status_count)
		take_ps(pid, life, &points);
	return points;
}

/* Names by status, else stat, else pmap, else ps: each is less sure than the one before. */
static void set_names(struct life_builder *builder, const struct pid_columns *pid,
	const struct life *life, const struct life_points *points, struct process *process)
{
	const struct stat_point *stat = pid->stat.items;
	const struct ps_life *told = ps_lives_at(pid, life->seen_at);
	struct span name = { NULL, 0 }, command = told ? told->command : pid->ps_command;
	bool by_status = points->status && points->status_count && !pid->is_used;

	if (by_status)
		name = columns_name(builder->columns,
			columns_status_rest(pid, &points->status[points->status_count - 1])->name);
	else if (life->to.stat > life->from.stat)
		name = columns_name(builder->columns, stat[life->to.stat - 1].name);
	process->name = copy_name(builder, name.len || by_status ? name
					   : pid->pmap_name.len  ? pid->pmap_name
					   : told                ? told->name
								 : pid->ps_name);
	process->command = copy_name(builder, command.len ? command : pid->pmap_command);
	process->user = copy_name(builder, told ? told->user : pid->ps_user);
}

static void build_series(
	struct life_builder *builder, const struct life_points *points, struct process *process)
{
	series_build(&builder->series, points, process);
	group_series_build(&builder->series, points, process);
	heap_series_build(&builder->series, points, process);
}

static void set_doubts(const struct pid_columns *pid, struct process *process)
{
	process->has_sizes = pid->has_sizes || pid->maps.count;
	process->unread_rounds = pid->unread_rounds;
	process->unread_of = pid->unread_of;
	process->unread = pid->unread;
}

void life_add(struct life_builder *builder, const struct pid_columns *pid, const struct life *life)
{
	const struct stat_point *stat = pid->stat.items;
	struct life_points points = points_of(pid, life);
	struct process *process = add_process(builder, pid->pid);

	set_names(builder, pid, life, &points, process);
	process->start_ticks = life->start_ticks;
	if (life->to.stat > life->from.stat) {
		process->parent = stat[life->from.stat].parent;
		process->session = stat[life->from.stat].session;
	}
	process->trouble = life->trouble;
	process->rounds_before = life->before;
	process->first_before = builder->series.settings->rounds->items[life->before_at].number;
	process->never_ran = never_ran(pid, life);
	process->ran = ran(pid, life);
	process->was_stopped = was_stopped(pid, life);
	set_doubts(pid, process);
	process->first_round = process->last_round =
		builder->series.settings->rounds->items[life->seen_at].number;
	build_series(builder, &points, process);
	set_rounds(builder, process);
	process->is_target = is_wanted(builder, process);
	process->is_named = builder->series.settings->name_count > 0;
}

void life_add_of_ps(struct life_builder *builder, const struct pid_columns *pid, size_t begin,
	size_t end, const struct ps_life *told)
{
	const struct ps_point *ps = pid->ps.items;
	bool any = ps && begin < end;
	struct life_points points = { .ps = ps ? ps + begin : NULL,
		.ps_count = end - begin,
		.ps_grain = grains_of(&pid->grains),
		.pmap_source = KIND_PMAP };
	struct life life = { .first_at = any ? ps[begin].at : 0,
		.seen_at = any ? ps[end - 1].at : 0 };
	struct process *process = add_process(builder, pid->pid);

	take_others(pid, &life, &points);
	process->name = copy_name(builder, told ? told->name : pid->ps_name);
	process->command = copy_name(builder, told ? told->command : pid->ps_command);
	process->user = copy_name(builder, told ? told->user : pid->ps_user);
	build_series(builder, &points, process);
	if (!process->value[METRIC_RSS].n) {
		builder->out->count--; /* a kernel thread, or ended: no memory in any round */
		return;
	}
	set_rounds(builder, process);
	set_doubts(pid, process);
	process->was_stopped = stopped_by_ps(pid);
	process->is_target = builder->only_ps && is_wanted(builder, process);
	process->is_named = builder->series.settings->name_count > 0;
}
