/* design.h - a run as an experiment: which action was drawn for which round. */
#ifndef LEAKLINE_DESIGN_H
#define LEAKLINE_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct arena;
struct happenings;
struct run_info;

enum {
	DESIGN_ARMS = 16,    /* actions at most: the collector takes no more */
	DESIGN_CONTROL = -1, /* a round without an action, or with the control's command */
	DESIGN_NO_ARM = -2 /* a round that counts in no arm: its action failed, or no event tells */
};

/* What was drawn for one round. */
struct design_round {
	int arm;        /* index into the names, or one of the two above */
	uint32_t times; /* how often it ran */
	uint32_t block; /* rounds of one block have the same arm; ascending */
};

/* All zero: no experiment. Arrays live in the arena. */
struct design {
	size_t arm_count; /* 0: no experiment */
	struct span arm[DESIGN_ARMS];
	struct span control;  /* "idle", "control"; empty: every round has an action */
	bool varies;          /* an action did not always run the same number of times */
	bool too_many;        /* more than DESIGN_ARMS actions: none is told apart */
	uint32_t first_round; /* the number of round[0] */
	size_t round_count;
	const struct design_round *round; /* by number; warm-up rounds are among them */
};

/* The experiment that run.info and the events tell of. */
struct design design_build(
	const struct run_info *info, const struct happenings *happenings, struct arena *arena);

/* What was drawn for the round of that number; NULL: nothing. */
const struct design_round *design_at(const struct design *design, uint64_t number);

/* The first action that no round after `from` ran to its end: by lot, each had another one. Empty:
 * all of them did. */
struct span design_undrawn(const struct design *design, uint32_t from);

#endif
