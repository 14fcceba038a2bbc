/* verdict_state.c - does a metric grow: the bounds that turn a trend into a state. */
#include "verdict_rules.h"

#include <math.h>

enum { FLOOR_PAGES = 8 };

const double VERDICT_LATE_SHARE = 0.15;

/* In a short run the growth at its end must be most of it. */
static const double LATE_SHARE_SHORT = 0.5;
/* Growth in one or two goes is no leak... */
static const double EVENTS_LEAST = 3.0, EVENTS_NEAR = 2.0;
/* ... unless hardly correlated residuals are left: no steps can hide in them. */
static const double RHO_SMOOTH = 0.5;
/* A late slope this significant, unadjusted, that fails only by its spread is not called stable. */
static const double NEAR = 0.002;

double verdict_floor(double page_kib, double grain)
{
	return fmax(FLOOR_PAGES * page_kib, grain > page_kib ? 2.0 * grain : 0.0);
}

static bool has_nuisance(const struct trend *trend, enum nuisance_kind kind)
{
	for (size_t i = 0; i < trend->nuisance_count; i++)
		if (trend->nuisance[i].kind == kind)
			return true;
	return false;
}

/* The practical tests: as much as matters, in all and at the end. */
static bool matters(const struct trend *trend, double floor)
{
	return trend->judged_growth >= floor && trend->late * trend->judged_span >= floor;
}

/* Two nuisances of opposite sign can leave a late slope that no round shows: half of it must be
 * seen. */
static bool is_seen(const struct trend *trend)
{
	double slope = fmin(trend->late, trend->judged_slope);

	return trend->judged_n < VERDICT_SHORT ||
	       trend->seen >= 0.5 * slope * trend->judged_span / 3.0;
}

/*
 * What is left at the end is a fair part of all growth; or of that after start-up, but where it is
 * a small part of all, a cache or heap that settles is the other explanation, so more is asked.
 */
static bool has_fair_share(const struct trend *trend, double alpha)
{
	if (trend->judged_n < VERDICT_SHORT)
		return trend->late >= LATE_SHARE_SHORT * trend->judged_slope;
	return trend->late >= VERDICT_LATE_SHARE * trend->judged_slope ||
	       (trend->late >= VERDICT_LATE_SHARE * trend->settled_slope &&
		       trend->p_adjusted < alpha * alpha);
}

static bool grows(const struct trend *trend, const struct rule_settings *rules)
{
	bool spread = trend->growth_events >= EVENTS_LEAST ||
		      (trend->rho < RHO_SMOOTH && !has_nuisance(trend, NUISANCE_STEP));

	return trend->p_adjusted < rules->alpha && matters(trend, rules->floor) &&
	       has_fair_share(trend, rules->alpha) && spread && is_seen(trend) && !trend->late_bend;
}

/* The floors that collections leave rise by a tenth of the range. */
static bool floors_rise(const struct trend *trend, double floor)
{
	return trend->floor_count >= 2 &&
	       trend->floor_last - trend->floor_first >= fmax(floor, 0.25 * trend->floor_threshold);
}

static void set(struct trend *trend, enum trend_state state, int reason)
{
	trend->state = state;
	trend->reason = reason;
}

/* It would grow: collections may say otherwise, and the budget may allow it. */
static void set_growing(struct trend *trend, const struct rule_settings *rules)
{
	if (trend->floor_count && !floors_rise(trend, rules->floor)) {
		if (trend->floor_count < VERDICT_CYCLES)
			set(trend, STATE_UNSURE, REASON_FEW_CYCLES);
		else
			set(trend, STATE_FLAT, REASON_RETURNS);
	} else if (rules->budget >= 0.0 && trend->late_high < rules->budget) {
		set(trend, STATE_FLAT, REASON_BELOW_BUDGET);
	} else {
		set(trend, STATE_GROW, -1);
	}
}

/* It does not grow: flat, unless something forbids to say so. */
static void set_level(struct trend *trend, const struct rule_settings *rules)
{
	double floor = rules->floor;
	bool slows = has_nuisance(trend, NUISANCE_EXP) || has_nuisance(trend, NUISANCE_LOG);

	if (slows && trend->judged_growth >= floor &&
		trend->rise_last_third >=
			fmax(fmax(floor, 0.05 * trend->judged_growth), 2.0 * trend->noise))
		set(trend, STATE_UNSURE, REASON_DECELERATING);
	else if (trend->late_bend && trend->rise_from_low >= fmax(floor, 3.0 * trend->noise))
		set(trend, STATE_UNSURE, REASON_LATE_BEND);
	else if (trend->floor_count < VERDICT_CYCLES && floors_rise(trend, floor))
		set(trend, STATE_UNSURE, REASON_FEW_CYCLES);
	else if (trend->judged_n < VERDICT_SHORT_LIFE && trend->judged_growth >= floor &&
		 trend->growth_events_all >= 1.3 && trend->late_p < 0.25)
		set(trend, STATE_UNSURE, REASON_SHORT);
	else if (trend->judged_n >= VERDICT_SHORT_LIFE && trend->late_p < NEAR &&
		 matters(trend, floor) && trend->late >= VERDICT_LATE_SHARE * trend->judged_slope &&
		 trend->growth_events >= EVENTS_NEAR)
		set(trend, STATE_UNSURE, REASON_NEAR_MISS);
	else if (trend->p_adjusted < rules->alpha && !matters(trend, floor))
		set(trend, STATE_FLAT, REASON_BELOW_FLOOR);
	else
		set(trend, STATE_FLAT, -1);
}

void verdict_set_state(struct trend *trend, const struct rule_settings *rules)
{
	switch (trend->limit) {
	case TREND_ABSENT:
		set(trend, STATE_ABSENT, -1);
		return;
	case TREND_TOO_FEW:
		set(trend, STATE_UNSURE, REASON_ROUNDS);
		return;
	case TREND_CONSTANT_X:
	case TREND_NOT_FINITE:
		set(trend, STATE_UNSURE, REASON_UNMEASURABLE);
		return;
	case TREND_WHOLE:
		break;
	}
	if (trend->constant)
		set(trend, STATE_FLAT, REASON_CONSTANT);
	else if (!trend->has_late)
		set(trend, STATE_UNSURE, REASON_UNMEASURABLE);
	else if (grows(trend, rules))
		set_growing(trend, rules);
	else
		set_level(trend, rules);
}
