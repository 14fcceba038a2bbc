/* verdict_heap_classes.h - which classes of blocks grow. */
#ifndef LEAKLINE_VERDICT_HEAP_CLASSES_H
#define LEAKLINE_VERDICT_HEAP_CLASSES_H

#include "verdict.h"

struct arena;

/* Judges the classes of all lives whose heap was read, as one list of tests. findings:
 * processes->count entries in their order; sets heap.blocks, an array in arena with an entry for
 * each class of the process. */
void verdict_heap_classes(const struct processes *processes,
	const struct verdict_settings *settings, struct arena *arena, struct finding *findings);

/* Does the number of its blocks rise by the same step in nearly all rounds? */
bool verdict_heap_is_clockwork(const struct block_finding *block);

#endif
