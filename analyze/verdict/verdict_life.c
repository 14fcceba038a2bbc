/* verdict_life.c - the table: from the states of a life's metrics to its verdict and the reason. */
#include "verdict_rules.h"

#include <math.h>

static uint32_t bit(enum verdict_flag flag)
{
	return 1u << flag;
}

static void decide(struct finding *finding, enum verdict_kind verdict, enum verdict_reason reason,
	enum metric by)
{
	finding->verdict = verdict;
	finding->reason = reason;
	finding->decided_by = by;
}

/* Some metric grows: which, and what the others do. */
static bool decide_growing(struct finding *finding, enum private_says says)
{
	enum trend_state footprint = finding->trend[METRIC_FOOTPRINT].state,
			 private = finding->trend[METRIC_PRIVATE].state;

	if (footprint == STATE_GROW && private == STATE_GROW)
		decide(finding, VERDICT_LEAK,
			says == PRIVATE_SAYS_NOTHING ? REASON_BOTH_GROW : REASON_PRIVATE_FOLLOWS,
			METRIC_FOOTPRINT);
	else if (footprint == STATE_GROW)
		decide(finding, VERDICT_SUSPECT,
			private == STATE_ABSENT ? REASON_NO_PRIVATE : REASON_ONLY_RSS,
			METRIC_FOOTPRINT);
	else if (private == STATE_GROW)
		decide(finding, VERDICT_SUSPECT,
			footprint == STATE_ABSENT ? REASON_NO_RSS : REASON_ONLY_PRIVATE,
			METRIC_PRIVATE);
	else if (finding->trend[METRIC_REST].state == STATE_GROW)
		decide(finding, VERDICT_SUSPECT, REASON_ONLY_FILES, METRIC_REST);
	else
		return false;
	return true;
}

/* Eight rounds of a page each make the floor: in fewer, what counts as growth cannot have been
 * reached. */
static void doubt_few_rounds(struct trend *trend)
{
	if (trend->state == STATE_FLAT && trend->n < 8) {
		trend->state = STATE_UNSURE;
		trend->reason = REASON_INSENSITIVE;
	}
}

static bool decide_unsure(struct finding *finding)
{
	static const enum metric order[] = { METRIC_FOOTPRINT, METRIC_PRIVATE, METRIC_REST };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const struct trend *trend = &finding->trend[order[i]];

		if (trend->state == STATE_UNSURE) {
			decide(finding, VERDICT_INCONCLUSIVE, (enum verdict_reason)trend->reason,
				order[i]);
			return true;
		}
	}
	return false;
}

static bool still(const struct trend *trend)
{
	return trend->state == STATE_ABSENT || trend->low >= trend->high;
}

static enum verdict_reason stable_reason(const struct finding *finding)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT],
			   *private = &finding->trend[METRIC_PRIVATE];

	if (still(footprint) && still(private))
		return REASON_CONSTANT;
	if (footprint->reason == REASON_BELOW_BUDGET || private->reason == REASON_BELOW_BUDGET)
		return REASON_BELOW_BUDGET;
	if (footprint->reason == REASON_BELOW_FLOOR || private->reason == REASON_BELOW_FLOOR)
		return REASON_BELOW_FLOOR;
	if (finding->flags & (bit(FLAG_WARM_UP) | bit(FLAG_CACHE_FILLED) | bit(FLAG_STEP)))
		return REASON_STOPPED;
	if (finding->flags & (bit(FLAG_SAWTOOTH) | bit(FLAG_PERIODIC)) ||
		footprint->reason == REASON_RETURNS || private->reason == REASON_RETURNS)
		return REASON_RETURNS;
	return REASON_NO_GROWTH;
}

/* The greater of footprint and private, and as many rounds as that needs. */
static void set_sensitivity(struct finding *finding)
{
	static const enum metric both[] = { METRIC_FOOTPRINT, METRIC_PRIVATE };

	finding->detectable = finding->rounds_needed = -1.0;
	for (size_t i = 0; i < 2; i++)
		if (finding->trend[both[i]].has_late) {
			finding->detectable =
				fmax(finding->detectable, finding->trend[both[i]].detectable);
			finding->rounds_needed =
				fmax(finding->rounds_needed, finding->trend[both[i]].rounds_needed);
		}
}

/* Rounds that would decide what is not decided. */
static void set_rounds(struct finding *finding)
{
	const struct trend *trend = &finding->trend[finding->decided_by];

	if (finding->reason == REASON_DECELERATING || finding->reason == REASON_LATE_BEND)
		finding->rounds_needed = 2.0 * (double)trend->n;
	else if (finding->reason == REASON_ROUNDS || finding->reason == REASON_SHORT)
		finding->rounds_needed = VERDICT_SHORT;
	else if (finding->reason == REASON_FEW_CYCLES && trend->floor_count)
		finding->rounds_needed =
			ceil(VERDICT_CYCLES * (double)trend->n / (double)trend->floor_count);
}

void verdict_set_life(
	struct finding *finding, const struct rule_settings *rules, enum private_says says)
{
	struct trend *footprint = &finding->trend[METRIC_FOOTPRINT],
		     *private = &finding->trend[METRIC_PRIVATE];
	bool measured = footprint->n || private->n;

	set_sensitivity(finding);
	if (!measured ||
		(finding->process->trouble & LIFE_DEAD_LEADER && footprint->n < VERDICT_ROUNDS)) {
		decide(finding, VERDICT_INCONCLUSIVE, REASON_UNMEASURABLE, METRIC_FOOTPRINT);
		return;
	}
	if (says != PRIVATE_SAYS_NOTHING)
		finding->flags |=
			bit(says == PRIVATE_SILENT ? FLAG_PRIVATE_SILENT : FLAG_QUANTISED);
	if (finding->trend[METRIC_REST].state == STATE_GROW)
		finding->flags |= bit(FLAG_FILE_PAGES);
	if (decide_growing(finding, says))
		return;
	doubt_few_rounds(footprint);
	doubt_few_rounds(private);
	if (decide_unsure(finding)) {
		set_rounds(finding);
		return;
	}
	/* what it did since its main thread ended nobody knows */
	if (finding->process->trouble & LIFE_DEAD_LEADER) {
		decide(finding, VERDICT_INCONCLUSIVE, REASON_UNMEASURABLE, METRIC_FOOTPRINT);
		return;
	}
	decide(finding, VERDICT_STABLE, stable_reason(finding),
		footprint->n ? METRIC_FOOTPRINT : METRIC_PRIVATE);
	if (rules->budget >= 0.0 && finding->detectable > rules->budget)
		decide(finding, VERDICT_INCONCLUSIVE, REASON_INSENSITIVE,
			private->n && private->detectable > footprint->detectable
				? METRIC_PRIVATE
				: METRIC_FOOTPRINT);
}
