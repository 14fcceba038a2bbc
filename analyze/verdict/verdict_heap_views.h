/* verdict_heap_views.h - parts of a life's memory as processes of their own, so that the rules for
 * processes judge them: bytes in use, what malloc does not hold, a class of blocks. */
#ifndef LEAKLINE_VERDICT_HEAP_VIEWS_H
#define LEAKLINE_VERDICT_HEAP_VIEWS_H

#include "verdict.h"

struct arena;

/* The life with nothing but that series, as resident and as private memory: what holds of both
 * holds of it. n 0: the life has none. */
struct process verdict_heap_view(const struct process *process, const struct series *series);

/* Private memory less what malloc holds, in use and free; arrays are in arena. */
struct series verdict_heap_outside(const struct process *process, struct arena *arena);

/* The KiB of a class of blocks. Its grain makes eight blocks of it the floor. */
struct series verdict_heap_class(const struct block_class *class, struct arena *arena);

/*
 * A copy of the trend of a view. Where its late slope is not known to a hundredth, the rate to
 * print is the straight line behind start-up, if that lies within the interval of the late slope:
 * it is the same growth, and of all readings together it is known best. The interval stays.
 */
const struct trend *verdict_heap_rate(const struct trend *trend, struct arena *arena);

/* Does a part of the heap grow fast enough to matter? It is asked per round, whatever the length of
 * the run. */
bool verdict_heap_is_fast(const struct trend *trend, const struct verdict_settings *settings);

/* Does the growth of a part of the heap get slower? Points before skip_x are left out. */
struct slowing verdict_heap_slowing(
	const struct series *series, double skip_x, struct arena *arena);

/* May its growth be chance: did it rise by no more than a walk without an aim may? Points before
 * skip_x are left out. */
bool verdict_heap_walk_explains(const struct series *series, double skip_x);

/* The settings for bytes of a heap. */
struct verdict_settings verdict_heap_settings(const struct verdict_settings *settings);

/* Settings of a fit of METRIC_HEAP, METRIC_HEAP_FREE or METRIC_HEAP_BLOCKS: bytes matter there, not
 * pages. */
struct trend_settings verdict_heap_fit(
	const struct verdict_settings *settings, enum metric metric, double budget);

#endif
