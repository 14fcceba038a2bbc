/* verdict_review_life.h - a life whose verdict is reviewed: what decides it, and what it hinges on.
 */
#ifndef LEAKLINE_VERDICT_REVIEW_LIFE_H
#define LEAKLINE_VERDICT_REVIEW_LIFE_H

#include <stdbool.h>

#include "verdict.h"
#include "verdict_again.h"

/* Borrowed, all of it. */
struct verdict_review_life {
	const struct verdict_settings *settings;
	const struct process *process; /* as recorded */
	const struct process *calm;    /* without its pulses */
	struct verdict_again_tests tests;
	struct verdict_again *again;
	struct finding *finding;
	double budget;       /* KiB per round; < 0: none */
	struct arena *arena; /* work space of the review */
};

/* Is it a leak by a JVM's old generation? Then it is not asked what footprint and private memory
 * say. */
bool verdict_review_life_leaks_by_old(const struct verdict_review_life *life);

/* Would it be called a leak, too, if it had the series of this process? */
bool verdict_review_life_leaks(
	const struct verdict_review_life *life, const struct process *process);

/* The series that decides, without its pulses and without the points that --skip leaves out. */
struct series verdict_review_life_leading(const struct verdict_review_life *life);

/* Would the verdict change without a fiftieth of the rounds? */
bool verdict_review_life_hinges(const struct verdict_review_life *life);

#endif
