/* columns.c - facts folded into columns as they are read. */
#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "../base/say.h"

static void *add_point(struct point_list *list, size_t size)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity + list->capacity / 4 + 16;
		void *items = realloc(list->items, capacity * size);

		if (!items) {
			say("no memory: the numbers of the run do not fit (judge fewer runs at once, or -p NAME)");
			exit(2);
		}
		list->items = items;
		list->capacity = capacity;
	}
	return (char *)list->items + size * list->count++;
}

static uint32_t *slot_of(const struct columns *columns, int32_t pid)
{
	size_t i = ((uint32_t)pid * 2654435769u) & (columns->slot_count - 1);

	while (columns->slots[i] && columns->pids[columns->slots[i] - 1].pid != pid)
		i = (i + 1) & (columns->slot_count - 1);
	return &columns->slots[i];
}

static void grow_slots(struct columns *columns)
{
	columns->slot_count = columns->slot_count ? columns->slot_count * 2 : 256;
	columns->slots = arena_take_array(columns->arena, columns->slot_count, sizeof *columns->slots);
	for (size_t i = 0; i < columns->count; i++)
		*slot_of(columns, columns->pids[i].pid) = (uint32_t)i + 1;
}

static struct pid_columns *columns_of(struct columns *columns, int32_t pid)
{
	uint32_t *slot;

	if (columns->count * 2 >= columns->slot_count)
		grow_slots(columns);
	slot = slot_of(columns, pid);
	if (!*slot) {
		if (columns->count == columns->capacity) {
			size_t capacity = columns->capacity * 2 + 64;

			columns->pids = arena_grow(columns->arena, columns->pids, columns->count, capacity, sizeof *columns->pids);
			columns->capacity = capacity;
		}
		columns->pids[columns->count] = (struct pid_columns){ .pid = pid };
		*slot = (uint32_t)++columns->count;
	}
	return &columns->pids[*slot - 1];
}

/* The last text told counts; an interned copy. */
static void keep(struct columns *columns, struct span *place, struct span text)
{
	if (text.len && !span_equal(*place, text))
		*place = intern(&columns->names, columns->arena, text);
}

static void fold_process(struct columns *columns, enum kind kind, const struct process_fact *fact, uint32_t round, uint32_t order)
{
	struct pid_columns *pid = columns_of(columns, fact->pid);

	switch (kind) {
	case KIND_STATUS:
		*(struct status_point *)add_point(&pid->status, sizeof(struct status_point)) = (struct status_point){ round, order,
			intern(&columns->names, columns->arena, fact->name),
			fact->threads > INT32_MAX ? -1 : (int32_t)fact->threads, fact->state, fact->rss, fact->anon, fact->swap,
			fact->data_stack, fact->page_tables };
		break;
	case KIND_STAT:
		*(struct stat_point *)add_point(&pid->stat, sizeof(struct stat_point)) = (struct stat_point){ round, order,
			fact->start_ticks, intern(&columns->names, columns->arena, fact->name), fact->state };
		break;
	case KIND_PMAP:
		*(struct pmap_point *)add_point(&pid->pmap, sizeof(struct pmap_point)) = (struct pmap_point){ round, order,
			fact->private_kib, fact->groups };
		keep(columns, &pid->pmap_name, fact->name);
		keep(columns, &pid->pmap_command, fact->command);
		break;
	case KIND_MAPS:
	case KIND_SMAPS:
		*(struct pmap_point *)add_point(&pid->maps, sizeof(struct pmap_point)) = (struct pmap_point){ round, order,
			fact->private_kib, fact->groups };
		break;
	default:
		*(struct ps_point *)add_point(&pid->ps, sizeof(struct ps_point)) = (struct ps_point){ round, order, fact->rss };
		pid->ps_grain = fact->grain > pid->ps_grain ? fact->grain : pid->ps_grain;
		keep(columns, &pid->ps_name, fact->name);
		keep(columns, &pid->ps_command, fact->command);
		keep(columns, &pid->ps_user, fact->user);
		break;
	}
}

static void fold_system(struct columns *columns, const struct system_fact *fact, uint32_t round, uint32_t order)
{
	size_t i = 0;

	while (i < columns->system_count && !span_equal(columns->system[i].name, fact->name))
		i++;
	if (i == columns->system_count) {
		columns->system = arena_grow(columns->arena, columns->system, i, i + 1, sizeof *columns->system);
		columns->system[i].name = arena_copy(columns->arena, fact->name);
		columns->system_count++;
	}
	*(struct system_point *)add_point(&columns->system[i].points, sizeof(struct system_point)) =
		(struct system_point){ round, order, fact->kib };
}

void columns_fold(struct columns *columns, const struct facts *facts, uint32_t round, uint32_t order)
{
	for (size_t i = 0; i < facts->count; i++)
		fold_process(columns, facts->kind, &facts->processes[i], round, order);
	for (size_t i = 0; i < facts->system_count; i++)
		fold_system(columns, &facts->system[i], round, order);
}

/* All points begin with round and order. */
static int compare_points(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	if (x[0] != y[0])
		return x[0] < y[0] ? -1 : 1;
	return (x[1] > y[1]) - (x[1] < y[1]);
}

/* Sorts, and keeps of the points of one round the last. */
static void sort_list(struct point_list *list, size_t size)
{
	char *items = list->items;
	size_t kept = 0;
	bool sorted = true;

	if (list->count < 2)
		return;
	for (size_t i = 1; i < list->count && sorted; i++)
		sorted = compare_points(items + (i - 1) * size, items + i * size) <= 0;
	if (!sorted)
		qsort(items, list->count, size, compare_points);
	for (size_t i = 1; i < list->count; i++) {
		bool same = *(const uint32_t *)(const void *)(items + kept * size) == *(const uint32_t *)(const void *)(items + i * size);

		kept += !same;
		if (kept != i)
			memcpy(items + kept * size, items + i * size, size);
	}
	list->count = kept + 1;
}

static int compare_pids(const void *a, const void *b)
{
	const struct pid_columns *x = a, *y = b;

	return (x->pid > y->pid) - (x->pid < y->pid);
}

static int compare_names(const void *a, const void *b)
{
	return span_compare(((const struct system_column *)a)->name, ((const struct system_column *)b)->name);
}

void columns_sort(struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct pid_columns *pid = &columns->pids[i];

		sort_list(&pid->status, sizeof(struct status_point));
		sort_list(&pid->stat, sizeof(struct stat_point));
		sort_list(&pid->pmap, sizeof(struct pmap_point));
		sort_list(&pid->maps, sizeof(struct pmap_point));
		sort_list(&pid->ps, sizeof(struct ps_point));
	}
	if (columns->count)
		qsort(columns->pids, columns->count, sizeof *columns->pids, compare_pids);
	for (size_t i = 0; i < columns->system_count; i++)
		sort_list(&columns->system[i].points, sizeof(struct system_point));
	if (columns->system_count)
		qsort(columns->system, columns->system_count, sizeof *columns->system, compare_names);
}

void columns_free(struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		free(columns->pids[i].status.items);
		free(columns->pids[i].stat.items);
		free(columns->pids[i].pmap.items);
		free(columns->pids[i].maps.items);
		free(columns->pids[i].ps.items);
	}
	for (size_t i = 0; i < columns->system_count; i++)
		free(columns->system[i].points.items);
	columns->count = columns->system_count = 0;
}
