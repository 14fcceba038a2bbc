/* columns_twice.c - notices a process that is in one member twice, with other values. */
#include "columns_twice.h"

#include "../facts/facts.h"
#include "../facts/mapping_list.h"
#include "columns_status.h"
#include "ps_lives.h"

/* Are both known, and different? */
static bool differ(int64_t a, int64_t b)
{
	return a >= 0 && b >= 0 && a != b;
}

static bool kept_differs(uint32_t kept, int64_t kib)
{
	return differ(columns_kib(kept), columns_kib(columns_pack(kib)));
}

/* A thread's status has the memory of its process, read a moment later. */
static bool status_differs(const struct pid_columns *pid, const struct status_point *point,
	const struct process_fact *fact)
{
	const struct fact_more *more = facts_more(fact);
	const struct status_rest *rest = columns_status_rest(pid, point);

	return !fact->is_thread &&
	       (kept_differs(point->rss, fact->rss) || kept_differs(rest->anon, more->anon) ||
		       kept_differs(rest->swap, more->swap) ||
		       kept_differs(rest->size, more->size) ||
		       differ(rest->data_stack, more->data_stack));
}

static bool stat_differs(const struct stat_point *point, const struct process_fact *fact)
{
	const struct fact_more *more = facts_more(fact);
	return point->start_ticks != more->start_ticks ||
	       point->worked != columns_count(more->worked) ||
	       point->faults != columns_count(more->faults) ||
	       kept_differs(point->size, more->size);
}

/* pmap -d and pmap -x may stand in one file: each has what the other lacks. */
static bool pmap_differs(const struct pmap_point *point, const struct process_fact *fact)
{
	const struct fact_more *more = facts_more(fact);
	return kept_differs(point->rss, fact->rss) ||
	       differ(point->private_kib, fact->private_kib) ||
	       (point->groups && more->groups &&
		       group_list_kib(point->groups) != group_list_kib(more->groups));
}

/* Threads have one RSS, but each its own TIME; another tool may have another RSS. */
static bool ps_differs(const struct pid_columns *pid, const struct ps_point *point,
	const struct process_fact *fact)
{
	return pid->ps_kept && pid->ps_cpu == fact->cpu && pid->ps_start == fact->start &&
	       pid->ps_grain == fact->grain && ps_lives_are_kept(pid, fact) &&
	       kept_differs(point->rss, fact->rss);
}

/* The list that a kind is folded into; POINTS: it is not watched. */
static enum points points_of(enum kind kind)
{
	switch (kind) {
	case KIND_STATUS:
		return POINTS_STATUS;
	case KIND_STAT:
		return POINTS_STAT;
	case KIND_PMAP:
		return POINTS_PMAP;
	case KIND_MAPS:
	case KIND_SMAPS:
		return POINTS_MAPS;
	case KIND_PS:
		return POINTS_PS;
	case KIND_FD:
		return POINTS_FD;
	default:
		return POINTS;
	}
}

static bool point_differs(const struct pid_columns *pid, enum kind kind, const void *point,
	const struct process_fact *fact)
{
	switch (kind) {
	case KIND_STATUS:
		return status_differs(pid, point, fact);
	case KIND_STAT:
		return stat_differs(point, fact);
	case KIND_PS:
		return ps_differs(pid, point, fact);
	case KIND_FD:
		return differ(((const struct fd_point *)point)->count, facts_more(fact)->fds);
	default:
		return pmap_differs(point, fact);
	}
}

bool columns_twice(
	struct pid_columns *pid, enum kind kind, const struct process_fact *fact, uint32_t at)
{
	enum points points = points_of(kind);
	const void *point;

	if (points == POINTS)
		return false;
	point = columns_last(columns_list(pid, points), columns_size(points), at);
	if (!point || !point_differs(pid, kind, point, fact))
		return false;
	columns_list(pid, points)->count--;
	return true;
}
