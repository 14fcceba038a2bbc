/* attribution_design.h - what was drawn for the rounds of an experiment, and what is said of one of
 * its actions. */
#ifndef LEAKLINE_ATTRIBUTION_DESIGN_H
#define LEAKLINE_ATTRIBUTION_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ATTRIBUTION_ARMS = 16,    /* actions at most */
	ATTRIBUTION_CONTROL = -1, /* the arm of a round without an action, or with the control */
	ATTRIBUTION_NO_ARM = -2   /* of a round that counts in no arm: its action failed */
};

/* What was drawn for a round. */
struct attribution_round {
	int arm;        /* 0 .. arms - 1, or one of the two above */
	double times;   /* how often the action ran */
	uint32_t block; /* rounds of one block were drawn as one; ascending */
};

/* A run's design; borrowed. */
struct attribution_design {
	size_t arms;  /* 1 .. ATTRIBUTION_ARMS */
	bool control; /* some rounds have no action, or the control's command */
	bool varies;  /* one action without control, drawn a round: only its times vary */
	size_t round_count;
	const struct attribution_round *round;
	const size_t *at; /* the round of each point, ascending indices into round */
	double alpha;     /* the level asked for */
	size_t draws; /* orders drawn anew: METHOD_DRAWS; fewer where thousands of runs are made */
	bool times_vary; /* an action runs now more often, now less */
};

/* Can growth by time be told from that by actions? */
static inline bool attribution_tells_time(const struct attribution_design *design)
{
	return design->control || design->times_vary;
}

/* Growth by one column: an action, or time. */
struct attribution_part {
	double slope;     /* unit of y each time the action runs; time: per unit of x */
	double low, high; /* 95 % interval */
	double p;         /* one-sided: by the draws (actions), or Student's t (time) */
	double times;     /* how often it ran; time: rounds in the control, or all */
	size_t blocks;    /* blocks that the draws move: its own and those of the control */
	bool drawable;    /* false: so few orders are possible that no p could be below alpha */
};

#endif
