/* verdict_works.h - the work spaces of all workers, kept from stage to stage. */
#ifndef LEAKLINE_VERDICT_WORKS_H
#define LEAKLINE_VERDICT_WORKS_H

#include <stddef.h>

#include "verdict.h"

/*
 * One work space a worker. Every stage, and every list of numbers that is judged, fits series over
 * the same rounds: with one set for all of them the curves over these rounds are made once.
 */
struct verdict_works;

/* For settings->jobs workers. The curves over the rounds of the longest life are shared by all.
 * Never NULL: the program ends when out of memory. */
struct verdict_works *verdict_works_new(
	const struct processes *processes, const struct verdict_settings *settings);
void verdict_works_free(struct verdict_works *works);

/* Ends the program, out of memory for fits, with one line and status 2. */
_Noreturn void verdict_works_lack(void);

/* The work space of a worker, for one thread at a time: that of settings->works, or without those
 * a new one. _give() frees a new one. */
struct trend_work *verdict_works_take(const struct verdict_settings *settings, size_t worker);
void verdict_works_give(const struct verdict_settings *settings, struct trend_work *work);

#endif
