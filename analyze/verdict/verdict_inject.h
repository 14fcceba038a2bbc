/* verdict_inject.h - adds a leak of a known rate to a series, and finds the smallest rate that
 * would have been caught. */
#ifndef LEAKLINE_VERDICT_INJECT_H
#define LEAKLINE_VERDICT_INJECT_H

#include "verdict_again.h"

struct arena;

/* Copies the process with a leak of rate KiB per round added: in whole pages, as the kernel hands
 * out memory, and for private memory in the quanta of its allocator; in its heap as blocks of one
 * size, about one a round, that hold no pointer. The new series are in arena.
 */
struct process verdict_inject(const struct process *process, double rate,
	const struct verdict_settings *settings, struct arena *arena);

/* Would a leak of rate KiB a round in this very process have been caught? */
bool verdict_inject_caught(struct verdict_again *again, const struct process *process, double rate,
	const struct verdict_settings *settings, const struct verdict_again_tests *tests);

/*
 * Returns the smallest leak that would surely have been caught, in KiB per round: every rate tried
 * from there up to two octaves above is caught (docs/method.md 8). INFINITY: none. guess: where
 * the search begins; it changes the running time, not the answer.
 */
double verdict_inject_least(struct verdict_again *again, const struct process *process,
	double guess, const struct verdict_settings *settings,
	const struct verdict_again_tests *tests);

#endif
