/* verdict_heap_views.c - parts of a life's memory as processes of their own. */
#include "verdict_heap_views.h"

#include "../base/arena.h"
#include "../stats/walk.h"
#include "method.h"
#include "verdict_rules.h"

struct process verdict_heap_view(const struct process *process, const struct series *series)
{
	static const enum metric same[] = { METRIC_RSS, METRIC_FOOTPRINT, METRIC_PRIVATE,
		METRIC_VMRSS, METRIC_ANON };
	struct process view = *process;

	for (enum metric metric = 0; metric < METRICS; metric++)
		view.value[metric] = (struct series){ .n = 0 };
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		view.value[same[i]] = *series;
	view.heap = (struct heap_view){ .rounds = 0 };
	view.quantum_kib = METHOD_HEAP_PAGE_KIB;
	/* that was asked of the life itself */
	view.ended_early = view.never_ran = view.was_stopped = false;
	view.unread_rounds = 0;
	view.jstat_rounds = 0;
	view.trouble = 0;
	return view;
}

struct series verdict_heap_outside(const struct process *process, struct arena *arena)
{
	const struct series *private = &process->value[METRIC_PRIVATE],
			    *used = &process->value[METRIC_HEAP],
			    *free = &process->value[METRIC_HEAP_FREE];
	struct series out = *private;
	double *x = arena_take_array(arena, private->n + 1, sizeof *x),
	       *value = arena_take_array(arena, private->n + 1, sizeof *value);
	uint32_t *at = arena_take_array(arena, private->n + 1, sizeof *at);

	out.n = 0;
	for (size_t i = 0, j = 0; i < private->n; i++) {
		while (j < used->n && used->at[j] < private->at[i])
			j++;
		if (j == used->n || used->at[j] != private->at[i])
			continue;
		x[out.n] = private->x[i];
		at[out.n] = private->at[i];
		value[out.n++] = private->value[i] - used->value[j] - free->value[j];
	}
	out.x = x;
	out.value = value;
	out.at = at;
	return out;
}

struct series verdict_heap_class(const struct block_class *class, struct arena *arena)
{
	/* two grains are the floor */
	const double grain_blocks = METHOD_HEAP_FLOOR_BLOCKS / METHOD_FLOOR_GRAINS;
	double kib = class->block_bytes / 1024;
	double *value = arena_take_array(arena, class->blocks.n + 1, sizeof *value);
	struct series out = class->blocks;

	for (size_t i = 0; i < out.n; i++)
		value[i] = class->blocks.value[i] * kib;
	out.value = value;
	out.grain = grain_blocks * kib;
	return out;
}

const struct trend *verdict_heap_rate(const struct trend *trend, struct arena *arena)
{
	double settled = trend->settled_slope, half = (trend->late_high - trend->late_low) / 2;
	struct trend *copy = arena_take(arena, sizeof *copy);

	*copy = *trend;
	if (!trend->has_late || half <= METHOD_HEAP_EXACT * trend->late ||
		settled < trend->late_low || settled > trend->late_high)
		return copy;
	copy->rate = settled;
	copy->rate_low = settled - half;
	copy->rate_high = settled + half;
	return copy;
}

bool verdict_heap_is_fast(const struct trend *trend, const struct verdict_settings *settings)
{
	return trend->late * settings->round_x >= METHOD_HEAP_RATE_KIB;
}

struct slowing verdict_heap_slowing(const struct series *series, double skip_x, struct arena *arena)
{
	struct series judged = verdict_judged_series(series, skip_x);

	return slowing_of(judged.n, judged.x, judged.value,
		arena_take_array(arena, 4 * series->n + 1, sizeof(double)));
}

bool verdict_heap_walk_explains(const struct series *series, double skip_x)
{
	struct series judged = verdict_judged_series(series, skip_x);

	return walk_explains(judged.n, judged.x, judged.value);
}

struct verdict_settings verdict_heap_settings(const struct verdict_settings *settings)
{
	struct verdict_settings heap = *settings;

	heap.page_kib = METHOD_HEAP_PAGE_KIB;
	heap.is_exact = true;
	if (settings->heap_budgets)
		heap.budgets = settings->heap_budgets;
	heap.heap_budgets = NULL;
	heap.has_action = heap.action_failed = false;
	return heap;
}

struct trend_settings verdict_heap_fit(
	const struct verdict_settings *settings, enum metric metric, double budget)
{
	bool bytes = metric != METRIC_HEAP_BLOCKS;

	return (struct trend_settings){
		.page = bytes ? METHOD_HEAP_GRAIN_KIB : 1.0,
		.floor = bytes ? verdict_floor(METHOD_HEAP_PAGE_KIB, METHOD_HEAP_GRAIN_KIB)
			       : METHOD_HEAP_FLOOR_BLOCKS,
		.alpha = settings->alpha,
		.budget =
			metric == METRIC_HEAP && budget >= 0.0 ? budget / settings->round_x : -1.0,
		.unit = settings->round_x,
	};
}
