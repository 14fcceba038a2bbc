/* walk.c - may a rise be that of a walk without an aim? */
#include "walk.h"

#include <math.h>

#include "method.h"
#include "ols.h"

/* Von Neumann's ratio of what is left of n points after their line, times n: of a walk it stays as
 * it is in longer runs, of noise about a line it grows with n. */
static bool wanders(size_t n, const double *x, const double *y)
{
	double steps = 0.0, squares = 0.0, before = 0.0;
	struct ols_line line;

	ols_fit(n, x, y, &line);
	for (size_t i = 0; i < n; i++) {
		double rest = y[i] - line.y_mean - line.slope * (x[i] - line.x_mean);

		steps += i ? (rest - before) * (rest - before) : 0.0;
		squares += rest * rest;
		before = rest;
	}
	return (double)n * steps < METHOD_WALK_RATIO * squares;
}

/* The paces of equal parts of a walk are independent, whatever its neighbouring steps have in
 * common: Student's t of their mean (Ibragimov & Mueller 2010). */
static bool has_aim(size_t n, const double *x, const double *y)
{
	double pace[METHOD_WALK_PARTS], mean = 0.0, squares = 0.0;

	for (size_t k = 0; k < METHOD_WALK_PARTS; k++) {
		size_t from = k * (n - 1) / METHOD_WALK_PARTS,
		       to = (k + 1) * (n - 1) / METHOD_WALK_PARTS;

		pace[k] = (y[to] - y[from]) / (x[to] - x[from]);
		mean += pace[k] / METHOD_WALK_PARTS;
	}
	for (size_t k = 0; k < METHOD_WALK_PARTS; k++)
		squares += (pace[k] - mean) * (pace[k] - mean);
	return mean > METHOD_WALK_T * sqrt(squares / (METHOD_WALK_PARTS - 1) / METHOD_WALK_PARTS);
}

/* What has no aim goes nearly as far down as up. What only comes is no walk, however unevenly. */
static bool falls(size_t n, const double *y)
{
	double up = 0.0, down = 0.0;

	for (size_t i = 1; i < n; i++) {
		up += fmax(y[i] - y[i - 1], 0.0);
		down += fmax(y[i - 1] - y[i], 0.0);
	}
	return down >= METHOD_WALK_FALLS * up;
}

bool walk_explains(size_t n, const double *x, const double *y)
{
	size_t from = n / METHOD_START_UP;

	if (n < METHOD_SHORT_ROUNDS)
		return false;
	n -= from;
	x += from;
	y += from;
	return falls(n, y) && wanders(n, x, y) && !has_aim(n, x, y);
}
