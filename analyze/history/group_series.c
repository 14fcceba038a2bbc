/*
 * group_series.c - the series of a life's mapping groups. Each worker numbers a process's groups in
 * its own way: tables map its numbers to those of the life.
 */
#include "group_series.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../facts/mapping_list.h"

/* The groups of one worker's table. */
struct numbering {
	const struct group_table *table;
	uint32_t *group_of;  /* by the worker's number: index among the life's groups + 1; 0: not
				seen */
	uint32_t *number_of; /* by group of the life: the worker's number + 1; 0 none */
	const struct group_list *first, *last; /* compared for changes */
};

struct building {
	struct series_builder *series;
	const struct life_points *points;
	struct process *process;
	struct numbering *numberings;
	size_t numbering_count, numbering_room;
	size_t group_room;
	struct arena scratch;
	struct index places;               /* of groups, by interned name */
	bool *changed;                     /* by group: it differs between rounds */
	const struct pmap_point *mappings; /* the points that define which mappings exist */
	size_t mapping_count;
	enum kind source;
};

static struct numbering *numbering_of(struct building *building, const struct group_table *table)
{
	struct numbering *numbering;

	for (size_t i = building->numbering_count; i-- > 0;)
		if (building->numberings[i].table == table)
			return &building->numberings[i];
	building->numberings = list_room_in(&building->scratch, building->numberings,
		building->numbering_count + 1, &building->numbering_room,
		sizeof *building->numberings);
	numbering = &building->numberings[building->numbering_count++];
	*numbering = (struct numbering){ .table = table };
	numbering->group_of =
		arena_take_array(&building->scratch, table->count + 1, sizeof *numbering->group_of);
	return numbering;
}

/* The index + 1 of the group of that name; created if new. */
static uint32_t group_place(
	struct building *building, struct span name, const struct group_sum *sum)
{
	struct process *process = building->process;
	struct arena *arena = building->series->arena;
	uint32_t *place;

	name = intern(&building->series->names, arena, name);
	place = index_at(&building->places, &building->scratch, index_key(name.at));
	if (*place)
		return *place;
	process->groups = list_room_in(arena, process->groups, process->group_count + 1,
		&building->group_room, sizeof *process->groups);
	process->groups[process->group_count] = (struct mapping_group){ .name = name };
	group_sum_mode(sum, process->groups[process->group_count].mode);
	return *place = (uint32_t)++process->group_count;
}

static void collect_list(struct building *building, const struct group_list *list)
{
	struct numbering *numbering = numbering_of(building, list->table);
	struct process *process = building->process;

	if (list->quantum_kib > process->quantum_kib) {
		process->quantum_kib = list->quantum_kib;
		process->allocator =
			intern(&building->series->names, building->series->arena, list->allocator);
	}
	for (size_t i = 0; i < list->count; i++) {
		const struct group_sum *sum =
			numbering->group_of[i] ? NULL : group_list_sum(list, i);

		if (sum)
			numbering->group_of[i] = group_place(building, list->table->names[i], sum);
	}
}

static void collect(struct building *building, const struct pmap_point *points, size_t count)
{
	const struct group_list *last = NULL;

	for (size_t i = 0; i < count; i++)
		if (points[i].groups && points[i].groups != last)
			collect_list(building, last = points[i].groups);
}

static int compare_groups(const void *a, const void *b)
{
	return span_compare(
		((const struct mapping_group *)a)->name, ((const struct mapping_group *)b)->name);
}

/* Sorts groups by name, and builds each numbering's reverse table. */
static void order_groups(struct building *building)
{
	struct process *process = building->process;

	if (process->group_count)
		qsort(process->groups, process->group_count, sizeof *process->groups,
			compare_groups);
	for (size_t i = 0; i < process->group_count; i++)
		*index_at(&building->places, &building->scratch,
			index_key(process->groups[i].name.at)) = (uint32_t)i + 1;
	for (size_t i = 0; i < building->numbering_count; i++) {
		struct numbering *numbering = &building->numberings[i];

		numbering->number_of = arena_take_array(
			&building->scratch, process->group_count + 1, sizeof *numbering->number_of);
		for (size_t j = 0; j < numbering->table->count; j++) {
			struct span name =
				numbering->group_of[j]
					? intern(&building->series->names, building->series->arena,
						  numbering->table->names[j])
					: (struct span){ NULL, 0 };

			if (!name.at)
				continue;
			numbering->group_of[j] = index_find(&building->places, index_key(name.at));
			numbering->number_of[numbering->group_of[j] - 1] = (uint32_t)j + 1;
		}
	}
}

static bool is_same(const struct group_sum *a, const struct group_sum *b)
{
	return a == b || (a ? a->kib : 0) == (b ? b->kib : 0);
}

/* Finds the differences between two lists of one table: pieces with equal content are the same
 * object. */
static void compare_lists(struct building *building, const struct numbering *numbering,
	const struct group_list *a, const struct group_list *b)
{
	size_t count = a->count > b->count ? a->count : b->count;

	for (size_t begin = 0; begin < count; begin += GROUP_PIECE) {
		if (begin < a->count && begin < b->count &&
			a->pieces[begin / GROUP_PIECE] == b->pieces[begin / GROUP_PIECE])
			continue;
		for (size_t i = begin; i < begin + GROUP_PIECE && i < count; i++)
			if (numbering->group_of[i] &&
				!is_same(group_list_sum(a, i), group_list_sum(b, i)))
				building->changed[numbering->group_of[i] - 1] = true;
	}
}

/* Finds the differences between the first lists of two workers. */
static void compare_numberings(
	struct building *building, const struct numbering *a, const struct numbering *b)
{
	for (size_t i = 0; i < building->process->group_count; i++) {
		const struct group_sum *of_a =
			a->number_of[i] ? group_list_sum(a->first, a->number_of[i] - 1) : NULL;
		const struct group_sum *of_b =
			b->number_of[i] ? group_list_sum(b->first, b->number_of[i] - 1) : NULL;

		building->changed[i] |= !is_same(of_a, of_b);
	}
}

/* Most groups are libraries, and a run has hundreds that never change. */
static void find_changed(struct building *building)
{
	const struct numbering *before = NULL;

	building->changed = arena_take_array(
		&building->scratch, building->process->group_count + 1, sizeof *building->changed);
	for (size_t i = 0; i < building->mapping_count; i++) {
		const struct group_list *list = building->mappings[i].groups;
		struct numbering *numbering = list ? numbering_of(building, list->table) : NULL;

		if (!list || list == numbering->last)
			continue;
		if (numbering->last)
			compare_lists(building, numbering, numbering->last, list);
		else
			numbering->first = list;
		numbering->last = list;
	}
	for (size_t i = 0; i < building->numbering_count; i++) {
		if (!building->numberings[i].first)
			continue;
		if (before)
			compare_numberings(building, before, &building->numberings[i]);
		before = &building->numberings[i];
	}
}

/* The worker's number + 1 of a group in a list; starts the search at the last list's numbering. */
static uint32_t number_in(struct building *building, const struct group_list *list, size_t group,
	struct numbering **numbering)
{
	if (!*numbering || (*numbering)->table != list->table)
		*numbering = numbering_of(building, list->table);
	return (*numbering)->number_of[group];
}

/* Adds one point to a group's size. */
static void add_size(
	struct building *building, size_t which, size_t point, struct numbering **numbering)
{
	struct mapping_group *group = &building->process->groups[which];
	const struct group_list *list = building->mappings[point].groups;
	uint32_t number = number_in(building, list, which, numbering);
	const struct group_sum *sum = number ? group_list_sum(list, number - 1) : NULL;

	series_add(building->series, building->mappings[point].at, sum ? (double)sum->kib : 0);
	group->count_last = sum ? sum->count : 0;
	group->kib_last = sum ? sum->kib : 0;
	if (building->series->n == 1) {
		group->count_first = group->count_last;
		group->kib_first = group->kib_last;
	}
}

/* A group that never changes needs only its first and last point. */
static void build_size(struct building *building, size_t which)
{
	struct numbering *numbering = NULL;
	size_t last = building->mapping_count;

	while (last > 0 && !building->mappings[last - 1].groups)
		last--;
	series_begin(building->series);
	for (size_t i = 0; i < last; i++)
		if (building->mappings[i].groups &&
			(building->changed[which] || !building->series->n || i == last - 1))
			add_size(building, which, i, &numbering);
	building->process->groups[which].size = series_end(
		building->series, building->source, building->series->settings->page_kib);
}

/* The values of smaps that a group has series of. */
enum use { PRIVATE_DIRTY, PSS };

/* A group's value in smaps in one round, KiB: 0 if the group is absent; -1 if unknown. */
static int64_t use_in(const struct group_list *list, uint32_t number, enum use use)
{
	if (!list || !list->uses)
		return -1;
	if (!number || !group_list_sum(list, number - 1))
		return 0;
	return use == PSS ? list->uses[number - 1].pss : list->uses[number - 1].private_dirty;
}

/* Looks for any of a group's mappings in smaps: a group that pmap names differently has unknown
 * use, not zero use. */
static bool find_use(struct building *building, size_t which)
{
	struct numbering *numbering = NULL;

	for (size_t i = 0; i < building->points->use_count; i++) {
		const struct group_list *list = building->points->use[i].groups;
		uint32_t number =
			list && list->uses ? number_in(building, list, which, &numbering) : 0;

		if (number && group_list_sum(list, number - 1) && list->uses[number - 1].pss >= 0)
			return true;
	}
	return false;
}

/* Builds a group's use from smaps: one point per round that has smaps. */
static void build_use(struct building *building, size_t which, enum use use)
{
	struct mapping_group *group = &building->process->groups[which];
	const struct life_points *points = building->points;
	struct numbering *numbering = NULL;

	series_begin(building->series);
	for (size_t i = 0; i < points->use_count; i++) {
		const struct group_list *list = points->use[i].groups;
		uint32_t number =
			list && list->uses ? number_in(building, list, which, &numbering) : 0;
		int64_t kib = use_in(list, number, use);

		if (kib >= 0)
			series_add(building->series, points->use[i].at, (double)kib);
	}
	*(use == PSS ? &group->pss : &group->private_dirty) =
		series_end(building->series, KIND_SMAPS, building->series->settings->page_kib);
}

/* Only groups of the mappings count: one that only smaps has (pmap prints another name) has no
 * size. */
static void number_uses(struct building *building)
{
	const struct life_points *points = building->points;
	const struct group_table *last = NULL;

	for (size_t i = 0; i < points->use_count; i++) {
		const struct group_table *table =
			points->use[i].groups ? points->use[i].groups->table : NULL;
		struct numbering *numbering;

		if (!table || table == last)
			continue;
		numbering = numbering_of(building, last = table);
		for (size_t j = 0; j < table->count; j++)
			if (!numbering->group_of[j])
				numbering->group_of[j] = index_find(&building->places,
					index_key(intern(&building->series->names,
						building->series->arena, table->names[j])
							  .at));
	}
}

/* maps and smaps name the heap, which for pmap is guessed by its place: they are preferred if no
 * round lacks them. */
static void choose_mappings(struct building *building)
{
	const struct life_points *points = building->points;
	bool named = points->use_count && points->use_count >= points->pmap_count;

	building->mappings = named ? points->use : points->pmap;
	building->mapping_count = named ? points->use_count : points->pmap_count;
	building->source = named ? KIND_MAPS : points->pmap_source;
}

void group_series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	struct building building = { .series = builder, .points = points, .process = process };

	choose_mappings(&building);
	collect(&building, building.mappings, building.mapping_count);
	number_uses(&building);
	order_groups(&building);
	find_changed(&building);
	for (size_t i = 0; i < process->group_count; i++) {
		build_size(&building, i);
		if (find_use(&building, i)) {
			build_use(&building, i, PRIVATE_DIRTY);
			build_use(&building, i, PSS);
		}
	}
	arena_free(&building.scratch);
}
