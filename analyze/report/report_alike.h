/* report_alike.h - siblings: processes of one name of which the same is to be said. */
#ifndef LEAKLINE_REPORT_ALIKE_H
#define LEAKLINE_REPORT_ALIKE_H

#include <stddef.h>

struct analysis;
struct arena;

/* How many verdicts before one, and after it, are like it: the same name, verdict and reason. */
struct report_alike {
	size_t before, after;
};

/* Counts the siblings of each verdict of a judged run: an array in arena, one for each. Verdicts
 * are in the order of their rates, so the first of siblings has the greatest. */
const struct report_alike *report_alike(struct arena *arena, const struct analysis *analysis);

#endif
