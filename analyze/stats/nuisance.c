/* nuisance.c - what else could explain a series beside a line: columns and grids of the
 * explanations. */
#include "nuisance.h"

#include <math.h>

static const double TURN = 6.283185307179586476925286766559;

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
	return sin(TURN * parameter * u / span);
}

void nuisance_column(const struct nuisance *nuisance, double x_first, double span, size_t n,
	const double *x, double *column)
{
	for (size_t i = 0; i < n; i++)
		column[i] = value_at(nuisance, x[i], x_first, span);
	if (nuisance->kind != NUISANCE_WAVE)
		return;
	for (size_t i = 0; i < n; i++)
		column[n + i] = cos(TURN * nuisance->parameter * (x[i] - x_first) / span);
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
	for (size_t i = 0; i < 44; i++)
		*list++ = (struct nuisance){ NUISANCE_RAMP, 0.06 + 0.02 * (double)i, 0, 0 };
	list = geometric(NUISANCE_EXP, 1.0 / 60.0, 0.7, 26, list);
	geometric(NUISANCE_LOG, 1.0 / 600.0, 1.0 / 8.0, 14, list);
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
	double top = fmin((double)n / 3.0, 60.0); /* at least three points a cycle */
	size_t count = waves(2.8, fmin(top, 12.0), 0.2, list);

	return count + waves(12.0, top, 0.4, list + count);
}
