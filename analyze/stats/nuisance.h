/* nuisance.h - other explanations of a series besides a line: their columns and grids. */
#ifndef LEAKLINE_NUISANCE_H
#define LEAKLINE_NUISANCE_H

#include <stddef.h>

#include "method.h"
#include "trend.h"

#define NUISANCE_TURN 6.283185307179586476925286766559 /* 2 pi: one cycle of a wave */

enum {
	NUISANCE_CURVES = METHOD_RAMPS + METHOD_EXPS + METHOD_LOGS,
	NUISANCE_WAVES = 47 + 121 /* by METHOD_WAVE_STEP, then by METHOD_WAVE_WIDE_STEP */
};

/* The number of its columns: 2 for a wave, else 1. */
size_t nuisance_width(enum nuisance_kind kind);

/*
 * Fills its columns at the n points x, starting at x_first and spanning span: n numbers in column,
 * for a wave sine and then cosine, 2 * n.
 */
void nuisance_column(const struct nuisance *nuisance, double x_first, double span, size_t n,
	const double *x, double *column);

/* Writes the candidates that do not depend on single points (ramp, exp, log) into list,
 * NUISANCE_CURVES of them. */
void nuisance_curves(struct nuisance *list);

/* Writes waves for a series of n points into list (at most NUISANCE_WAVES); returns their number.
 */
size_t nuisance_waves(size_t n, struct nuisance *list);

#endif
