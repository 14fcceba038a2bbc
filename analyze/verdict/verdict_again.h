/* verdict_again.h - judges one life again by itself, as in its run, but with a leak added, cut at
 * an earlier round, or without some rounds. */
#ifndef LEAKLINE_VERDICT_AGAIN_H
#define LEAKLINE_VERDICT_AGAIN_H

#include <stdbool.h>

#include "verdict.h"

/* Work space of one thread. */
struct verdict_again;

/* The number of tests that a p-value of the life is corrected for. We assume that no other life of
 * the run grows: then Benjamini & Hochberg multiply by the number of tests. */
struct verdict_again_tests {
	double footprint, private;
};

/* The numbers for a life in a run that was judged with these tests. */
struct verdict_again_tests verdict_again_tests(
	const struct verdict_tests *tests, const struct process *process);

/* worker: whose work space of settings->works it uses. settings must outlive the result; its
 * budgets are ignored. Never NULL: the program ends when out of memory. */
struct verdict_again *verdict_again_new(const struct verdict_settings *settings, size_t worker);
void verdict_again_free(struct verdict_again *again);

/*
 * Is the process called a leak? If its footprint or its private memory was not measured, a leak is
 * not possible; then the question is whether the other one grows. Pulses are set aside.
 */
bool verdict_again_leaks(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests);

/* Does a JVM's old generation grow, as its leak says that jstat has shown? */
bool verdict_again_old_grows(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests);

#endif
