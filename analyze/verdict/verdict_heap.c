/* verdict_heap.c - judges the parts of live heaps: bytes in use, what malloc does not hold, classes
 * of blocks; then lets each change the verdict of its life. */
#include "verdict_heap.h"

#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/rising.h"
#include "method.h"
#include "verdict_again.h"
#include "verdict_heap_classes.h"
#include "verdict_heap_decide.h"
#include "verdict_heap_views.h"
#include "verdict_inject.h"
#include "verdict_rules.h"
#include "verdict_trends.h"

/* Was the heap read whole in so many of the life's rounds that it is judged? */
static bool is_read(const struct process *process)
{
	return process->heap.complete >= METHOD_LINE_ROUNDS &&
	       (double)process->heap.complete >= METHOD_HEAP_ROUNDS * (double)process->rounds;
}

/* Judges one series of each target that has it. */
struct judged_views {
	struct processes views; /* as many as there are targets, in their order */
	struct finding *findings;
	struct verdict_tests tests;
};

static struct judged_views begin_views(const struct processes *processes, struct arena *arena)
{
	static const struct series none = { .n = 0 };
	struct judged_views views = { .views = { .count = processes->target_count,
					      .target_count = processes->target_count } };

	views.views.items =
		arena_take_array(arena, processes->target_count + 1, sizeof *views.views.items);
	views.findings =
		arena_take_array(arena, processes->target_count + 1, sizeof *views.findings);
	for (size_t i = 0; i < processes->target_count; i++)
		views.views.items[i] = verdict_heap_view(&processes->items[i], &none);
	return views;
}

/* The trend of bytes in use, which is also that of the metric. */
static void set_trend(struct finding *finding, const struct finding *heap, struct arena *arena)
{
	struct trend *trends = arena_take_array(arena, METRICS, sizeof *trends);

	memcpy(trends, finding->trend, METRICS * sizeof *trends);
	trends[METRIC_HEAP] = *verdict_heap_rate(&heap->trend[METRIC_FOOTPRINT], arena);
	finding->trend = trends;
	finding->heap.trend = &trends[METRIC_HEAP];
}

/* Bytes in use that grow ever more slowly may be a cache that fills: no leak by their sum. */
static void doubt_slowing(struct heap_finding *heap)
{
	heap->verdict = VERDICT_INCONCLUSIVE;
	heap->reason = REASON_DECELERATING;
	heap->shape = SHAPE_DECELERATING;
	heap->judged.state = STATE_UNSURE;
	heap->judged.reason = REASON_DECELERATING;
}

static void set_heap(struct finding *finding, const struct finding *heap,
	const struct verdict_settings *settings, struct arena *arena)
{
	struct series used;

	set_trend(finding, heap, arena);
	finding->heap.judged = heap->judged[METRIC_FOOTPRINT];
	finding->heap.verdict = heap->verdict;
	finding->heap.reason = heap->reason;
	finding->heap.provisional = heap->provisional;
	finding->heap.awaits_collection = heap->awaits_collection;
	finding->heap.last_to_middle = heap->last_to_middle;
	finding->heap.shape = heap->shape;
	finding->heap.detectable = heap->detectable;
	finding->heap.one_rise_kib = heap->one_rise_kib;
	finding->heap.one_rise_hides = heap->one_rise_hides;
	if (heap->verdict == VERDICT_LEAK && !verdict_heap_is_fast(finding->heap.trend, settings)) {
		finding->heap.verdict = VERDICT_STABLE;
		finding->heap.reason = REASON_BELOW_FLOOR;
	}
	finding->heap.pace = verdict_heap_slowing(
		&finding->process->value[METRIC_HEAP], settings->skip_x, arena);
	finding->heap.may_be_walk =
		verdict_heap_walk_explains(&finding->process->value[METRIC_HEAP], settings->skip_x);
	used = verdict_judged_series(&finding->process->value[METRIC_HEAP], settings->skip_x);
	finding->heap.rests = rising_rests(used.n, used.value, true);
	/* bytes are exact: where the last third gains less, no rounding to pages makes it look so
	 */
	if (finding->heap.verdict == VERDICT_LEAK &&
		(finding->heap.pace.slows || heap->provisional == PROVISIONAL_SLOWS))
		doubt_slowing(&finding->heap);
	finding->judged[METRIC_HEAP] = finding->heap.judged;
	/* a leak's detectable rate is a formula, a pass's was tried out; neither is below the rate
	 * that counts at all */
	if (finding->heap.detectable >= 0.0)
		finding->heap.detectable =
			fmax(finding->heap.detectable, METHOD_HEAP_RATE_KIB / settings->round_x);
}

/* Bytes in use: exact, but small movements have no shape that is worth explaining. */
static struct process used_view(const struct process *process)
{
	struct series used = process->value[METRIC_HEAP];

	used.grain = METHOD_HEAP_GRAIN_KIB;
	return verdict_heap_view(process, &used);
}

/* Bytes in use of all targets whose heap was read. Returns their number. */
static size_t judge_used(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings)
{
	struct judged_views used = begin_views(processes, arena);
	size_t count = 0;

	for (size_t i = 0; i < processes->target_count; i++) {
		findings[i].heap = (struct heap_finding){ .is_read = is_read(&processes->items[i]),
			.detectable = -1.0,
			.free_kib = -1.0,
			.hidden_rounds = -1.0,
			.outside_kib = -1.0,
			.outside_detectable = findings[i].detectable };
		if (!findings[i].heap.is_read)
			continue;
		used.views.items[i] = used_view(&processes->items[i]);
		count++;
	}
	if (!count)
		return 0;
	verdict_trends(&used.views, settings, arena, used.findings, &used.tests);
	for (size_t i = 0; i < processes->target_count; i++)
		if (findings[i].heap.is_read)
			set_heap(&findings[i], &used.findings[i], settings, arena);
	return count;
}

static double last_median(const struct series *series, struct arena *arena)
{
	size_t tenth = series->n / 10 + 1;

	return series->n ? events_median(tenth, series->value + series->n - tenth,
				   arena_take_array(arena, tenth, sizeof(double)))
			 : -1.0;
}

/* What malloc does not hold of private memory: does it grow by itself? */
static void judge_outside(const struct processes *processes,
	const struct verdict_settings *settings, struct arena *arena, struct finding *findings)
{
	struct judged_views outside = begin_views(processes, arena);
	struct verdict_settings own = *settings;
	bool any = false;

	for (size_t i = 0; i < processes->target_count; i++) {
		const struct process *process = &processes->items[i];
		struct series series;

		if (!findings[i].heap.is_read)
			continue;
		series = verdict_heap_outside(process, arena);
		findings[i].heap.free_kib = last_median(&process->value[METRIC_HEAP_FREE], arena);
		findings[i].heap.outside_kib =
			series.n ? fmax(0.0, last_median(&series, arena)) : -1.0;
		if (findings[i].judged[METRIC_PRIVATE].state != STATE_GROW)
			continue; /* a part of private memory that does not grow is not asked about
				   */
		outside.views.items[i] = verdict_heap_view(process, &series);
		outside.views.items[i].quantum_kib = process->quantum_kib;
		any = true;
	}
	if (!any)
		return;
	own.no_review = true;
	verdict_trends(&outside.views, &own, arena, outside.findings, &outside.tests);
	for (size_t i = 0; i < processes->target_count; i++)
		findings[i].heap.outside_grows =
			findings[i].heap.is_read && outside.findings[i].verdict == VERDICT_LEAK;
}

void verdict_heap(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings)
{
	struct verdict_settings own = verdict_heap_settings(settings);

	if (!judge_used(processes, &own, arena, findings))
		return;
	judge_outside(processes, settings, arena, findings);
	verdict_heap_classes(processes, settings, arena, findings);
	for (size_t i = 0; i < processes->target_count; i++)
		verdict_heap_decide(&findings[i], settings);
}

double verdict_heap_least(const struct process *process, double guess,
	const struct verdict_settings *settings, size_t tests)
{
	struct verdict_settings own = verdict_heap_settings(settings);
	struct verdict_again *again = verdict_again_new(&own, 0);
	struct process view = used_view(process);
	struct verdict_tests counts = {
		.count = { [METRIC_FOOTPRINT] = tests, [METRIC_PRIVATE] = tests }
	};
	struct verdict_again_tests again_tests = verdict_again_tests(&counts, &view);
	double least = verdict_inject_least(again, &view, guess, &own, &again_tests);

	verdict_again_free(again);
	return fmax(least, METHOD_HEAP_RATE_KIB);
}
