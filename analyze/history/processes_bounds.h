/* processes_bounds.h - how many lives a run has at most: of more than PROCESSES_LIVES the shortest
 * are left out, which are too short to be judged. */
#ifndef LEAKLINE_PROCESSES_BOUNDS_H
#define LEAKLINE_PROCESSES_BOUNDS_H

#include <stddef.h>
#include <stdint.h>

#include "processes.h"

struct notes;

/* The lives of a run, and how many of them were there in so many rounds. */
struct life_counts {
	size_t lives, of[PROCESSES_SHORT];
};

/* Counts one more, which was there in that many rounds. */
void processes_bounds_count(struct life_counts *counts, size_t rounds);

/* Lives that were there in fewer rounds than this are left out: as many as must be, and none that
 * could be judged. names: of -p, with which all are kept. */
uint32_t processes_bounds_rounds(const struct life_counts *counts, size_t names);

/* Says what is left out, or summed up, because there is too much of it. */
void processes_bounds_note(const struct processes *processes, struct notes *notes);

#endif
