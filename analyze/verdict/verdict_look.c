/* verdict_look.c - describes a life: shape, flags, warm-up. The description decides nothing. */
#include "verdict_rules.h"

#include <math.h>

#include "method.h"

static uint32_t bit(enum verdict_flag flag)
{
	return 1u << flag;
}

/* The flags that stand for a nuisance of the fit. */
static uint32_t nuisance_flags(
	const struct trend *trend, const struct nuisance *nuisance, bool grows)
{
	bool early = nuisance->parameter < METHOD_EARLY;

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
		return !early ? 0 : bit(FLAG_WARM_UP) | (grows ? 0 : bit(FLAG_CACHE_FILLED));
	return trend->late + nuisance->coefficient < METHOD_LATE_START * trend->late
		       ? bit(FLAG_LATE_START)
		       : 0;
}

static uint32_t trend_flags(const struct trend *trend, struct judgement judged)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < trend->nuisance_count; i++)
		flags |= nuisance_flags(trend, &trend->nuisance[i], judged.state == STATE_GROW);
	if (trend->begin)
		flags |= bit(trend->skipped ? FLAG_WARM_UP : FLAG_DROP);
	if (trend->large_falls >= METHOD_SAWTOOTH_FALLS)
		flags |= bit(FLAG_SAWTOOTH);
	if (trend->n && trend->n < METHOD_SHORT_ROUNDS)
		flags |= bit(FLAG_SHORT);
	if (judged.state == STATE_UNSURE) {
		flags |= judged.reason == REASON_DECELERATING ? bit(FLAG_DECELERATING) : 0;
		flags |= judged.reason == REASON_LATE_BEND ? bit(FLAG_LATE_BEND) : 0;
		flags |= judged.reason == REASON_NEAR_MISS ? bit(FLAG_NEAR_MISS) : 0;
		flags |= judged.reason == REASON_FEW_CYCLES ? bit(FLAG_FEW_CYCLES) : 0;
	}
	return flags;
}

/* The flags for how the life was measured, and for the life itself. */
static uint32_t life_flags(const struct evidence *life, double floor)
{
	const struct process *process = life->process;
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT],
			   *swap = &life->trend[METRIC_SWAP];
	bool status = footprint->n && process->value[METRIC_FOOTPRINT].source == KIND_STATUS;
	uint32_t flags = 0;

	if (swap->n && swap->high - swap->low > floor)
		flags |= bit(FLAG_SWAP);
	if (process->lives > 1)
		flags |= bit(FLAG_RESTARTED);
	if (process->rounds && process->last_round - process->first_round + 1 > process->rounds)
		flags |= bit(FLAG_GAPS);
	if (!footprint->n != !life->trend[METRIC_PRIVATE].n)
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
	if (trend->late > METHOD_ACCELERATING * trend->judged_slope)
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
				trend->nuisance[i].parameter > METHOD_BEND_PART)
				return trend->nuisance[i].coefficient < 0.0 ? SHAPE_LATE_START
									    : SHAPE_FILLING;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (flags & bit(rows[i].flag))
			return rows[i].shape;
	return trend->judged_growth <= -floor ? SHAPE_FALLING : SHAPE_FLAT;
}

static enum shape shape_of(const struct trend *trend, struct judgement judged, double floor)
{
	uint32_t flags = trend_flags(trend, judged);

	if (trend->limit != TREND_WHOLE)
		return SHAPE_UNKNOWN;
	if (trend->low >= trend->high)
		return SHAPE_CONSTANT;
	return judged.state == STATE_GROW ? growing_shape(trend, flags)
					  : level_shape(trend, flags, floor);
}

/* The x up to which a nuisance explains growth that ends; x_first of the judged points if it
 * explains none. */
static double warm_until(const struct trend *trend, const struct nuisance *nuisance)
{
	double share = 0.0;

	if (nuisance->kind == NUISANCE_RAMP && nuisance->coefficient > 0.0)
		share = nuisance->parameter;
	else if (nuisance->kind == NUISANCE_EXP && nuisance->coefficient < 0.0)
		share = METHOD_WARM_TIMES * nuisance->parameter;
	return share < METHOD_EARLY ? trend->judged_x + share * trend->judged_span
				    : trend->judged_x;
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

struct look verdict_look(const struct evidence *life, const struct judgement *judged,
	enum private_says says, double floor)
{
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT],
			   *private = &life->trend[METRIC_PRIVATE];
	bool by_private = judged[METRIC_PRIVATE].state == STATE_GROW &&
			  judged[METRIC_FOOTPRINT].state != STATE_GROW;
	enum metric shown = !footprint->n || by_private ? METRIC_PRIVATE : METRIC_FOOTPRINT;
	struct look look = { .flags = trend_flags(footprint, judged[METRIC_FOOTPRINT]) |
				      trend_flags(private, judged[METRIC_PRIVATE]) |
				      life_flags(life, floor) };

	if (says != PRIVATE_SAYS_NOTHING)
		look.flags |= bit(says == PRIVATE_SILENT ? FLAG_PRIVATE_SILENT : FLAG_QUANTISED);
	if (judged[METRIC_REST].state == STATE_GROW)
		look.flags |= bit(FLAG_FILE_PAGES);
	look.shape = shape_of(&life->trend[shown], judged[shown], floor);
	look.warm_up_rounds = warm_up_of(&life->process->value[shown], &life->trend[shown]);
	return look;
}
