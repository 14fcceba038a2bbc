/* series_build.c - series of a life from its points. */
#include "series_build.h"

#include <math.h>
#include <string.h>

#include "../base/list.h"
#include "../columns/rounds.h"
#include "../facts/mapping_groups.h"

void series_begin(struct series_builder *builder)
{
	builder->n = 0;
}

void series_add(struct series_builder *builder, uint32_t at, double value)
{
	builder->at =
		list_room(builder->at, builder->n + 1, &builder->at_room, sizeof *builder->at);
	builder->value = list_room(
		builder->value, builder->n + 1, &builder->value_room, sizeof *builder->value);
	builder->at[builder->n] = at;
	builder->value[builder->n++] = value;
}

/* Axes of an earlier series with the same rounds, or new ones. */
static void set_axes(struct series_builder *builder, struct series *series)
{
	const struct round_list *rounds = builder->settings->rounds;
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
	x = arena_take_unset(builder->arena, n, sizeof *x);
	at = arena_take_unset(builder->arena, n, sizeof *at);
	memcpy(at, builder->at, n * sizeof *at);
	for (size_t i = 0; i < n; i++) {
		x[i] = builder->settings->by_time ? rounds_time(rounds, at[i])->elapsed_s
						  : (double)rounds->items[at[i]].number;
	}
	series->x = x;
	series->at = at;
	memmove(builder->last + 1, builder->last, sizeof builder->last - sizeof *builder->last);
	builder->last[0] = *series;
	if (builder->last_count < sizeof builder->last / sizeof *builder->last)
		builder->last_count++;
}

/* The values of an earlier series that are equal (no swap, all of it anonymous), or a copy. */
static void set_values(struct series_builder *builder, struct series *series)
{
	const size_t kept = sizeof builder->recent / sizeof *builder->recent,
		     bytes = series->n * sizeof *series->value;
	double *value;

	for (size_t i = 0; i < kept; i++) {
		const struct series *recent = &builder->recent[i];

		if (recent->n == series->n && !memcmp(recent->value, builder->value, bytes)) {
			series->value = recent->value;
			return;
		}
	}
	value = arena_take_unset(builder->arena, series->n, sizeof *value);
	memcpy(value, builder->value, bytes);
	series->value = value;
	memmove(builder->recent + 1, builder->recent, (kept - 1) * sizeof *builder->recent);
	builder->recent[0] = *series;
}

struct series series_end(struct series_builder *builder, enum kind source, double grain)
{
	struct series series = { .n = builder->n, .source = source, .grain = grain };

	if (series.n) {
		set_axes(builder, &series);
		set_values(builder, &series);
	}
	return series;
}

/* What status has in some round of a life: a kernel prints it always or never, so a round without
 * is truncated, and a gap. */
struct status_has {
	bool swap, anon;
};

static struct status_has status_has(const struct life_points *points)
{
	struct status_has has = { false, false };

	for (size_t i = 0; i < points->status_count; i++) {
		const struct status_rest *rest = &points->rests[points->status[i].rest];

		has.swap |= columns_kib(rest->swap) >= 0;
		has.anon |= columns_kib(rest->anon) >= 0;
	}
	return has;
}

/* A metric's value in a status point; -1 if unknown. */
static int64_t status_value(const struct status_point *point, const struct status_rest *rest,
	enum metric metric, struct status_has has)
{
	int64_t swap = has.swap ? columns_kib(rest->swap) : 0, rss = columns_kib(point->rss),
		anon = columns_kib(rest->anon);

	if (rss < 0 && metric != METRIC_THREADS)
		return -1;
	switch (metric) {
	case METRIC_RSS:
		return swap < 0 || (has.anon && anon < 0) ? -1 : rss + swap;
	case METRIC_FOOTPRINT:
		return swap < 0 || (has.anon && anon < 0) ? -1 : (has.anon ? anon : rss) + swap;
	case METRIC_REST:
		return has.anon && anon >= 0 ? (rss > anon ? rss - anon : 0) : -1;
	case METRIC_SWAP:
		return columns_kib(rest->swap);
	case METRIC_ANON:
		return anon;
	case METRIC_VMRSS:
		return has.anon && anon < 0 ? -1 : rss;
	case METRIC_PAGE_TABLES:
		return columns_kib(rest->page_tables);
	case METRIC_THREADS:
		return columns_threads(rest);
	default:
		return -1;
	}
}

static void build_from_status(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	const struct status_has has = status_has(points);

	for (enum metric metric = 0; metric < METRICS; metric++) {
		if (metric == METRIC_PRIVATE)
			continue;
		series_begin(builder);
		for (size_t i = 0; i < points->status_count; i++) {
			const struct status_point *point = &points->status[i];
			int64_t value =
				status_value(point, &points->rests[point->rest], metric, has);

			if (value >= 0)
				series_add(builder, points->status[i].at, (double)value);
		}
		process->value[metric] =
			series_end(builder, KIND_STATUS, builder->settings->page_kib);
	}
}

/* The current series is all that is known about resident memory. */
static void end_resident(
	struct series_builder *builder, struct process *process, enum kind source, double grain)
{
	process->value[METRIC_RSS] = series_end(builder, source, grain);
	process->value[METRIC_FOOTPRINT] = process->value[METRIC_VMRSS] =
		process->value[METRIC_RSS];
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The resolution of the current series: as its numbers were printed, or the step that all of them
 * are in, where it is whole MiB, or MB, that somebody wrote in KiB or bytes. One value tells no
 * step. */
static double resolution(const struct series_builder *builder, int64_t printed)
{
	double grain = fmax((double)printed, builder->settings->page_kib);
	int64_t step = 0;
	size_t changes = 0;

	for (size_t i = 0; i < builder->n; i++) {
		step = common_divisor(step, (int64_t)builder->value[i]);
		changes += i > 0 && fabs(builder->value[i] - builder->value[i - 1]) > 0;
	}
	return changes >= 2 && (step % 1024 == 0 || step % 1000 == 0) ? fmax(grain, (double)step)
								      : grain;
}

static void add_kept(struct series_builder *builder, uint32_t at, uint32_t kept)
{
	if (columns_kib(kept) >= 0)
		series_add(builder, at, (double)columns_kib(kept));
}

/* Without status, ps provides the resident memory. */
static void build_from_ps(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	series_begin(builder);
	for (size_t i = 0; i < points->ps_count; i++)
		add_kept(builder, points->ps[i].at, points->ps[i].rss);
	end_resident(builder, process, KIND_PS, resolution(builder, points->ps_grain));
}

/* Without both, the sums of pmap -x do. */
static void build_from_pmap(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	series_begin(builder);
	for (size_t i = 0; i < points->pmap_count; i++)
		add_kept(builder, points->pmap[i].at, points->pmap[i].rss);
	end_resident(builder, process, KIND_PMAP, builder->settings->page_kib);
}

/* pmap's sum if there is any; else VmData + VmStk, which is the same number since Linux 4.7
 * (mm/mmap.c, is_data_mapping). */
static void build_private(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	enum kind source = points->pmap_source;
	bool told;

	series_begin(builder);
	for (size_t i = 0; i < points->pmap_count; i++)
		if (points->pmap[i].private_kib >= 0)
			series_add(
				builder, points->pmap[i].at, (double)points->pmap[i].private_kib);
	if (!builder->n) {
		source = KIND_STATUS;
		for (size_t i = 0; i < points->status_count; i++)
			if (columns_kib(points->status[i].rss) >= 0 &&
				points->rests[points->status[i].rest].data_stack >= 0)
				series_add(builder, points->status[i].at,
					(double)points->rests[points->status[i].rest].data_stack);
	}
	told = builder->n > 0 || !builder->settings->anon_is_private;
	/* lines cut out of status, and the sums of smaps: what is used of it */
	for (size_t i = 0; !told && i < points->status_count; i++) {
		const struct status_rest *rest = &points->rests[points->status[i].rest];
		int64_t anon = columns_kib(rest->anon), swap = columns_kib(rest->swap);

		if (anon >= 0)
			series_add(builder, points->status[i].at,
				(double)(anon + (swap > 0 ? swap : 0)));
	}
	process->value[METRIC_PRIVATE] =
		series_end(builder, source, resolution(builder, points->private_grain));
}

/* Descriptors, and for a JVM the old generation in the rounds after a full collection: between
 * collections it contains garbage. */
static void build_counts(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	series_begin(builder);
	for (size_t i = 0; i < points->fd_count; i++)
		series_add(builder, points->fd[i].at, (double)points->fd[i].count);
	process->value[METRIC_FDS] = series_end(builder, KIND_FD, 1);
	series_begin(builder);
	for (size_t i = 1; i < points->jstat_count; i++)
		if (points->jstat[i].collections > points->jstat[i - 1].collections)
			add_kept(builder, points->jstat[i].at, points->jstat[i].old);
	process->value[METRIC_OLD] = series_end(builder, KIND_JSTAT, builder->settings->page_kib);
	process->jstat_rounds = points->jstat_count;
}

/* A metric's value by shares; -1 if unknown. Without Pss_Anon the whole share is the footprint, as
 * RSS is without RssAnon. */
static int64_t share_value(const struct share_point *point, enum metric metric)
{
	int64_t pss = columns_kib(point->pss), anon = columns_kib(point->pss_anon),
		swap = columns_kib(point->swap_pss), swapped = swap > 0 ? swap : 0;

	switch (metric) {
	case METRIC_RSS:
		return pss + swapped;
	case METRIC_FOOTPRINT:
		return (anon >= 0 ? anon : pss) + swapped;
	case METRIC_REST:
		return anon >= 0 ? pss - (anon < pss ? anon : pss) : -1;
	case METRIC_SWAP:
		return swap;
	case METRIC_ANON:
		return anon;
	case METRIC_VMRSS:
		return pss;
	default:
		return -1;
	}
}

static void build_shares(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	for (enum metric metric = 0; metric < METRIC_SHARED; metric++) {
		series_begin(builder);
		for (size_t i = 0; i < points->share_count; i++) {
			int64_t value = share_value(&points->share[i], metric);

			if (value >= 0)
				series_add(builder, points->share[i].at, (double)value);
		}
		process->share[metric] =
			series_end(builder, KIND_SMAPS_ROLLUP, builder->settings->page_kib);
	}
}

void series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	process->quantum_kib = MAPPING_BRK_KIB;
	if (points->status_count)
		build_from_status(builder, points, process);
	else if (points->ps_count || points->pmap_source != KIND_PMAP)
		build_from_ps(builder, points, process);
	else
		build_from_pmap(builder, points, process);
	build_private(builder, points, process);
	build_counts(builder, points, process);
	if (points->share_count)
		build_shares(builder, points, process);
}
