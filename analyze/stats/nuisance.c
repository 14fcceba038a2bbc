/* nuisance.c - other explanations of a series besides a line: their columns and grids. */
#include "nuisance.h"

#include <math.h>

#include "method.h"

size_t nuisance_width(enum nuisance_kind kind)
{
	return kind == NUISANCE_WAVE ? 2 : 1;
}

static double value_at(const struct nuisance *nuisance, double x, double x_first, double span)
{
	double u = x - x_first, parameter = nuisance->parameter;

	switch (nuisance->kind) {
	case NUISANCE_STEP:
		return x >= parameter ? 1.0 : 0.0;
	case NUISANCE_DROP:
		return x >= parameter ? -1.0 : 0.0;
	case NUISANCE_RAMP:
		return fmin(u, parameter * span);
	case NUISANCE_EXP:
		return exp(-u / (parameter * span)) * span;
	case NUISANCE_LOG:
		return log1p(u / (parameter * span)) * span;
	case NUISANCE_WAVE:
		break;
	}
	return sin(NUISANCE_TURN * parameter * u / span);
}

void nuisance_column(const struct nuisance *nuisance, double x_first, double span, size_t n,
	const double *x, double *column)
{
	for (size_t i = 0; i < n; i++)
		column[i] = value_at(nuisance, x[i], x_first, span);
	if (nuisance->kind != NUISANCE_WAVE)
		return;
	for (size_t i = 0; i < n; i++)
		column[n + i] = cos(NUISANCE_TURN * nuisance->parameter * (x[i] - x_first) / span);
}

/* count values in equal ratios from low to high */
static struct nuisance *geometric(
	enum nuisance_kind kind, double low, double high, size_t count, struct nuisance *list)
{
	for (size_t i = 0; i < count; i++)
		*list++ = (struct nuisance){ kind,
			low * pow(high / low, (double)i / (double)(count - 1)), 0, 0 };
	return list;
}

void nuisance_curves(struct nuisance *list)
{
	for (size_t i = 0; i < METHOD_RAMPS; i++)
		*list++ = (struct nuisance){ NUISANCE_RAMP,
			METHOD_RAMP_FIRST + METHOD_RAMP_STEP * (double)i, 0, 0 };
	list = geometric(NUISANCE_EXP, METHOD_EXP_SHORTEST, METHOD_EXP_LONGEST, METHOD_EXPS, list);
	geometric(NUISANCE_LOG, METHOD_LOG_SHORTEST, METHOD_LOG_LONGEST, METHOD_LOGS, list);
}

/* from, from + step ... below end */
static size_t waves(double from, double end, double step, struct nuisance *list)
{
	size_t count = end > from ? (size_t)ceil((end - from) / step) : 0;

	for (size_t i = 0; i < count; i++)
		list[i] = (struct nuisance){ NUISANCE_WAVE, from + step * (double)i, 0, 0 };
	return count;
}

size_t nuisance_waves(size_t n, struct nuisance *list)
{
	double top = fmin((double)n / METHOD_WAVE_POINTS, METHOD_WAVE_MOST);
	size_t count =
		waves(METHOD_WAVE_FIRST, fmin(top, METHOD_WAVE_WIDE), METHOD_WAVE_STEP, list);

	return count + waves(METHOD_WAVE_WIDE, top, METHOD_WAVE_WIDE_STEP, list + count);
}
