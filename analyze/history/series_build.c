/* series_build.c - series of a life from its points. */
#include "series_build.h"

#include <stdlib.h>
#include <string.h>

#include "rounds.h"

void series_begin(struct series_builder *builder)
{
	builder->n = 0;
}

/* The same by the index of the round. */
static void add_at(struct series_builder *builder, uint32_t at, double value)
{
	if (builder->n == builder->room) {
		size_t room = builder->room * 2 + 256;

		builder->at = realloc(builder->at, room * sizeof *builder->at);
		builder->value = realloc(builder->value, room * sizeof *builder->value);
		if (!builder->at || !builder->value)
			abort();
		builder->room = room;
	}
	builder->at[builder->n] = at;
	builder->value[builder->n++] = value;
}

void series_add(struct series_builder *builder, uint32_t round, double value)
{
	ptrdiff_t at = rounds_find(builder->settings->rounds, round);

	if (at >= 0) /* else a round that does not count */
		add_at(builder, (uint32_t)at, value);
}

/* Axes of an earlier series with the same rounds, or new ones. */
static void set_axes(struct series_builder *builder, struct series *series)
{
	size_t n = builder->n;
	double *x;
	uint32_t *at;

	for (size_t i = 0; i < builder->last_count; i++) {
		const struct series *last = &builder->last[i];

		if (last->n == n && !memcmp(last->at, builder->at, n * sizeof *builder->at)) {
			series->x = last->x;
			series->at = last->at;
			return;
		}
	}
	x = arena_take_array(builder->arena, n, sizeof *x);
	at = arena_take_array(builder->arena, n, sizeof *at);
	memcpy(at, builder->at, n * sizeof *at);
	for (size_t i = 0; i < n; i++) {
		const struct round *round = &builder->settings->rounds->items[at[i]];

		x[i] = builder->settings->by_time ? round->elapsed_s : (double)round->number;
	}
	series->x = x;
	series->at = at;
	memmove(builder->last + 1, builder->last, sizeof builder->last - sizeof *builder->last);
	builder->last[0] = *series;
	if (builder->last_count < sizeof builder->last / sizeof *builder->last)
		builder->last_count++;
}

struct series series_end(struct series_builder *builder, enum kind source, double grain)
{
	struct series series = { .n = builder->n, .source = source, .grain = grain };

	if (series.n) {
		double *value = arena_take_array(builder->arena, series.n, sizeof *value);

		memcpy(value, builder->value, series.n * sizeof *value);
		series.value = value;
		set_axes(builder, &series);
	}
	return series;
}

/* A number of a status point by metric; -1 not told. with_swap, has_anon: as of the whole life. */
static int64_t status_value(const struct status_point *point, enum metric metric, bool with_swap, bool has_anon)
{
	int64_t swap = with_swap ? point->swap : 0;

	if (point->rss < 0 && metric != METRIC_THREADS)
		return -1;
	switch (metric) {
	case METRIC_RSS: return point->rss + swap;
	case METRIC_FOOTPRINT: return (has_anon ? point->anon : point->rss) + swap;
	case METRIC_REST: return has_anon ? (point->rss > point->anon ? point->rss - point->anon : 0) : -1;
	case METRIC_SWAP: return point->swap;
	case METRIC_ANON: return point->anon;
	case METRIC_VMRSS: return point->rss;
	case METRIC_PAGE_TABLES: return point->page_tables;
	case METRIC_THREADS: return point->threads;
	default: return -1;
	}
}

static void build_from_status(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	bool with_swap = true, has_anon = true;

	for (size_t i = 0; i < points->status_count; i++) {
		const struct status_point *point = &points->status[i];

		with_swap &= point->rss < 0 || point->swap >= 0;
		has_anon &= point->rss < 0 || point->anon >= 0;
	}
	for (enum metric metric = 0; metric < METRICS; metric++) {
		if (metric == METRIC_PRIVATE)
			continue;
		series_begin(builder);
		for (size_t i = 0; i < points->status_count; i++) {
			int64_t value = status_value(&points->status[i], metric, with_swap, has_anon);

			if (value >= 0)
				series_add(builder, points->status[i].round, (double)value);
		}
		process->value[metric] = series_end(builder, KIND_STATUS, builder->settings->page_kib);
	}
}

/* Where no status was recorded, ps tells the resident memory. */
static void build_from_ps(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	int64_t grain = points->ps_grain;

	series_begin(builder);
	for (size_t i = 0; i < points->ps_count; i++)
		if (points->ps[i].rss >= 0)
			series_add(builder, points->ps[i].round, (double)points->ps[i].rss);
	process->value[METRIC_RSS] = series_end(builder, KIND_PS,
		(double)grain > builder->settings->page_kib ? (double)grain : builder->settings->page_kib);
	process->value[METRIC_FOOTPRINT] = process->value[METRIC_VMRSS] = process->value[METRIC_RSS];
}

/* pmap's sum where any is there; else VmData + VmStk, which is the same number since Linux 4.7 (mm/mmap.c, is_data_mapping). */
static void build_private(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	enum kind source = points->pmap_source;

	series_begin(builder);
	for (size_t i = 0; i < points->pmap_count; i++)
		if (points->pmap[i].private_kib >= 0)
			series_add(builder, points->pmap[i].round, (double)points->pmap[i].private_kib);
	if (!builder->n) {
		source = KIND_STATUS;
		for (size_t i = 0; i < points->status_count; i++)
			if (points->status[i].rss >= 0 && points->status[i].data_stack >= 0)
				series_add(builder, points->status[i].round, (double)points->status[i].data_stack);
	}
	process->value[METRIC_PRIVATE] = series_end(builder, source, builder->settings->page_kib);
}

static const struct group_sum *group_in(const struct group_list *list, struct span name)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_equal(list->groups[i].name, name))
			return &list->groups[i];
	return NULL;
}

/* The union of all groups of the life, in the order of their first coming. */
static void collect_groups(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	size_t capacity = 0;
	const struct group_list *before[2] = { NULL, NULL };

	for (size_t i = 0; i < points->pmap_count; i++) {
		const struct group_list *list = points->pmap[i].groups;

		if (!list || list == before[0] || list == before[1])
			continue;
		before[1] = before[0];
		before[0] = list;
		if (list->quantum_kib > process->quantum_kib) {
			process->quantum_kib = list->quantum_kib;
			process->allocator = intern(&builder->names, builder->arena, list->allocator);
		}
		for (size_t j = 0; j < list->count; j++) {
			size_t k = 0;

			while (k < process->group_count && !span_equal(process->groups[k].name, list->groups[j].name))
				k++;
			if (k < process->group_count)
				continue;
			if (k == capacity) {
				process->groups = arena_grow(builder->arena, process->groups, k, capacity * 2 + 16, sizeof *process->groups);
				capacity = capacity * 2 + 16;
			}
			process->groups[k].name = intern(&builder->names, builder->arena, list->groups[j].name);
			memcpy(process->groups[k].mode, list->groups[j].mode, sizeof process->groups[k].mode);
			process->group_count++;
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

/* The series of a group; at has the index of each point's round, or UINT32_MAX. */
static void build_group(struct series_builder *builder, const struct life_points *points, const uint32_t *at,
	struct mapping_group *group)
{
	/* rounds in which nothing was mapped share a list (one a worker): its sum is looked up once */
	const struct group_list *known[2] = { NULL, NULL };
	const struct group_sum *sums[2] = { NULL, NULL };

	series_begin(builder);
	for (size_t i = 0; i < points->pmap_count; i++) {
		const struct group_list *list = points->pmap[i].groups;
		size_t k = list == known[1];

		if (at[i] == UINT32_MAX)
			continue;
		if (list != known[k]) {
			known[1] = known[0];
			sums[1] = sums[0];
			known[0] = list;
			sums[0] = group_in(list, group->name);
		}
		add_at(builder, at[i], sums[k] ? (double)sums[k]->kib : 0);
		group->count_last = sums[k] ? sums[k]->count : 0;
		group->kib_last = sums[k] ? sums[k]->kib : 0;
		if (builder->n == 1) {
			group->count_first = group->count_last;
			group->kib_first = group->kib_last;
		}
	}
	keep_ends(builder);
	group->size = series_end(builder, points->pmap_source, builder->settings->page_kib);
}

/* What smaps said of a group's use: one point a round that has it. */
static void build_use(struct series_builder *builder, const struct life_points *points, struct mapping_group *group)
{
	for (int which = 0; which < 2; which++) {
		series_begin(builder);
		for (size_t i = 0; i < points->use_count; i++) {
			const struct group_list *list = points->use[i].groups;
			const struct group_sum *sum = list ? group_in(list, group->name) : NULL;

			if (sum && sum->pss >= 0)
				series_add(builder, points->use[i].round, (double)(which ? sum->pss : sum->private_dirty));
		}
		*(which ? &group->pss : &group->private_dirty) = series_end(builder, KIND_SMAPS, builder->settings->page_kib);
	}
}

static void build_groups(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	uint32_t *at = malloc((points->pmap_count + 1) * sizeof *at);

	if (!at)
		abort();
	for (size_t i = 0; i < points->pmap_count; i++) {
		ptrdiff_t round = points->pmap[i].groups ? rounds_find(builder->settings->rounds, points->pmap[i].round) : -1;

		at[i] = round < 0 ? UINT32_MAX : (uint32_t)round;
	}
	collect_groups(builder, points, process);
	for (size_t i = 0; i < process->group_count; i++)
		build_group(builder, points, at, &process->groups[i]);
	for (size_t i = 0; i < process->group_count && points->use_count; i++)
		build_use(builder, points, &process->groups[i]);
	free(at);
}

void series_build(struct series_builder *builder, const struct life_points *points, struct process *process)
{
	process->quantum_kib = 132; /* glibc's brk: M_TOP_PAD 128 KiB and a page (malloc/malloc.c, sysmalloc) */
	if (points->status_count)
		build_from_status(builder, points, process);
	else
		build_from_ps(builder, points, process);
	build_private(builder, points, process);
	build_groups(builder, points, process);
}
