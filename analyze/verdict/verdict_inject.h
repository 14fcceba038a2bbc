/* verdict_inject.h - a leak of a known rate in a series, and the least rate that would have been
 * caught there. */
#ifndef LEAKLINE_VERDICT_INJECT_H
#define LEAKLINE_VERDICT_INJECT_H

#include "verdict_again.h"

struct arena;

/* A copy of the process that leaks rate KiB a round, in whole pages as the kernel hands memory out,
 * and of private memory in the quanta of its allocator. The new series live in arena. */
struct process verdict_inject(const struct process *process, double rate,
	const struct verdict_settings *settings, struct arena *arena);

/* Would a leak of rate KiB a round in this very process have been caught? */
bool verdict_inject_caught(struct verdict_again *again, const struct process *process, double rate,
	const struct verdict_settings *settings, const struct verdict_again_tests *tests);

/*
 * The least leak that would surely have been caught, KiB a round: from it on all rates are caught
 * that were tried, two octaves up (docs/method.md 8). INFINITY: none. guess: where to begin to
 * look, which changes the time and not the answer.
 */
double verdict_inject_least(struct verdict_again *again, const struct process *process,
	double guess, const struct verdict_settings *settings,
	const struct verdict_again_tests *tests);

#endif
