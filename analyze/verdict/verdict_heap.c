/* verdict_heap.c - the stage behind the review: what the live heap says of a life. */
#include "verdict_heap.h"

#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/rising.h"
#include "method.h"
#include "verdict_again.h"
#include "verdict_heap_classes.h"
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

/* A slope that matters: it is enough a round, whatever the length of the run. */
static bool is_fast(const struct trend *trend, const struct verdict_settings *settings)
{
	return trend->late * settings->round_x >= METHOD_HEAP_RATE_KIB;
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
	if (heap->verdict == VERDICT_LEAK && !is_fast(finding->heap.trend, settings)) {
		finding->heap.verdict = VERDICT_STABLE;
		finding->heap.reason = REASON_BELOW_FLOOR;
	}
	finding->heap.pace = verdict_heap_slowing(
		&finding->process->value[METRIC_HEAP], settings->skip_x, arena);
	used = verdict_judged_series(&finding->process->value[METRIC_HEAP], settings->skip_x);
	finding->heap.rests = rising_rests(used.n, used.value, true);
	/* its last third gains so much less: bytes, where no page makes it look so */
	if (finding->heap.verdict == VERDICT_LEAK &&
		(finding->heap.pace.slows || heap->provisional == PROVISIONAL_SLOWS))
		doubt_slowing(&finding->heap);
	finding->judged[METRIC_HEAP] = finding->heap.judged;
	/* a leak's own is a formula, a pass's was tried: slower ones than this are not called */
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
			continue; /* no part of what does not grow is asked */
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

static bool resident_grows(const struct finding *finding)
{
	return finding->judged[METRIC_FOOTPRINT].state == STATE_GROW ||
	       finding->judged[METRIC_PRIVATE].state == STATE_GROW;
}

static void set_provisional(struct finding *finding, enum provisional provisional)
{
	finding->provisional = provisional;
	finding->flags &= ~(1u << FLAG_PROVISIONAL);
	if (provisional != PROVISIONAL_NOT)
		finding->flags |= 1u << FLAG_PROVISIONAL;
}

/* Bytes in use grow: a leak, whether or not resident memory shows it. */
static void call_leak(struct finding *finding, double round_x)
{
	struct heap_finding *heap = &finding->heap;
	bool sure = finding->verdict == VERDICT_LEAK && finding->provisional == PROVISIONAL_NOT;

	finding->reason = resident_grows(finding) ? REASON_HEAP_GROWS : REASON_HEAP_MASKED;
	finding->verdict = VERDICT_LEAK;
	finding->decided_by = METRIC_HEAP;
	finding->detectable = heap->detectable;
	finding->awaits_collection = heap->awaits_collection;
	finding->last_to_middle = heap->last_to_middle;
	if (finding->reason == REASON_HEAP_MASKED)
		finding->shape = heap->shape;
	set_provisional(finding, sure ? PROVISIONAL_NOT : heap->provisional);
	if (finding->reason == REASON_HEAP_MASKED && heap->free_kib >= 0.0)
		heap->hidden_rounds = heap->free_kib / (heap->trend->rate * round_x);
}

/* The memory that grows: resident memory, unless only private memory does. */
static const struct trend *grown(const struct finding *finding)
{
	return &finding->trend[finding->judged[METRIC_FOOTPRINT].state == STATE_GROW
				       ? METRIC_FOOTPRINT
				       : METRIC_PRIVATE];
}

/* Does the growth of resident or private memory lie outside of what is in use? If at most half of
 * it can be in use: of the slope at the end, and of all that was gained. A buffer that is doubled
 * whenever it is full is in use in steps, and resident as it fills. */
static bool is_retained(const struct finding *finding)
{
	const struct trend *heap = finding->heap.trend, *memory = grown(finding);

	return finding->heap.judged.state == STATE_FLAT && finding->process->heap.is_whole &&
	       resident_grows(finding) && !finding->heap.outside_grows && heap->has_late &&
	       heap->late_high <= METHOD_HEAP_EXPLAINS * memory->late &&
	       heap->judged_growth <= METHOD_HEAP_EXPLAINS * memory->judged_growth;
}

/* The greatest growth that the sum leaves open. What works like a clock is believed against a noisy
 * sum: that is then taken for a walk, whose pace is known the least. */
static double most_in_sum(const struct heap_finding *heap, const struct block_finding *block)
{
	const struct slowing *pace = &heap->pace;
	double most = heap->trend->late_high;

	if (pace->slows)
		most = fmax(most, pace->last);
	if (verdict_heap_is_clockwork(block))
		most = fmax(most, pace->last + METHOD_SLOWING_ERRORS * pace->error);
	return most;
}

/* Bytes in use have stopped growing, or changed their pace late. */
static bool has_stopped(const struct heap_finding *heap)
{
	return heap->reason == REASON_LATE_BEND || heap->rests;
}

/* Of a sum that has stopped, one of its many parts may seem to go on by chance; not one that works
 * like a clock. */
static bool is_of_bend(const struct heap_finding *heap, const struct block_finding *block)
{
	return has_stopped(heap) && !verdict_heap_is_clockwork(block);
}

/* The class that grows most among those that the sum cannot rule out; NULL: none. */
static const struct block_finding *growing_class(const struct finding *finding)
{
	const struct heap_finding *heap = &finding->heap;
	const struct block_finding *most = NULL;

	for (size_t c = 0; heap->blocks && c < finding->process->heap.class_count; c++) {
		const struct block_finding *block = &heap->blocks[c];

		if (block->grows && !block->slows && !is_of_bend(heap, block) &&
			block->trend->late <= most_in_sum(heap, block) &&
			(!most || block->trend->late > most->trend->late))
			most = block;
	}
	return most;
}

/* Does a class go on that makes the growth of a sum that was faster at first a leak? */
static bool has_witness(const struct finding *finding)
{
	const struct block_finding *block = growing_class(finding);

	return block && block->goes_on;
}

static void call_class(struct finding *finding, const struct block_finding *block,
	const struct verdict_settings *settings)
{
	if (!is_fast(block->trend, settings))
		return;
	if (finding->verdict == VERDICT_LEAK)
		return;
	finding->verdict = block->goes_on ? VERDICT_LEAK : VERDICT_SUSPECT;
	finding->reason = REASON_HEAP_CLASS;
	finding->heap.class_at = (size_t)(block - finding->heap.blocks);
	finding->shape = block->shape;
	finding->decided_by = METRIC_HEAP;
	finding->awaits_collection = false;
	finding->last_to_middle = INFINITY; /* what goes on does not slow down */
	if (!block->goes_on)
		return;
	finding->flags &= ~(1u << FLAG_DECELERATING); /* the sum does, what leaks does not */
	set_provisional(finding,
		finding->process->rounds < METHOD_COLD_ROUNDS ? PROVISIONAL_COLD : PROVISIONAL_NOT);
}

/* Is what grows in memory what grows ever more slowly in the heap, or has just stopped there? */
static bool is_slowing(const struct finding *finding)
{
	bool slows = finding->heap.reason == REASON_DECELERATING || has_stopped(&finding->heap);

	return slows && finding->process->heap.is_whole && !finding->heap.outside_grows &&
	       finding->heap.trend->judged_growth >=
		       METHOD_HEAP_EXPLAINS * grown(finding)->judged_growth;
}

/* A cache that fills slows down as this does; so may a leak beside a start-up. */
static void call_slowing(struct finding *finding)
{
	bool bends = finding->heap.reason != REASON_DECELERATING;

	finding->verdict = VERDICT_INCONCLUSIVE;
	finding->reason = bends ? REASON_LATE_BEND : REASON_DECELERATING;
	finding->shape = bends ? finding->heap.shape : SHAPE_DECELERATING;
	finding->flags |= 1u << (bends ? FLAG_LATE_BEND : FLAG_DECELERATING);
	finding->decided_by = METRIC_HEAP;
	finding->rounds_needed = METHOD_LONGER * (double)finding->process->rounds;
	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	set_provisional(finding, PROVISIONAL_NOT);
}

/* A pass that both earned holds for bytes; one that the heap leaves open holds for pages, if what
 * is open is less than a leak of pages. */
static void share_pass(struct finding *finding, const struct verdict_settings *settings)
{
	const struct heap_finding *heap = &finding->heap;

	if (heap->verdict == VERDICT_STABLE && finding->process->heap.is_whole) {
		finding->detectable = heap->detectable;
		if (heap->reason == REASON_BELOW_BUDGET) {
			finding->reason = REASON_BELOW_BUDGET;
			finding->decided_by = METRIC_HEAP;
		}
	} else if (heap->verdict == VERDICT_INCONCLUSIVE &&
		   finding->reason != REASON_BELOW_BUDGET &&
		   heap->trend->judged_growth >=
			   verdict_floor(settings->page_kib, settings->page_kib)) {
		finding->verdict = VERDICT_INCONCLUSIVE;
		finding->reason = heap->reason;
		finding->decided_by = METRIC_HEAP;
	}
}

static void decide(struct finding *finding, const struct verdict_settings *settings)
{
	const struct block_finding *block;

	if (!finding->heap.is_read || !finding->counts || finding->reason == REASON_CLOCK_SET)
		return;
	if (finding->heap.verdict == VERDICT_LEAK) {
		call_leak(finding, settings->round_x);
		if (finding->heap.pace.shrinks && finding->provisional == PROVISIONAL_NOT &&
			!has_witness(finding))
			set_provisional(finding, PROVISIONAL_SLOWED);
		return;
	}
	if ((finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT) &&
		is_retained(finding)) {
		finding->verdict = VERDICT_SUSPECT;
		finding->reason = REASON_HEAP_RETAINED;
		set_provisional(finding, PROVISIONAL_NOT);
		finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	} else if ((finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT) &&
		   is_slowing(finding)) {
		call_slowing(finding);
	}
	block = finding->heap.reason == REASON_BELOW_BUDGET ? NULL : growing_class(finding);
	if (block)
		call_class(finding, block, settings);
	if (finding->verdict == VERDICT_STABLE)
		share_pass(finding, settings);
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
		decide(&findings[i], settings);
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
