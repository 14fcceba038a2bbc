/* verdict_shape.c - what a life looks like: shape, flags, warm-up. They describe, and decide
 * nothing. */
#include "verdict_rules.h"

#include <math.h>

static uint32_t bit(enum verdict_flag flag)
{
	return 1u << flag;
}

/* Flags that a nuisance of the fit means. */
static uint32_t nuisance_flags(const struct trend *trend, const struct nuisance *nuisance)
{
	bool early = nuisance->parameter < 0.5;

	switch (nuisance->kind) {
	case NUISANCE_STEP:
		return bit(FLAG_STEP);
	case NUISANCE_DROP:
		return bit(FLAG_DROP);
	case NUISANCE_EXP:
	case NUISANCE_LOG:
		return bit(FLAG_WARM_UP);
	case NUISANCE_WAVE:
		return bit(FLAG_PERIODIC);
	case NUISANCE_RAMP:
		break;
	}
	if (nuisance->coefficient > 0.0)
		return !early ? 0
			      : bit(FLAG_WARM_UP) |
					(trend->state == STATE_GROW ? 0 : bit(FLAG_CACHE_FILLED));
	return trend->late + nuisance->coefficient < 0.25 * trend->late ? bit(FLAG_LATE_START) : 0;
}

static uint32_t trend_flags(const struct trend *trend)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < trend->nuisance_count; i++)
		flags |= nuisance_flags(trend, &trend->nuisance[i]);
	if (trend->begin)
		flags |= bit(FLAG_DROP);
	if (trend->large_falls >= 4)
		flags |= bit(FLAG_SAWTOOTH);
	if (trend->n && trend->n < VERDICT_SHORT)
		flags |= bit(FLAG_SHORT);
	if (trend->state == STATE_UNSURE) {
		flags |= trend->reason == REASON_DECELERATING ? bit(FLAG_DECELERATING) : 0;
		flags |= trend->reason == REASON_LATE_BEND ? bit(FLAG_LATE_BEND) : 0;
		flags |= trend->reason == REASON_NEAR_MISS ? bit(FLAG_NEAR_MISS) : 0;
		flags |= trend->reason == REASON_FEW_CYCLES ? bit(FLAG_FEW_CYCLES) : 0;
	}
	return flags;
}

/* Flags of what was measured, and of the life. */
static uint32_t life_flags(const struct finding *finding, double floor)
{
	const struct process *process = finding->process;
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT],
			   *swap = &finding->trend[METRIC_SWAP];
	bool status = footprint->n && process->value[METRIC_FOOTPRINT].source == KIND_STATUS;
	uint32_t flags = 0;

	if (swap->n && swap->high - swap->low > floor)
		flags |= bit(FLAG_SWAP);
	if (process->lives > 1)
		flags |= bit(FLAG_RESTARTED);
	if (process->rounds && process->last_round - process->first_round + 1 > process->rounds)
		flags |= bit(FLAG_GAPS);
	if (!footprint->n != !finding->trend[METRIC_PRIVATE].n)
		flags |= bit(FLAG_ONE_METRIC);
	if (status && !swap->n)
		flags |= bit(FLAG_NO_SWAP);
	if (status && !process->value[METRIC_ANON].n)
		flags |= bit(FLAG_NO_ANON);
	return flags;
}

static enum shape growing_shape(const struct trend *trend, uint32_t flags)
{
	if (flags & bit(FLAG_LATE_START))
		return SHAPE_LATE_START;
	if (trend->late > 1.5 * trend->judged_slope)
		return SHAPE_ACCELERATING;
	return trend->rises_in_steps ? SHAPE_STEPS : SHAPE_STEADY;
}

static enum shape level_shape(const struct trend *trend, uint32_t flags, double floor)
{
	static const struct {
		enum verdict_flag flag;
		enum shape shape;
	} rows[] = {
		{ FLAG_CACHE_FILLED, SHAPE_FILLING },
		{ FLAG_WARM_UP, SHAPE_WARM_UP },
		{ FLAG_STEP, SHAPE_STEP },
		{ FLAG_SAWTOOTH, SHAPE_SAWTOOTH },
		{ FLAG_PERIODIC, SHAPE_PERIODIC },
	};

	if (flags & bit(FLAG_DECELERATING))
		return SHAPE_DECELERATING;
	if (flags & bit(FLAG_LATE_BEND))
		for (size_t i = 0; i < trend->nuisance_count; i++)
			if (trend->nuisance[i].kind == NUISANCE_RAMP &&
				trend->nuisance[i].parameter > 0.72)
				return trend->nuisance[i].coefficient < 0.0 ? SHAPE_LATE_START
									    : SHAPE_FILLING;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (flags & bit(rows[i].flag))
			return rows[i].shape;
	return trend->judged_growth <= -floor ? SHAPE_FALLING : SHAPE_FLAT;
}

static enum shape shape_of(const struct trend *trend, double floor)
{
	uint32_t flags = trend_flags(trend);

	if (trend->limit != TREND_WHOLE)
		return SHAPE_UNKNOWN;
	if (trend->low >= trend->high)
		return SHAPE_CONSTANT;
	return trend->state == STATE_GROW ? growing_shape(trend, flags)
					  : level_shape(trend, flags, floor);
}

/* Up to which x a nuisance explains growth that ends; x_first of the judged points where it
 * explains none. */
static double warm_until(const struct trend *trend, const struct nuisance *nuisance)
{
	double share = 0.0;

	if (nuisance->kind == NUISANCE_RAMP && nuisance->coefficient > 0.0)
		share = nuisance->parameter;
	else if (nuisance->kind == NUISANCE_EXP && nuisance->coefficient < 0.0)
		share = 3.0 * nuisance->parameter; /* 95 % of the way */
	return share < 0.5 ? trend->judged_x + share * trend->judged_span : trend->judged_x;
}

static size_t warm_up_of(const struct series *series, const struct trend *trend)
{
	double until = trend->judged_x;
	size_t count = 0;

	if (!trend->has_late)
		return 0;
	for (size_t i = 0; i < trend->nuisance_count; i++)
		until = fmax(until, warm_until(trend, &trend->nuisance[i]));
	for (size_t i = 0; i < series->n; i++)
		count += series->x[i] >= trend->x_first && series->x[i] < until;
	return count;
}

void verdict_set_shape(struct finding *finding, const struct rule_settings *rules)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT],
			   *private = &finding->trend[METRIC_PRIVATE];
	enum metric metric = METRIC_FOOTPRINT;

	if (!footprint->n || (private->state == STATE_GROW && footprint->state != STATE_GROW))
		metric = METRIC_PRIVATE;
	finding->flags |=
		trend_flags(footprint) | trend_flags(private) | life_flags(finding, rules->floor);
	finding->shape = shape_of(&finding->trend[metric], rules->floor);
	finding->warm_up_rounds =
		warm_up_of(&finding->process->value[metric], &finding->trend[metric]);
}
