/*
 * group_series.c - the series of a life's mapping groups. Each worker that read rounds of the run numbers a process's groups
 * in its own way: tables lead from its numbers to those of the life.
 */
#include "group_series.h"

#include <stdlib.h>
#include <string.h>

/* The groups of one worker's table. */
struct numbering {
	const struct group_table *table;
	uint32_t *group_of;     /* by the worker's number: place among the life's groups + 1; 0 not met */
	uint32_t *number_of;    /* by group of the life: the worker's number + 1; 0 none */
};

struct building {
	struct series_builder *series;
	const struct life_points *points;
	struct process *process;
	struct numbering *numberings;
	size_t numbering_count;
	size_t capacity;        /* of the process's groups */
	struct arena scratch;
	struct index places;    /* of groups, by interned name */
};

static struct numbering *numbering_of(struct building *building, const struct group_table *table)
{
	struct numbering *numbering;

	for (size_t i = building->numbering_count; i-- > 0;)
		if (building->numberings[i].table == table)
			return &building->numberings[i];
	building->numberings = arena_grow(&building->scratch, building->numberings, building->numbering_count,
		building->numbering_count + 1, sizeof *building->numberings);
	numbering = &building->numberings[building->numbering_count++];
	numbering->table = table;
	numbering->group_of = arena_take_array(&building->scratch, table->count + 1, sizeof *numbering->group_of);
	return numbering;
}

/* The place + 1 of the group of that name, made where it is new. */
static uint32_t group_place(struct building *building, struct span name, const struct group_sum *sum)
{
	struct process *process = building->process;
	struct arena *arena = building->series->arena;
	uint32_t *place;

	name = intern(&building->series->names, arena, name);
	place = index_at(&building->places, &building->scratch, index_key(name.at));
	if (*place)
		return *place;
	if (process->group_count == building->capacity) {
		size_t capacity = building->capacity * 2 + 16;

		process->groups = arena_grow(arena, process->groups, process->group_count, capacity, sizeof *process->groups);
		building->capacity = capacity;
	}
	process->groups[process->group_count].name = name;
	group_sum_mode(sum, process->groups[process->group_count].mode);
	return *place = (uint32_t)++process->group_count;
}

static void collect_list(struct building *building, const struct group_list *list)
{
	struct numbering *numbering = numbering_of(building, list->table);
	struct process *process = building->process;

	if (list->quantum_kib > process->quantum_kib) {
		process->quantum_kib = list->quantum_kib;
		process->allocator = intern(&building->series->names, building->series->arena, list->allocator);
	}
	for (size_t i = 0; i < list->count; i++) {
		const struct group_sum *sum = numbering->group_of[i] ? NULL : group_list_sum(list, i);

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
	return span_compare(((const struct mapping_group *)a)->name, ((const struct mapping_group *)b)->name);
}

/* Groups in the order of their names, and of each numbering the way back. */
static void order_groups(struct building *building)
{
	struct process *process = building->process;

	if (process->group_count)
		qsort(process->groups, process->group_count, sizeof *process->groups, compare_groups);
	for (size_t i = 0; i < process->group_count; i++)
		*index_at(&building->places, &building->scratch, index_key(process->groups[i].name.at)) = (uint32_t)i + 1;
	for (size_t i = 0; i < building->numbering_count; i++) {
		struct numbering *numbering = &building->numberings[i];

		numbering->number_of = arena_take_array(&building->scratch, process->group_count + 1, sizeof *numbering->number_of);
		for (size_t j = 0; j < numbering->table->count; j++) {
			struct span name = numbering->group_of[j] ?
				intern(&building->series->names, building->series->arena, numbering->table->names[j]) : (struct span){ NULL, 0 };

			if (name.at)
				numbering->number_of[index_find(&building->places, index_key(name.at)) - 1] = (uint32_t)j + 1;
		}
	}
}

/* A group that never changes is told by its two ends: most are libraries, and a run has hundreds of them. */
static void keep_ends(struct series_builder *builder)
{
	for (size_t i = 1; i < builder->n; i++)
		if (builder->value[i] > builder->value[0] || builder->value[i] < builder->value[0])
			return;
	if (builder->n > 2) {
		builder->at[1] = builder->at[builder->n - 1];
		builder->n = 2;
	}
}

/* The worker's number + 1 of a group in a list; numbering is where the last list's was. */
static uint32_t number_in(struct building *building, const struct group_list *list, size_t group, struct numbering **numbering)
{
	if (!*numbering || (*numbering)->table != list->table)
		*numbering = numbering_of(building, list->table);
	return (*numbering)->number_of[group];
}

static void build_size(struct building *building, size_t which)
{
	struct mapping_group *group = &building->process->groups[which];
	const struct life_points *points = building->points;
	struct numbering *numbering = NULL;

	series_begin(building->series);
	for (size_t i = 0; i < points->pmap_count; i++) {
		const struct group_list *list = points->pmap[i].groups;
		uint32_t number = list ? number_in(building, list, which, &numbering) : 0;
		const struct group_sum *sum = number ? group_list_sum(list, number - 1) : NULL;

		if (!list)
			continue;
		series_add(building->series, points->pmap[i].at, sum ? (double)sum->kib : 0);
		group->count_last = sum ? sum->count : 0;
		group->kib_last = sum ? sum->kib : 0;
		if (building->series->n == 1) {
			group->count_first = group->count_last;
			group->kib_first = group->kib_last;
		}
	}
	keep_ends(building->series);
	group->size = series_end(building->series, points->pmap_source, building->series->settings->page_kib);
}

/* What smaps said of a group's use: one point a round that has it. */
static void build_use(struct building *building, size_t which, bool pss)
{
	struct mapping_group *group = &building->process->groups[which];
	const struct life_points *points = building->points;
	struct numbering *numbering = NULL;

	series_begin(building->series);
	for (size_t i = 0; i < points->use_count; i++) {
		const struct group_list *list = points->use[i].groups;
		uint32_t number = list && list->uses ? number_in(building, list, which, &numbering) : 0;

		if (number && number <= list->count && list->uses[number - 1].pss >= 0)
			series_add(building->series, points->use[i].at,
				(double)(pss ? list->uses[number - 1].pss : list->uses[number - 1].private_dirty));
	}
	*(pss ? &group->pss : &group->private_dirty) =
		series_end(building->series, KIND_SMAPS, building->series->settings->page_kib);
}

/* Only groups that the mappings have count: what smaps alone shows (a name that pmap prints otherwise) has no size. */
static void number_uses(struct building *building)
{
	const struct life_points *points = building->points;
	const struct group_table *last = NULL;

	for (size_t i = 0; i < points->use_count; i++) {
		const struct group_table *table = points->use[i].groups ? points->use[i].groups->table : NULL;
		struct numbering *numbering;

		if (!table || table == last)
			continue;
		numbering = numbering_of(building, last = table);
		for (size_t j = 0; j < table->count; j++)
			if (!numbering->group_of[j])
				numbering->group_of[j] = index_find(&building->places, index_key(
					intern(&building->series->names, building->series->arena, table->names[j]).at));
	}
}

void group_series_build(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	struct building building = { .series = builder, .points = points, .process = process };

	collect(&building, points->pmap, points->pmap_count);
	number_uses(&building);
	order_groups(&building);
	for (size_t i = 0; i < process->group_count; i++) {
		build_size(&building, i);
		if (points->use_count) {
			build_use(&building, i, false);
			build_use(&building, i, true);
		}
	}
	arena_free(&building.scratch);
}
