/* columns_sort.c - sorts points by round, one per round, after the last member was folded. */
#include "columns_status.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../base/room.h"
#include "ps_forms.h"
#include "ps_lives.h"
#include "rounds.h"

/* A member's sort key: round, kind, order. */
struct ranked {
	struct member_origin origin;
	uint32_t member;
};

static int compare_origins(const struct member_origin *x, const struct member_origin *y)
{
	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int compare_ranked(const void *a, const void *b)
{
	return compare_origins(
		&((const struct ranked *)a)->origin, &((const struct ranked *)b)->origin);
}

/* Ranks of members, and each rank's round index; UINT32_MAX: the member or its round does not
 * count. */
struct ranking {
	uint32_t *rank_of;  /* by member; NULL: they are in order, so each has its own number */
	uint32_t *round_of; /* by rank */
	uint32_t *form_of;  /* by rank: of a table of ps; NULL: all have the same */
};

/* As the members of a log are: they need no ranks. */
static bool are_in_order(const struct columns *columns)
{
	for (size_t i = 1; i < columns->member_count; i++) {
		if (compare_origins(&columns->members[i - 1], &columns->members[i]) > 0)
			return false;
	}
	return true;
}

/* The members in their order, for free(); NULL: they are in order as they are. */
static struct ranked *order_members(const struct columns *columns)
{
	size_t n = columns->member_count;
	struct ranked *order;

	if (are_in_order(columns))
		return NULL;
	order = room_resize(NULL, n, sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] = (struct ranked){ columns->members[i], (uint32_t)i };
	qsort(order, n, sizeof *order, compare_ranked);
	return order;
}

/* Do the tables of ps differ in their form? */
static bool forms_differ(const struct columns *columns)
{
	uint32_t form = 0;

	for (size_t i = 0; i < columns->member_count; i++) {
		uint32_t own = columns->members[i].form;

		if (own && form && own != form)
			return true;
		form = own ? own : form;
	}
	return false;
}

static const struct member_origin *origin_at(
	const struct columns *columns, const struct ranked *order, size_t rank)
{
	return order ? &order[rank].origin : &columns->members[rank];
}

static struct ranking rank_members(struct columns *columns, const struct round_list *rounds)
{
	size_t n = columns->member_count;
	struct ranked *order = order_members(columns);
	struct ranking ranking = { NULL, NULL, NULL };

	ranking.round_of = room_resize(NULL, n + 1, sizeof *ranking.round_of);
	if (order)
		ranking.rank_of = room_resize(NULL, n, sizeof *ranking.rank_of);
	if (forms_differ(columns))
		ranking.form_of = room_resize(NULL, n, sizeof *ranking.form_of);
	for (size_t i = 0; i < n; i++) {
		const struct member_origin *own = origin_at(columns, order, i),
					   *next = i + 1 < n ? origin_at(columns, order, i + 1)
							     : NULL;
		bool replaced = own->alone && next && next->alone && next->round == own->round &&
				next->kind == own->kind;
		ptrdiff_t found = replaced ? -1 : rounds_find(rounds, own->round);

		if (order)
			ranking.rank_of[order[i].member] = (uint32_t)i;
		ranking.round_of[i] = found < 0 ? UINT32_MAX : (uint32_t)found;
		if (ranking.form_of)
			ranking.form_of[i] = own->form;
	}
	free(order);
	return ranking;
}

static void free_ranking(struct ranking *ranking)
{
	free(ranking->rank_of);
	free(ranking->round_of);
	free(ranking->form_of);
}

static int compare_points(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * Sorts points that are nearly in order, as several workers leave them: each moves back a few
 * places. Returns false if that is too much work: the points are then partly sorted.
 */
static bool sort_nearly(char *items, size_t count, size_t size)
{
	char point[sizeof(struct stat_point)]; /* the largest */
	size_t moves = 0;

	assert(size <= sizeof point);
	for (size_t i = 1; i < count; i++) {
		size_t to = i;

		while (to > 0 && compare_points(items + (to - 1) * size, items + i * size) > 0)
			to--;
		moves += i - to;
		if (moves > 8 * count)
			return false;
		if (to == i)
			continue;
		memcpy(point, items + i * size, size);
		memmove(items + (to + 1) * size, items + to * size, (i - to) * size);
		memcpy(items + to * size, point, size);
	}
	return true;
}

/* Replaces the member by its rank and sorts by it. */
static void rank_list(struct point_list *list, size_t size, const struct ranking *ranking)
{
	char *items = list->items;
	bool sorted = true;

	for (size_t i = 0; i < list->count; i++) {
		uint32_t *at = (uint32_t *)(void *)(items + i * size);

		*at = ranking->rank_of ? ranking->rank_of[*at] : *at;
		sorted =
			sorted &&
			(i == 0 || *(const uint32_t *)(const void *)(items + (i - 1) * size) < *at);
	}
	if (!sorted && !sort_nearly(items, list->count, size))
		qsort(items, list->count, size, compare_points);
}

/* Keeps the last point of each round, and replaces its rank by the round's index. */
static void round_points(struct point_list *list, size_t size, const struct ranking *ranking)
{
	char *items = list->items;
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		uint32_t *at = (uint32_t *)(void *)(items + i * size);

		*at = ranking->round_of[*at];
		if (*at == UINT32_MAX)
			continue;
		kept -= kept && *(const uint32_t *)(const void *)(items + (kept - 1) * size) == *at;
		if (kept != i)
			memmove(items + kept * size, items + i * size, size);
		kept++;
	}
	list->count = kept;
}

static bool in_one_round(const struct ranking *ranking, uint32_t at, uint32_t next)
{
	return ranking->round_of[at] == ranking->round_of[next];
}

/* The last point of a round stays: it takes missing values from sums in other lines or files (pmap
 * -x, pmap -d). */
static void sort_pmap(struct point_list *list, const struct ranking *ranking)
{
	struct pmap_point *points = list->items;

	rank_list(list, sizeof *points, ranking);
	for (size_t i = 1; i < list->count; i++)
		if (in_one_round(ranking, points[i - 1].at, points[i].at))
			columns_join_pmap(&points[i], &points[i - 1]);
	round_points(list, sizeof *points, ranking);
}

static void sort_status(struct pid_columns *pid, const struct ranking *ranking)
{
	struct point_list *list = &pid->status;
	struct status_point *points = list->items;

	rank_list(list, sizeof *points, ranking);
	for (size_t i = 1; i < list->count; i++)
		if (in_one_round(ranking, points[i - 1].at, points[i].at))
			columns_status_join(pid, &points[i], &points[i - 1]);
	round_points(list, sizeof *points, ranking);
}

static void sort_list(struct point_list *list, size_t size, const struct ranking *ranking)
{
	rank_list(list, size, ranking);
	round_points(list, size, ranking);
}

/* Points of a PID whose START moved: whether the clock did is known only after the last PID. */
struct held {
	struct pid_columns *pid;
	struct point_list seen;
};

/* Searches for the lives of PIDs that only ps can separate. */
struct ps_search {
	struct held *held;
	size_t count, room;
	struct index steps;
};

static void find_ps_lives(struct columns *columns, struct pid_columns *pid,
	const struct ranking *ranking, struct ps_search *search)
{
	struct point_list seen;

	if (!ps_lives_seen(columns, pid, &seen))
		return;
	sort_list(&seen, sizeof(struct ps_seen), ranking);
	if (!ps_lives_steps(pid, &seen, &search->steps, columns->arena)) {
		ps_lives_find(columns, pid, &seen, &search->steps);
		free(seen.items);
		return;
	}
	search->held =
		list_room(search->held, search->count + 1, &search->room, sizeof *search->held);
	search->held[search->count++] = (struct held){ pid, seen };
}

static void end_ps_search(struct columns *columns, struct ps_search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		ps_lives_find(columns, search->held[i].pid, &search->held[i].seen, &search->steps);
		free(search->held[i].seen.items);
	}
	free(search->held);
}

static int compare_pids(const void *a, const void *b)
{
	const struct pid_columns *x = a, *y = b;

	return (x->pid > y->pid) - (x->pid < y->pid);
}

static int compare_names(const void *a, const void *b)
{
	return span_compare(
		((const struct system_column *)a)->name, ((const struct system_column *)b)->name);
}

bool columns_sort(struct columns *columns, const struct round_list *rounds)
{
	struct ranking ranking = rank_members(columns, rounds);
	struct ps_search search = { .count = 0 };
	bool mixed = false;

	for (size_t i = 0; i < columns->count; i++) {
		struct pid_columns *pid = &columns->pids[i];

		find_ps_lives(columns, pid, &ranking, &search);
		sort_status(pid, &ranking);
		sort_list(&pid->stat, sizeof(struct stat_point), &ranking);
		sort_pmap(&pid->pmap, &ranking);
		sort_list(&pid->maps, sizeof(struct pmap_point), &ranking);
		rank_list(&pid->ps, sizeof(struct ps_point), &ranking);
		mixed |= ranking.form_of && ps_forms_choose(&pid->ps, ranking.form_of,
						    ranking.round_of, columns->is_log);
		round_points(&pid->ps, sizeof(struct ps_point), &ranking);
		sort_list(&pid->used, sizeof(struct status_point), &ranking);
		sort_list(&pid->fd, sizeof(struct fd_point), &ranking);
		sort_list(&pid->jstat, sizeof(struct jstat_point), &ranking);
		sort_list(&pid->heap, sizeof(struct heap_point), &ranking);
		sort_list(&pid->share, sizeof(struct share_point), &ranking);
	}
	end_ps_search(columns, &search);
	for (size_t i = 0; i < columns->system_count; i++)
		sort_list(&columns->system[i].points, sizeof(struct system_point), &ranking);
	free_ranking(&ranking);
	columns_free_members(columns);
	if (columns->count)
		qsort(columns->pids, columns->count, sizeof *columns->pids, compare_pids);
	if (columns->system_count)
		qsort(columns->system, columns->system_count, sizeof *columns->system,
			compare_names);
	return mixed;
}
