/* verdict_heap_classes.c - which classes of blocks grow: each is judged as a process of its own,
 * and corrected for all the classes that there were. */
#include "verdict_heap_classes.h"

#include <math.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "method.h"
#include "verdict_heap_views.h"
#include "verdict_review.h"
#include "verdict_trends.h"

/* The classes of all lives as one list. */
struct listed {
	struct processes views;
	struct finding *findings;
	struct verdict_tests tests;
	size_t seen; /* classes there were, with and without a series */
};

static struct listed list_classes(
	const struct processes *processes, const struct finding *findings, struct arena *arena)
{
	struct listed listed = { .seen = 0 };
	size_t count = 0;

	for (size_t i = 0; i < processes->target_count; i++)
		count += findings[i].heap.is_read ? processes->items[i].heap.class_count : 0;
	listed.views.items = arena_take_array(arena, count + 1, sizeof *listed.views.items);
	listed.findings = arena_take_array(arena, count + 1, sizeof *listed.findings);
	for (size_t i = 0; i < processes->target_count; i++) {
		const struct process *process = &processes->items[i];

		if (!findings[i].heap.is_read)
			continue;
		listed.seen += process->heap.classes_seen;
		for (size_t c = 0; c < process->heap.class_count; c++) {
			struct series kib = verdict_heap_class(&process->heap.classes[c], arena);
			struct process *view = &listed.views.items[listed.views.count];

			*view = verdict_heap_view(process, &kib);
			view->identity = view->first_life = listed.views.count++;
			view->next_life = SIZE_MAX;
		}
	}
	listed.views.target_count = listed.views.count;
	return listed;
}

/* Classes without a series have a p of 1. So the correction over all classes (Benjamini & Hochberg)
 * is that over those with a series, times all / those. Lowering the level by this factor has the
 * same effect. */
static struct verdict_settings settings_of(
	const struct listed *listed, const struct verdict_settings *settings)
{
	struct verdict_settings own = verdict_heap_settings(settings);

	own.budgets = NULL;
	own.budget_kib_per_round = -1.0;
	if (listed->seen > listed->views.count)
		own.alpha *= (double)listed->views.count / (double)listed->seen;
	own.no_review = true;
	return own;
}

static int compare_steps(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The most usual step between neighbouring rounds, if it is upwards. */
static void find_step(const struct series *blocks, struct arena *arena, struct block_finding *out)
{
	double *steps = arena_take_array(arena, blocks->n + 1, sizeof *steps);
	size_t begin = 0, best = 0;

	for (size_t i = 1; i < blocks->n; i++)
		if (blocks->at[i] == blocks->at[i - 1] + 1)
			steps[out->step_count++] = blocks->value[i] - blocks->value[i - 1];
	if (out->step_count)
		qsort(steps, out->step_count, sizeof *steps, compare_steps);
	for (size_t i = 0; i < out->step_count; i++) {
		begin = steps[i] > steps[begin] ? i : begin;
		if (i + 1 - begin <= best)
			continue;
		best = i + 1 - begin;
		out->step = steps[begin];
	}
	out->same_steps = out->step > 0.0 ? best : 0;
}

bool verdict_heap_is_clockwork(const struct block_finding *block)
{
	return block->step_count >= METHOD_MODEL_ROUNDS &&
	       (double)block->same_steps >= METHOD_CLOCKWORK * (double)block->step_count;
}

/* Only what grows is reviewed: whether it may be a cache that fills. */
static void review(struct listed *listed, const struct verdict_settings *settings)
{
	for (size_t i = 0; i < listed->views.count; i++)
		listed->findings[i].counts = listed->findings[i].verdict == VERDICT_LEAK;
	verdict_review(&listed->views, settings, &listed->tests, listed->findings);
}

/* Does a class slow down by itself, or no less than the whole heap, which slows down or has
 * stopped? errors: by how many standard errors its pace must exceed that, as it is one of many
 * classes. */
static bool slows_down(const struct slowing *class, const struct slowing *whole, double errors)
{
	double surely = class->last - errors * class->error;

	return class->slows ||
	       (whole->shrinks && surely * whole->first <= whole->last * class->first);
}

static struct block_finding conclude(const struct block_class *class, const struct finding *finding,
	double tests, struct arena *arena)
{
	struct block_finding block = { .trend = verdict_heap_rate(
					       &finding->trend[METRIC_FOOTPRINT], arena),
		.judged = finding->judged[METRIC_FOOTPRINT],
		.shape = finding->shape,
		.grows = finding->verdict == VERDICT_LEAK };

	block.judged.p_adjusted = fmin(1.0, block.judged.p_adjusted * tests);
	find_step(&class->blocks, arena, &block);
	block.goes_on = block.grows && (finding->provisional == PROVISIONAL_NOT ||
					       (finding->provisional == PROVISIONAL_COLD &&
						       verdict_heap_is_clockwork(&block)));
	return block;
}

void verdict_heap_classes(const struct processes *processes,
	const struct verdict_settings *settings, struct arena *arena, struct finding *findings)
{
	struct listed listed = list_classes(processes, findings, arena);
	struct verdict_settings own = settings_of(&listed, settings);
	double tests = settings->alpha / own.alpha;
	size_t next = 0;

	if (!listed.views.count)
		return;
	verdict_trends(&listed.views, &own, arena, listed.findings, &listed.tests);
	if (!settings->no_review)
		review(&listed, &own);
	for (size_t i = 0; i < processes->target_count; i++) {
		const struct heap_view *heap = &processes->items[i].heap;
		struct block_finding *blocks;
		double errors;

		if (!findings[i].heap.is_read)
			continue;
		errors = slowing_errors(heap->class_count + 1);
		blocks = arena_take_array(arena, heap->class_count + 1, sizeof *blocks);
		for (size_t c = 0; c < heap->class_count; c++, next++) {
			struct slowing slowing = verdict_heap_slowing(
				&heap->classes[c].blocks, settings->skip_x, arena);

			blocks[c] =
				conclude(&heap->classes[c], &listed.findings[next], tests, arena);
			blocks[c].slows = slows_down(&slowing, &findings[i].heap.pace, errors);
			blocks[c].may_be_walk = blocks[c].grows &&
						verdict_heap_walk_explains(
							&heap->classes[c].blocks, settings->skip_x);
		}
		findings[i].heap.blocks = blocks;
	}
}
