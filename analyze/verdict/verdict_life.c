/* verdict_life.c - the decision table: turns the states of a life's metrics into its verdict and
 * reason. */
#include "verdict_rules.h"

#include <math.h>

#include "method.h"

static uint32_t bit(enum verdict_flag flag)
{
	return 1u << flag;
}

/* A verdict, its reason, and the metric that decided. */
struct decision {
	enum verdict_kind verdict;
	enum verdict_reason reason;
	enum metric by;
};

bool verdict_any_grows(const struct judgement *judged)
{
	return judged[METRIC_FOOTPRINT].state == STATE_GROW ||
	       judged[METRIC_PRIVATE].state == STATE_GROW ||
	       judged[METRIC_REST].state == STATE_GROW;
}

/* Some metric grows: decides by which one, and by what the others do. */
static struct decision decide_growing(const struct judgement *judged, enum private_says says)
{
	enum trend_state footprint = judged[METRIC_FOOTPRINT].state,
			 private = judged[METRIC_PRIVATE].state;

	if (footprint == STATE_GROW && private == STATE_GROW)
		return (struct decision){ VERDICT_LEAK,
			says == PRIVATE_SAYS_NOTHING ? REASON_BOTH_GROW : REASON_PRIVATE_FOLLOWS,
			METRIC_FOOTPRINT };
	if (footprint == STATE_GROW)
		return (struct decision){ VERDICT_SUSPECT,
			private == STATE_ABSENT ? REASON_NO_PRIVATE : REASON_ONLY_RSS,
			METRIC_FOOTPRINT };
	if (private == STATE_GROW)
		return (struct decision){ VERDICT_SUSPECT,
			footprint == STATE_ABSENT ? REASON_NO_RSS : REASON_ONLY_PRIVATE,
			METRIC_PRIVATE };
	return (struct decision){ VERDICT_SUSPECT, REASON_ONLY_FILES, METRIC_REST };
}

/* The floor corresponds to eight rounds of one page each: fewer rounds cannot reach what counts as
 * growth. */
struct judgement verdict_doubt(const struct trend *trend, struct judgement judged)
{
	if (judged.state == STATE_FLAT && trend->n < METHOD_SENSITIVE_ROUNDS) {
		judged.state = STATE_UNSURE;
		judged.reason = REASON_INSENSITIVE;
	}
	return judged;
}

/* The first metric that is unsure; METRICS if there is none. */
static enum metric unsure_metric(const struct judgement *judged)
{
	static const enum metric order[] = { METRIC_FOOTPRINT, METRIC_PRIVATE, METRIC_REST };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (judged[order[i]].state == STATE_UNSURE)
			return order[i];
	return METRICS;
}

static bool is_still(const struct trend *trend, struct judgement judged)
{
	return judged.state == STATE_ABSENT || trend->low >= trend->high;
}

static enum verdict_reason stable_reason(
	const struct evidence *life, const struct judgement *judged, uint32_t flags)
{
	const struct judgement *footprint = &judged[METRIC_FOOTPRINT],
			       *private = &judged[METRIC_PRIVATE];

	if (is_still(&life->trend[METRIC_FOOTPRINT], *footprint) &&
		is_still(&life->trend[METRIC_PRIVATE], *private))
		return REASON_CONSTANT;
	if (footprint->reason == REASON_BELOW_BUDGET || private->reason == REASON_BELOW_BUDGET)
		return REASON_BELOW_BUDGET;
	if (footprint->reason == REASON_BELOW_FLOOR || private->reason == REASON_BELOW_FLOOR)
		return REASON_BELOW_FLOOR;
	if (flags & (bit(FLAG_WARM_UP) | bit(FLAG_CACHE_FILLED) | bit(FLAG_STEP)))
		return REASON_STOPPED;
	if (flags & (bit(FLAG_SAWTOOTH) | bit(FLAG_PERIODIC)) ||
		footprint->reason == REASON_RETURNS || private->reason == REASON_RETURNS)
		return REASON_RETURNS;
	return REASON_NO_GROWTH;
}

/* Nothing grows and nothing is unsure: stable, if growth beyond the budget would have been seen. */
static struct decision decide_level(const struct evidence *life, const struct judgement *judged,
	uint32_t flags, const struct life_verdict *sensitivity, double budget)
{
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT],
			   *private = &life->trend[METRIC_PRIVATE];

	if (budget >= 0.0 && sensitivity->detectable > budget)
		return (struct decision){ VERDICT_INCONCLUSIVE, REASON_INSENSITIVE,
			private->n && private->detectable > footprint->detectable
				? METRIC_PRIVATE
				: METRIC_FOOTPRINT };
	return (struct decision){ VERDICT_STABLE, stable_reason(life, judged, flags),
		footprint->n ? METRIC_FOOTPRINT : METRIC_PRIVATE };
}

/* Takes the larger detectable slope of footprint and private, and the rounds that it needs. */
static struct life_verdict sensitivity_of(const struct evidence *life)
{
	static const enum metric both[] = { METRIC_FOOTPRINT, METRIC_PRIVATE };
	struct life_verdict out = { .detectable = -1.0, .rounds_needed = -1.0 };

	for (size_t i = 0; i < 2; i++)
		if (life->trend[both[i]].has_late) {
			out.detectable = fmax(out.detectable, life->trend[both[i]].detectable);
			out.rounds_needed =
				fmax(out.rounds_needed, life->trend[both[i]].rounds_needed);
		}
	return out;
}

/* The number of rounds that would settle an open verdict. */
static double rounds_to_decide(
	const struct trend *trend, enum verdict_reason reason, double rounds_needed)
{
	if (reason == REASON_DECELERATING || reason == REASON_LATE_BEND)
		return METHOD_LONGER * (double)trend->n;
	if (reason == REASON_ROUNDS || reason == REASON_SHORT)
		return METHOD_SHORT_ROUNDS;
	if (reason == REASON_FEW_CYCLES && trend->floor_count)
		return ceil(METHOD_CYCLES * (double)trend->n / (double)trend->floor_count);
	return rounds_needed;
}

struct life_verdict verdict_life(const struct evidence *life, const struct judgement *judged,
	const struct look *look, enum private_says says, double budget)
{
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT];
	bool measured = footprint->n || life->trend[METRIC_PRIVATE].n;
	bool dead = life->process->trouble & LIFE_DEAD_LEADER;
	struct life_verdict out = sensitivity_of(life);
	enum metric unsure = unsure_metric(judged);
	struct decision decision = { VERDICT_INCONCLUSIVE, REASON_UNMEASURABLE, METRIC_FOOTPRINT };

	if (measured && !(dead && footprint->n < METHOD_LINE_ROUNDS)) {
		if (verdict_any_grows(judged)) {
			decision = decide_growing(judged, says);
		} else if (unsure != METRICS) {
			decision.reason = (enum verdict_reason)judged[unsure].reason;
			decision.by = unsure;
			out.rounds_needed = rounds_to_decide(
				&life->trend[unsure], decision.reason, out.rounds_needed);
		} else if (!dead) { /* nobody knows what it did after its main thread ended */
			decision = decide_level(life, judged, look->flags, &out, budget);
		}
	}
	out.verdict = decision.verdict;
	out.reason = decision.reason;
	out.decided_by = decision.by;
	return out;
}
