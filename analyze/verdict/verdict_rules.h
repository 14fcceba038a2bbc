/* verdict_rules.h - the rules between the parts of verdict*.c: states, private memory, the verdict
 * of a life, shapes. */
#ifndef LEAKLINE_VERDICT_RULES_H
#define LEAKLINE_VERDICT_RULES_H

#include "verdict.h"

struct arena;

enum {
	VERDICT_ROUNDS = 5,      /* rounds below which nothing is said */
	VERDICT_SHORT_LIFE = 12, /* a life of fewer is not judged beside a longer one */
	VERDICT_SHORT = 24,      /* a run of fewer rounds is short */
	VERDICT_CYCLES = 5       /* collections below which a floor is not known */
};

/* What the rules ask of a life. */
struct rule_settings {
	double alpha;
	double page;   /* KiB: resolution of the readings */
	double floor;  /* KiB: the total growth that matters at least */
	double budget; /* KiB a unit of x, < 0: none */
};

/* Share of the mean slope that must be left at the end: the growth there is a fair part of it. */
extern const double VERDICT_LATE_SHARE;

/* The floor of a series with that grain: 8 pages, but never less than two units of its readings. */
double verdict_floor(double page_kib, double grain);

/* Sets state and reason of a trend whose p_adjusted is set (docs/method.md 5, but for what private
 * memory adds). */
void verdict_set_state(struct trend *trend, const struct rule_settings *rules);

/* How private memory stands to the footprint, as far as it matters for flags and reason. */
enum private_says { PRIVATE_SAYS_NOTHING, PRIVATE_FOLLOWS, PRIVATE_SILENT, PRIVATE_REPEATS };

/*
 * Lets private memory's state follow from the footprint's, where it only serves it in its own
 * steps: changes the state of either trend of finding. scratch: memory for the points that both
 * have.
 */
enum private_says verdict_weigh_private(
	struct finding *finding, const struct rule_settings *rules, struct arena *scratch);

/* Sets verdict, reason, decided_by, detectable, rounds_needed of a life from its trends' states. */
void verdict_set_life(
	struct finding *finding, const struct rule_settings *rules, enum private_says says);

/* Sets flags (those that are seen in the trends) and shape, and warm_up_rounds; before
 * verdict_set_life. */
void verdict_set_shape(struct finding *finding, const struct rule_settings *rules);

#endif
