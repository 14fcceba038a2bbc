/* verdict_settle.c - growth that the curve of a start-up hides: an exp or a log reaches from the
 * first rounds, which are steep and decide which of them is taken, to the end of the run. */
#include "verdict_settle.h"

#include <math.h>

#include "method.h"
#include "verdict_works.h"

/* The state of one series by itself. What a budget allows is asked later. */
static struct judgement alone(const struct trend *trend, const struct trend_settings *settings)
{
	struct rule_settings rules = { settings->alpha, settings->page, settings->floor, -1.0 };

	return verdict_state(trend, trend->late_p, &rules);
}

/* Steps, drops and waves leave a line straight. */
static bool bends(const struct trend *trend)
{
	for (size_t i = 0; i < trend->nuisance_count; i++)
		switch (trend->nuisance[i].kind) {
		case NUISANCE_RAMP:
		case NUISANCE_EXP:
		case NUISANCE_LOG:
			return true;
		case NUISANCE_STEP:
		case NUISANCE_DROP:
		case NUISANCE_WAVE:
			break;
		}
	return false;
}

/* Without the points that later skips. */
static void fit_later(const struct series *series, const struct trend_settings *later,
	struct trend_work *work, struct trend *out)
{
	if (!trend_fit(series->n, series->x, series->value, later, work, out))
		verdict_works_lack();
}

/* It must be more than what is asked of a series that grows from its first round on. */
static bool grows_in_a_line(const struct trend *rest, const struct trend_settings *settings)
{
	return !bends(rest) &&
	       rest->late * rest->judged_span >= METHOD_SETTLED_FLOORS * settings->floor &&
	       alone(rest, settings).state == STATE_GROW;
}

void verdict_settle(const struct series *series, const struct trend_settings *settings,
	struct trend_work *work, struct trend *trend)
{
	struct trend_settings later = *settings;
	struct trend rest;
	double p;

	later.skip = trend->n / METHOD_START_UP;
	later.covariance = NULL; /* that of the trend stays, if the trend does */
	if (!settings->starts_up || trend->n < METHOD_LONG_ROUNDS || later.skip <= trend->begin ||
		alone(trend, settings).reason != REASON_DECELERATING)
		return;
	fit_later(series, &later, work, &rest);
	rest.late_p = p = fmin(1.0, METHOD_SETTLED_TESTS * rest.late_p);
	if (!grows_in_a_line(&rest, settings))
		return;
	later.covariance = settings->covariance;
	fit_later(series, &later, work, trend);
	trend->late_p = p;
}
