/* verdict_heap_decide.c - what the live heap of a life changes in its verdict. */
#include "verdict_heap_decide.h"

#include <math.h>

#include "method.h"
#include "verdict_heap_classes.h"
#include "verdict_heap_views.h"
#include "verdict_revise.h"
#include "verdict_rules.h"

static bool resident_grows(const struct finding *finding)
{
	return finding->judged[METRIC_FOOTPRINT].state == STATE_GROW ||
	       finding->judged[METRIC_PRIVATE].state == STATE_GROW;
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
	verdict_revise_provisional(finding, sure ? PROVISIONAL_NOT : heap->provisional);
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

/* The greatest growth of a class that the sum of all does not rule out. A class that works like a
 * clock is believed although the sum is noisy: then the wider interval of the sum's pace counts. */
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

/* Where the sum has stopped, one of its many classes may seem to go on by chance, but none that
 * works like a clock. */
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

		if (block->grows && !block->slows && !block->may_be_walk &&
			!is_of_bend(heap, block) &&
			block->trend->late <= most_in_sum(heap, block) &&
			(!most || block->trend->late > most->trend->late))
			most = block;
	}
	return most;
}

/* Does some class go on growing? Then a sum that grew faster at first is a leak all the same. */
static bool has_witness(const struct finding *finding)
{
	const struct block_finding *block = growing_class(finding);

	return block && block->goes_on;
}

static void call_class(struct finding *finding, const struct block_finding *block,
	const struct verdict_settings *settings)
{
	if (!verdict_heap_is_fast(block->trend, settings))
		return;
	if (finding->verdict == VERDICT_LEAK)
		return;
	finding->verdict = block->goes_on ? VERDICT_LEAK : VERDICT_SUSPECT;
	finding->reason = REASON_HEAP_CLASS;
	finding->heap.class_at = (size_t)(block - finding->heap.blocks);
	finding->shape = block->shape;
	finding->decided_by = METRIC_HEAP;
	finding->awaits_collection = false;
	finding->last_to_middle = INFINITY; /* the class does not slow down */
	if (!block->goes_on)
		return;
	finding->flags &=
		~(1u << FLAG_DECELERATING); /* the sum slows down, the class that leaks does not */
	verdict_revise_provisional(finding,
		finding->process->rounds < METHOD_COLD_ROUNDS ? PROVISIONAL_COLD : PROVISIONAL_NOT);
}

/* May the growth of bytes in use be chance, and no class of blocks tells more? */
static bool is_chance(const struct finding *finding)
{
	return finding->heap.may_be_walk && finding->heap.verdict != VERDICT_STABLE &&
	       !growing_class(finding);
}

/* What comes and goes by chance, and never returns to a level, rises in a line for hundreds of
 * rounds, and then falls: no leak by its sum. */
static void doubt_walk(struct finding *finding)
{
	finding->heap.verdict = VERDICT_INCONCLUSIVE;
	finding->heap.reason = REASON_NEAR_MISS;
	finding->heap.provisional = PROVISIONAL_NOT;
	finding->heap.judged.state = STATE_UNSURE;
	finding->heap.judged.reason = REASON_NEAR_MISS;
	finding->judged[METRIC_HEAP] = finding->heap.judged;
}

/* Is the growth of resident memory that of a heap which grows ever more slowly, has just stopped,
 * or grew by chance? */
static bool is_slowing(const struct finding *finding)
{
	bool slows = finding->heap.reason == REASON_DECELERATING || has_stopped(&finding->heap) ||
		     is_chance(finding);

	return slows && finding->process->heap.is_whole && !finding->heap.outside_grows &&
	       finding->heap.trend->judged_growth >=
		       METHOD_HEAP_EXPLAINS * grown(finding)->judged_growth;
}

/* A cache that fills slows down like this, and so may a leak beside a start-up: it is left open. */
static void call_slowing(struct finding *finding)
{
	bool bends = finding->heap.reason != REASON_DECELERATING,
	     wanders = bends && !has_stopped(&finding->heap);

	finding->verdict = VERDICT_INCONCLUSIVE;
	finding->reason = wanders ? REASON_NEAR_MISS
			  : bends ? REASON_LATE_BEND
				  : REASON_DECELERATING;
	finding->shape = bends ? finding->heap.shape : SHAPE_DECELERATING;
	finding->flags |= 1u << (wanders  ? FLAG_NEAR_MISS
				  : bends ? FLAG_LATE_BEND
					  : FLAG_DECELERATING);
	finding->decided_by = METRIC_HEAP;
	finding->rounds_needed = METHOD_LONGER * (double)finding->process->rounds;
	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	verdict_revise_provisional(finding, PROVISIONAL_NOT);
}

/* KiB of anonymous mappings that are neither malloc's nor stacks, those left out that are too small
 * for a pool: a program may lose memory of its own in them. INFINITY: no mappings were recorded. */
static double pool_kib(const struct process *process)
{
	static const char *const groups[] = { "[heap]", "[arena]", "[large anon]", "[anon" };
	double kib = -process->heap.held_kib;

	for (size_t i = 0; i < process->group_count; i++)
		for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
			if (span_starts(process->groups[i].name, groups[k]))
				kib += (double)process->groups[i].kib_last;
	return process->group_count ? kib : INFINITY;
}

static double highest(const double *value, size_t from, size_t to)
{
	double most = -INFINITY;

	for (size_t i = from; i < to; i++)
		most = fmax(most, value[i]);
	return most;
}

/* Is what pages are doubted for only memory that malloc had before, and that is touched now? They
 * would have passed, no more bytes are in use, private memory comes to no new height, and there is
 * no pool. */
static bool is_touched(const struct finding *finding, double floor)
{
	const struct heap_finding *heap = &finding->heap;
	const struct process *process = finding->process;
	const struct series *private = &process->value[METRIC_PRIVATE];
	bool doubted = finding->reason == REASON_STILL_RISES || finding->reason == REASON_HINGES ||
		       finding->reason == REASON_LATE_BEND;
	bool flat = finding->judged[METRIC_FOOTPRINT].state == STATE_FLAT &&
		    finding->judged[METRIC_PRIVATE].state == STATE_FLAT;

	return finding->verdict == VERDICT_INCONCLUSIVE && doubted && flat &&
	       heap->verdict == VERDICT_STABLE && heap->judged.state == STATE_FLAT &&
	       process->heap.is_whole && pool_kib(process) < floor &&
	       highest(private->value, private->n / 2, private->n) <
		       highest(private->value, 0, private->n / 2) + floor;
}

/* What would have shown in memory that malloc does not hold is not known: that was doubted. */
static void call_touched(struct finding *finding)
{
	finding->verdict = VERDICT_STABLE;
	finding->reason = REASON_NO_GROWTH;
	finding->decided_by = METRIC_HEAP;
	finding->heap.outside_detectable = -1.0;
	finding->rounds_needed = (double)finding->process->rounds;
}

/* A pass that pages and heap have both earned holds for bytes. Where the heap is inconclusive, the
 * pass by pages stays if the heap's growth is too small to show in pages. */
static void share_pass(struct finding *finding, const struct verdict_settings *settings)
{
	const struct heap_finding *heap = &finding->heap;

	if (heap->verdict == VERDICT_STABLE && finding->process->heap.is_whole) {
		finding->detectable = heap->detectable;
		finding->one_rise_hides = finding->one_rise_kib > 0;
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

void verdict_heap_decide(struct finding *finding, const struct verdict_settings *settings)
{
	const struct block_finding *block;

	if (finding->heap.verdict == VERDICT_LEAK && is_chance(finding))
		doubt_walk(finding);
	if (!finding->heap.is_read || !finding->counts || finding->reason == REASON_CLOCK_SET)
		return;
	if (finding->heap.verdict == VERDICT_LEAK) {
		call_leak(finding, settings->round_x);
		if (finding->heap.pace.shrinks && finding->provisional == PROVISIONAL_NOT &&
			!has_witness(finding))
			verdict_revise_provisional(finding, PROVISIONAL_SLOWED);
		return;
	}
	if ((finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT) &&
		is_retained(finding)) {
		finding->verdict = VERDICT_SUSPECT;
		finding->reason = REASON_HEAP_RETAINED;
		verdict_revise_provisional(finding, PROVISIONAL_NOT);
		finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	} else if ((finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT) &&
		   is_slowing(finding)) {
		call_slowing(finding);
	}
	if (is_touched(finding, verdict_floor(settings->page_kib, settings->page_kib)))
		call_touched(finding);
	block = finding->heap.reason == REASON_BELOW_BUDGET ? NULL : growing_class(finding);
	if (block)
		call_class(finding, block, settings);
	if (finding->verdict == VERDICT_STABLE)
		share_pass(finding, settings);
}
