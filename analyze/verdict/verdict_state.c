/* verdict_state.c - does a metric grow: the bounds that turn a trend into a state. */
#include "verdict_rules.h"

#include <math.h>
#include <string.h>

#include "method.h"

const struct series *verdict_leading(const struct process *process)
{
	return &process->value[process->value[METRIC_FOOTPRINT].n ? METRIC_FOOTPRINT
								  : METRIC_PRIVATE];
}

bool verdict_same_series(const struct series *a, const struct series *b)
{
	return a->n == b->n && a->n && a->x == b->x && a->grain <= b->grain &&
	       a->grain >= b->grain &&
	       (a->value == b->value || !memcmp(a->value, b->value, a->n * sizeof *a->value));
}

struct series verdict_judged_series(const struct series *series, double skip_x)
{
	struct series judged = *series;

	while (judged.n && judged.x[0] < skip_x) {
		judged.n--;
		judged.x++;
		judged.value++;
		judged.at++;
	}
	return judged;
}

double verdict_floor(double page_kib, double grain)
{
	return fmax(METHOD_FLOOR_PAGES * page_kib,
		grain > page_kib ? METHOD_FLOOR_GRAINS * grain : 0.0);
}

static bool has_nuisance(const struct trend *trend, enum nuisance_kind kind)
{
	for (size_t i = 0; i < trend->nuisance_count; i++)
		if (trend->nuisance[i].kind == kind)
			return true;
	return false;
}

/* The practical tests: the growth matters both in total and at the end. */
static bool matters(const struct trend *trend, double floor)
{
	return trend->judged_growth >= floor && trend->late * trend->judged_span >= floor;
}

/* Two nuisances of opposite sign can leave a late slope that no round shows: at least half of it
 * must be visible. */
static bool is_seen(const struct trend *trend)
{
	double slope = fmin(trend->late, trend->judged_slope);

	return trend->judged_n < METHOD_SHORT_ROUNDS ||
	       trend->seen >= METHOD_SEEN_PART * slope * trend->judged_span / 3;
}

/*
 * Is the slope at the end a fair share of the whole growth, or of the growth after start-up? If it
 * is a small part of the whole, a cache or heap that settles is the other explanation, so the
 * evidence must be stronger. A short run cannot tell either from noise: there the plain line must
 * show a fair share of the slope at the end, too.
 */
static bool has_fair_share(const struct trend *trend, double p_adjusted, double alpha)
{
	double late = trend->late, mean = trend->judged_slope;

	if (trend->judged_n < METHOD_SHORT_ROUNDS)
		return fmin(late, mean) >= METHOD_LATE_SHARE_SHORT * fmax(late, mean);
	return trend->late >= METHOD_LATE_SHARE * trend->judged_slope ||
	       (trend->late >= METHOD_LATE_SHARE * trend->settled_slope &&
		       p_adjusted < alpha * alpha);
}

static bool grows(const struct trend *trend, double p_adjusted, const struct rule_settings *rules)
{
	bool spread = trend->growth_events >= METHOD_GROWTH_EVENTS ||
		      (trend->rho < METHOD_RHO_SMOOTH && !has_nuisance(trend, NUISANCE_STEP));

	return p_adjusted < rules->alpha && matters(trend, rules->floor) &&
	       has_fair_share(trend, p_adjusted, rules->alpha) && spread && is_seen(trend) &&
	       !trend->late_bend;
}

/* What was set aside can leave a slope that rises where the last third of the series falls, by its
 * own interval: a trend that printed its rate would say that it "grows by -16 KiB". */
static bool falls_at_the_end(const struct trend *trend)
{
	return trend->rate_high < 0.0;
}

bool verdict_floors_rise(const struct trend *trend, double floor)
{
	return trend->floor_count >= 2 &&
	       trend->floor_last - trend->floor_first >=
		       fmax(floor, METHOD_FLOORS_RISE * trend->floor_threshold);
}

/* A state with its reason. */
struct answer {
	enum trend_state state;
	int reason;
};

static struct answer simply(enum trend_state state)
{
	return (struct answer){ state, -1 };
}

static struct answer because(enum trend_state state, enum verdict_reason reason)
{
	return (struct answer){ state, (int)reason };
}

/* The trend would count as growth, but its end or collections may contradict it, and the budget may
 * allow it. */
static struct answer when_growing(const struct trend *trend, const struct rule_settings *rules)
{
	if (falls_at_the_end(trend))
		return because(STATE_UNSURE, REASON_LATE_BEND);
	if (trend->floor_count && !verdict_floors_rise(trend, rules->floor))
		return trend->floor_count < METHOD_CYCLES ? because(STATE_UNSURE, REASON_FEW_CYCLES)
							  : because(STATE_FLAT, REASON_RETURNS);
	if (rules->budget >= 0.0 && trend->late_high < rules->budget)
		return because(STATE_FLAT, REASON_BELOW_BUDGET);
	return simply(STATE_GROW);
}

/* It slows down, but has not ended. */
static bool decelerates(const struct trend *trend, double floor)
{
	bool slows = has_nuisance(trend, NUISANCE_EXP) || has_nuisance(trend, NUISANCE_LOG);

	return slows && trend->judged_growth >= floor &&
	       trend->rise_last_third >=
		       fmax(fmax(floor, METHOD_SLOWING_PART * trend->judged_growth),
			       METHOD_SLOWING_NOISE * trend->noise);
}

static bool is_short_but_rises(const struct trend *trend, double floor)
{
	return trend->judged_n < METHOD_MODEL_ROUNDS && trend->judged_growth >= floor &&
	       trend->growth_events_all >= METHOD_SHORT_EVENTS && trend->late_p < METHOD_SHORT_P;
}

static bool nearly_grows(const struct trend *trend, double floor)
{
	return trend->judged_n >= METHOD_MODEL_ROUNDS && trend->late_p < METHOD_NEAR_P &&
	       matters(trend, floor) && trend->late >= METHOD_LATE_SHARE * trend->judged_slope &&
	       trend->growth_events >= METHOD_NEAR_EVENTS;
}

/* No growth: flat, unless there is a doubt. */
static struct answer when_level(
	const struct trend *trend, double p_adjusted, const struct rule_settings *rules)
{
	double floor = rules->floor;

	/* it slowed down until its start-up was left out, and does not grow without it either */
	if (trend->skipped || decelerates(trend, floor))
		return because(STATE_UNSURE, REASON_DECELERATING);
	if (trend->late_bend &&
		trend->rise_from_low >= fmax(floor, METHOD_BEND_NOISE * trend->noise))
		return because(STATE_UNSURE, REASON_LATE_BEND);
	if (trend->floor_count < METHOD_CYCLES && verdict_floors_rise(trend, floor))
		return because(STATE_UNSURE, REASON_FEW_CYCLES);
	if (is_short_but_rises(trend, floor))
		return because(STATE_UNSURE, REASON_SHORT);
	if (nearly_grows(trend, floor))
		return because(STATE_UNSURE, REASON_NEAR_MISS);
	if (p_adjusted < rules->alpha && !matters(trend, floor))
		return because(STATE_FLAT, REASON_BELOW_FLOOR);
	return simply(STATE_FLAT);
}

static struct answer answer_of(
	const struct trend *trend, double p_adjusted, const struct rule_settings *rules)
{
	switch (trend->limit) {
	case TREND_ABSENT:
		return simply(STATE_ABSENT);
	case TREND_TOO_FEW:
		return because(STATE_UNSURE, REASON_ROUNDS);
	case TREND_CONSTANT_X:
	case TREND_NOT_FINITE:
		return because(STATE_UNSURE, REASON_UNMEASURABLE);
	case TREND_WHOLE:
		break;
	}
	if (trend->constant)
		return because(STATE_FLAT, REASON_CONSTANT);
	if (!trend->has_late)
		return because(STATE_UNSURE, REASON_UNMEASURABLE);
	return grows(trend, p_adjusted, rules) ? when_growing(trend, rules)
					       : when_level(trend, p_adjusted, rules);
}

struct judgement verdict_state(
	const struct trend *trend, double p_adjusted, const struct rule_settings *rules)
{
	struct answer answer = answer_of(trend, p_adjusted, rules);

	return (struct judgement){ answer.state, answer.reason, trend->late_p, p_adjusted };
}
