/* heap_classes.h - the classes of blocks of one life: which there were, how each changed. */
#ifndef LEAKLINE_HEAP_CLASSES_H
#define LEAKLINE_HEAP_CLASSES_H

#include "series_build.h"

/* The life's complete readings. */
struct heap_readings_of_life {
	const struct heap_point *points; /* in the order of rounds, of any state */
	size_t count;
	size_t complete; /* how many of them are */
};

/* Fills classes, class_count and classes_seen of the process's heap. */
void heap_classes_build(struct series_builder *builder,
	const struct heap_readings_of_life *readings, struct process *process);

#endif
