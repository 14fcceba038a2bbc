/* columns_fold.c - facts folded into columns as they are read. */
#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "columns_status.h"
#include "columns_twice.h"
#include "ps_lives.h"

/* The point of that member: of two in one member the later counts. */
static void *add_point(struct point_list *list, size_t size, uint32_t at)
{
	void *last = columns_last(list, size, at);

	return last ? last : columns_add(list, size);
}

/* Keeps a copy of the latest member's text. */
static void keep(struct columns *columns, struct span *place, struct span text)
{
	if (text.len && !span_equal(*place, text))
		*place = intern(&columns->texts, columns->arena, text);
}

static void count_state(struct pid_columns *pid)
{
	pid->ps_known += pid->ps_state != 0;
	pid->ps_stopped += columns_is_stop((unsigned char)pid->ps_state);
}

/* The row of ps that was folded last for the PID, byte for byte: all that it says is kept. Takes
 * its point; false: it is another row. */
static bool repeat_ps(
	struct pid_columns *pid, const struct process_fact *fact, uint32_t at, uint32_t order)
{
	if (!fact->row || fact->row != pid->ps_row || order + 1 < pid->ps_told || at == pid->ps_at)
		return false;
	pid->ps_told = order + 1;
	pid->ps_at = at;
	*(struct ps_point *)columns_add(&pid->ps, sizeof(struct ps_point)) =
		(struct ps_point){ at, columns_pack(fact->rss) };
	count_state(pid);
	return true;
}

static void fold_ps(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at, uint32_t order)
{
	bool again = false, repeated = columns_last(&pid->ps, sizeof(struct ps_point), at);

	pid->ps_row = 0;
	pid->ps_at = at;
	/* a table without RSS after one that has it erases nothing */
	if (fact->rss >= 0) {
		again = ps_lives_fold(columns, pid, fact, at, repeated) && pid->ps_kept;
		*(struct ps_point *)add_point(&pid->ps, sizeof(struct ps_point), at) =
			(struct ps_point){ at, columns_pack(fact->rss) };
		pid->ps_state = fact->state;
		count_state(pid);
	}
	pid->ps_grain = fact->grain > pid->ps_grain ? fact->grain : pid->ps_grain;
	grains_take(&pid->grains, columns->arena, fact->rss >= 0 ? fact->rss : fact->private_kib,
		fact->grain);
	if (order + 1 < pid->ps_told)
		return;
	pid->ps_told = order + 1;
	if (again) {
		pid->ps_row = repeated || fact->private_kib >= 0 ? 0 : fact->row;
		return;
	}
	keep(columns, &pid->ps_name, fact->name);
	keep(columns, &pid->ps_command, fact->command);
	keep(columns, &pid->ps_user, fact->user);
	/* an empty text keeps the previous one */
	pid->ps_kept = fact->rss >= 0 && ps_lives_are_kept(pid, fact);
}

static struct pmap_point pmap_point_of(const struct process_fact *fact, uint32_t at)
{
	return (struct pmap_point){ at, columns_pack(fact->rss), fact->private_kib,
		facts_more(fact)->groups };
}

void columns_join_pmap(struct pmap_point *point, const struct pmap_point *before)
{
	if (point->rss == UINT32_MAX)
		point->rss = before->rss;
	if (point->private_kib < 0)
		point->private_kib = before->private_kib;
	if (!point->groups)
		point->groups = before->groups;
}

static void fold_status(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);
	struct status_point *last = columns_last(&pid->status, sizeof *last, at);
	const struct status_point before = last ? *last : (struct status_point){ 0 };
	const struct status_rest rest = { .name = columns_name_id(columns, fact->name),
		.threads = columns_pack_threads(more->threads) & 0xffffff,
		.state = (unsigned char)fact->state,
		.anon = columns_pack(more->anon),
		.swap = columns_pack(more->swap),
		.page_tables = columns_pack(more->page_tables),
		.size = columns_pack(more->size),
		.peak = columns_pack(more->peak),
		.worked = columns_count(more->worked),
		.data_stack = more->data_stack };

	columns_status_add(pid, &pid->status, at, columns_pack(fact->rss), &rest);
	if (last)
		columns_status_join(pid, last, &before);
}

static void fold_pmap(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at, uint32_t order)
{
	const struct pmap_point *before = columns_last(&pid->pmap, sizeof *before, at);
	struct pmap_point point = pmap_point_of(fact, at);

	pid->has_sizes |= fact->private_kib >= 0 && !fact->is_used;
	if (before)
		columns_join_pmap(&point, before);
	*(struct pmap_point *)add_point(&pid->pmap, sizeof point, at) = point;
	if (order + 1 < pid->pmap_told)
		return;
	pid->pmap_told = order + 1;
	keep(columns, &pid->pmap_name, fact->name);
	keep(columns, &pid->pmap_command, fact->command);
}

/* Folds a process's use from the sums of smaps. */
static void fold_used(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);

	keep(columns, &pid->pmap_name, fact->name);
	if (fact->rss < 0)
		return;
	columns_status_add(pid, &pid->used, at, columns_pack(fact->rss),
		&(struct status_rest){ .name = columns_name_id(columns, fact->name),
			.threads = columns_pack_threads(-1) & 0xffffff,
			.anon = columns_pack(more->anon),
			.swap = columns_pack(more->swap),
			.page_tables = columns_pack(-1),
			.size = columns_pack(-1),
			.peak = columns_pack(-1),
			.worked = columns_count(-1),
			.data_stack = -1 });
}

static void fold_share(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);

	if (more->pss >= 0)
		*(struct share_point *)add_point(&pid->share, sizeof(struct share_point), at) =
			(struct share_point){ at, columns_pack(more->pss),
				columns_pack(more->pss_anon), columns_pack(more->swap_pss) };
}

/* Folds a table's private memory. */
static void fold_private(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	if (fact->private_kib < 0)
		return;
	pid->is_tabled = true;
	*(struct pmap_point *)add_point(&pid->pmap, sizeof(struct pmap_point), at) =
		(struct pmap_point){ at, columns_pack(-1), fact->private_kib, NULL };
}

static void fold_stat(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);
	struct stat_point *point = add_point(&pid->stat, sizeof *point, at);

	*point = (struct stat_point){ .at = at,
		.name = columns_name_id(columns, fact->name),
		.start_ticks = more->start_ticks,
		.worked = columns_count(more->worked),
		.faults = columns_count(more->faults),
		.size = columns_pack(more->size),
		.parent = more->parent,
		.session = more->session,
		.stack = columns_pack_stack(more->stack) & 0xffffff,
		.state = (unsigned char)fact->state };
}

static void fold_maps(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	struct pmap_point *point = add_point(&pid->maps, sizeof *point, at);

	*point = pmap_point_of(fact, at);
}

static void fold_heap(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);
	struct heap_point *point;

	if (!more->heap)
		return;
	point = add_point(&pid->heap, sizeof *point, at);
	*point = (struct heap_point){ at, more->heap };
}

static void fold_fds(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);
	struct fd_point *point = add_point(&pid->fd, sizeof *point, at);

	*point = (struct fd_point){ at, (uint32_t)more->fds };
}

static void fold_jstat(struct pid_columns *pid, const struct process_fact *fact, uint32_t at)
{
	const struct fact_more *more = facts_more(fact);
	struct jstat_point *point = add_point(&pid->jstat, sizeof *point, at);

	*point = (struct jstat_point){ at, columns_pack(more->old_kib), more->collections };
}

static void fold_process(struct columns *columns, struct pid_columns *pid, enum kind kind,
	const struct process_fact *fact, uint32_t at, uint32_t order)
{
	switch (kind) {
	case KIND_STATUS:
		fold_status(columns, pid, fact, at);
		break;
	case KIND_STAT:
		fold_stat(columns, pid, fact, at);
		break;
	case KIND_FD:
		fold_fds(pid, fact, at);
		break;
	case KIND_JSTAT:
		fold_jstat(pid, fact, at);
		break;
	case KIND_HEAP:
		fold_heap(pid, fact, at);
		break;
	case KIND_PMAP:
		fold_pmap(columns, pid, fact, at, order);
		break;
	case KIND_SMAPS_ROLLUP:
		fold_used(columns, pid, fact, at);
		fold_share(pid, fact, at);
		break;
	case KIND_MAPS:
	case KIND_SMAPS:
		fold_used(columns, pid, fact, at);
		fold_maps(pid, fact, at);
		break;
	case KIND_SMEMCAP:
		fold_ps(columns, pid, fact, at, order);
		fold_stat(columns, pid, fact, at);
		fold_maps(pid, fact, at);
		break;
	default:
		if (repeat_ps(pid, fact, at, order))
			break;
		fold_ps(columns, pid, fact, at, order);
		fold_private(pid, fact, at);
		break;
	}
}

struct system_column *columns_system(struct columns *columns, struct span name, bool pages)
{
	uint32_t *place;

	name = intern(&columns->texts, columns->arena, name);
	place = index_at(&columns->system_places, columns->arena, index_key(name.at));
	if (!*place) {
		columns->system =
			list_room_in(columns->arena, columns->system, columns->system_count + 1,
				&columns->system_capacity, sizeof *columns->system);
		columns->system[columns->system_count] =
			(struct system_column){ .name = name, .pages = pages };
		*place = (uint32_t)++columns->system_count;
	}
	return &columns->system[*place - 1];
}

static void fold_system(struct columns *columns, const struct system_fact *fact, uint32_t at)
{
	struct system_column *column = columns_system(columns, fact->name, fact->pages);

	*(struct system_point *)add_point(&column->points, sizeof(struct system_point), at) =
		(struct system_point){ at, fact->size };
}

int32_t columns_fold(
	struct columns *columns, const struct facts *facts, const struct member_origin *origin)
{
	uint32_t at = (uint32_t)columns->member_count;
	int32_t twice = 0;

	columns->members = list_room(columns->members, columns->member_count + 1,
		&columns->member_capacity, sizeof *columns->members);
	columns->members[columns->member_count] = *origin;
	columns->members[columns->member_count++].form = facts->form;
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];
		struct pid_columns *pid = columns_pid(columns, fact->pid);

		if (origin->alone && columns_twice(pid, facts->kind, fact, at))
			twice = fact->pid;
		else
			fold_process(columns, pid, facts->kind, fact, at, origin->order);
	}
	for (size_t i = 0; i < facts->system_count; i++)
		fold_system(columns, &facts->system[i], at);
	return twice;
}

void columns_free_pid(struct pid_columns *pid)
{
	for (enum points i = 0; i < POINTS; i++) {
		free(columns_list(pid, i)->items);
		*columns_list(pid, i) = (struct point_list){ NULL, 0, 0 };
	}
	free(pid->rests.items);
	pid->rests = (struct point_list){ NULL, 0, 0 };
}

void columns_drop(struct columns *columns, int32_t pid)
{
	size_t i = 0;

	while (i < columns->count && columns->pids[i].pid != pid)
		i++;
	if (i == columns->count)
		return;
	columns_free_pid(&columns->pids[i]);
	columns->count--;
	memmove(&columns->pids[i], &columns->pids[i + 1],
		(columns->count - i) * sizeof *columns->pids);
}

void columns_free_members(struct columns *columns)
{
	free(columns->members);
	columns->members = NULL;
	columns->member_count = columns->member_capacity = 0;
}

void columns_free(struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		columns_free_pid(&columns->pids[i]);
	for (size_t i = 0; i < columns->system_count; i++)
		free(columns->system[i].points.items);
	columns_free_members(columns);
	free(columns->pids);
	columns->pids = NULL;
	columns->capacity = 0;
	columns->count = columns->system_count = 0;
}
