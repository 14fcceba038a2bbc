/* verdict_again.h - one life judged again, by itself, as it would be judged in its run: with a leak
 * in it, up to an earlier round, without some rounds. */
#ifndef LEAKLINE_VERDICT_AGAIN_H
#define LEAKLINE_VERDICT_AGAIN_H

#include <stdbool.h>

#include "verdict.h"

/* Work space of one thread. */
struct verdict_again;

/* For how many tests a p value of the life is corrected. The life is taken to be the only one of
 * its run that grows: then Benjamini & Hochberg multiply by the number of tests. */
struct verdict_again_tests {
	double footprint, private;
};

/* Of a life in a run that was judged with so many tests. */
struct verdict_again_tests verdict_again_tests(
	const struct verdict_tests *tests, const struct process *process);

/* settings must outlive it; budgets are not asked. Never NULL: without memory the program ends. */
struct verdict_again *verdict_again_new(const struct verdict_settings *settings);
void verdict_again_free(struct verdict_again *again);

/*
 * Is the process called a leak? Where its footprint or its private memory was not measured, what
 * then is the gravest that can be said is asked: does the other grow? Pulses are set aside.
 */
bool verdict_again_leaks(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests);

#endif
