/* verdict_heap.h - the stage behind the review: what the live heap says of a life, beside resident
 * and private memory (docs/method.md 15). */
#ifndef LEAKLINE_VERDICT_HEAP_H
#define LEAKLINE_VERDICT_HEAP_H

#include "verdict.h"

struct arena;

/*
 * Judges the heaps of all targets by themselves, and lets each change the verdict of its life.
 * findings: processes->count entries in their order, as the review left them; sets heap, and
 * verdict with what goes with it. All new memory is in arena.
 */
void verdict_heap(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings);

/* The least leak of malloc's memory that would surely have been caught, KiB a round; INFINITY:
 * none. guess: where the search begins, as in verdict_inject_least(). tests: how many heaps were
 * judged. */
double verdict_heap_least(const struct process *process, double guess,
	const struct verdict_settings *settings, size_t tests);

#endif
