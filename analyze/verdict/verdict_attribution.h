/* verdict_attribution.h - is it the action, which action, or time? Of runs that drew it by lot. */
#ifndef LEAKLINE_VERDICT_ATTRIBUTION_H
#define LEAKLINE_VERDICT_ATTRIBUTION_H

#include <stdbool.h>
#include <stddef.h>

#include "../history/design.h"
#include "verdict.h"

struct arena;
struct round_list;

enum attribution_word {
	ATTRIBUTION_NONE, /* not asked: no experiment, or nothing grows */
	ATTRIBUTION_BY_ACTION,
	ATTRIBUTION_BY_TIME,
	ATTRIBUTION_BY_BOTH,
	ATTRIBUTION_CANNOT_TELL
};

/* Why it cannot be told. */
enum attribution_lack {
	ATTRIBUTION_LACKS_NOTHING,
	ATTRIBUTION_LACKS_BLOCKS,  /* too few to draw from, for this level */
	ATTRIBUTION_LACKS_CONTROL, /* no round without the action, which always ran as often */
	ATTRIBUTION_LACKS_ROUNDS,  /* too few readings for a fit */
	ATTRIBUTION_LACKS_SIGNAL   /* noise hides the difference */
};

/* Growth by one action, or by time alone. */
struct attributed_part {
	double slope;     /* KiB each time it runs; time: KiB a round without an action */
	double low, high; /* its 95 % interval */
	double p;         /* one-sided, corrected */
	double drawn;     /* the same, as drawn: not corrected; time: as p */
	double times;     /* how often it ran; time: rounds of the control */
	size_t blocks;    /* blocks that its p is drawn from */
	bool drawable;    /* false: too few blocks even for one test */
	bool grows;
};

/* What a life's growth is attributed to. */
struct attributed {
	enum attribution_word word;
	enum attribution_lack lack;
	size_t blocks, blocks_needed; /* for ATTRIBUTION_LACKS_BLOCKS: there are, and would do */
	struct attributed_part *arm;  /* design->arm_count, in arena; NULL: no fit */
	struct attributed_part time;  /* if has_time */
	bool has_time;                /* time and actions can be told apart */
	double last_to_middle; /* of growth by actions: what its last third gains, divided by what
				  the middle third does, as in a finding, but thirds of what the
				  fit says it has grown; INFINITY: the middle one does not gain */
};

/*
 * Attributes the growth of all lives of targets whose verdict is not stable, or that have risen.
 * rounds: the run's.
 * Returns processes->count entries in arena; NULL if the run is no experiment. The correction is
 * within this kind: one test a life and action.
 */
const struct attributed *verdict_attribute(const struct processes *processes,
	const struct finding *findings, const struct design *design,
	const struct round_list *rounds, const struct verdict_settings *settings,
	struct arena *arena);

/*
 * Where lot decides which rounds have the action, growth by rounds is uneven: it comes in steps,
 * rests, and seems to slow down. What the draw shows to grow by an action, and to go on at its
 * pace, is no pass, and no leak that is provisional for that alone. count: entries of both arrays;
 * all: the result of verdict_attribute(), NULL changes nothing.
 */
void verdict_attribution_apply(
	struct finding *findings, const struct attributed *all, size_t count);

/* "by-action", "cannot-tell"; "" for none. */
const char *verdict_attribution_code(enum attribution_word word);

#endif
