/* nuisance.h - what else could explain a series beside a line: columns and grids of the
 * explanations. */
#ifndef LEAKLINE_NUISANCE_H
#define LEAKLINE_NUISANCE_H

#include <stddef.h>

#include "method.h"
#include "trend.h"

enum {
	NUISANCE_CURVES = METHOD_RAMPS + METHOD_EXPS + METHOD_LOGS,
	NUISANCE_WAVES = 47 + 121 /* by METHOD_WAVE_STEP, then by METHOD_WAVE_WIDE_STEP */
};

/* How many columns it has: 2 for a wave, else 1. */
size_t nuisance_width(enum nuisance_kind kind);

/*
 * Its columns at the n points x, of which x_first is the first and span the length: n numbers into
 * column, for a wave sine and then cosine, 2 * n.
 */
void nuisance_column(const struct nuisance *nuisance, double x_first, double span, size_t n,
	const double *x, double *column);

/* The candidates that do not depend on single points (ramp, exp, log) into list, NUISANCE_CURVES of
 * them. */
void nuisance_curves(struct nuisance *list);

/* Waves for a series of n points into list (at most NUISANCE_WAVES); gives how many. */
size_t nuisance_waves(size_t n, struct nuisance *list);

#endif
