/* walk.c - may a rise be that of a walk without an aim? */
#include "walk.h"

#include <math.h>

#include "method.h"

/* What is left of the n points y over x after their line, into rest. */
static void take_off_line(size_t n, const double *x, const double *y, double *rest)
{
	double mean_x = 0.0, mean_y = 0.0, sxx = 0.0, sxy = 0.0;

	for (size_t i = 0; i < n; i++) {
		mean_x += (x[i] - x[0]) / (double)n;
		mean_y += (y[i] - y[0]) / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		double u = x[i] - x[0] - mean_x;

		sxx += u * u;
		sxy += u * (y[i] - y[0] - mean_y);
	}
	for (size_t i = 0; i < n; i++)
		rest[i] = y[i] - y[0] - mean_y - sxy / sxx * (x[i] - x[0] - mean_x);
}

/* Von Neumann's ratio, times n: of a walk it stays as it is in longer runs, of noise about a line
 * it grows with n. */
static bool wanders(size_t n, const double *rest)
{
	double steps = 0.0, squares = rest[0] * rest[0];

	for (size_t i = 1; i < n; i++) {
		steps += (rest[i] - rest[i - 1]) * (rest[i] - rest[i - 1]);
		squares += rest[i] * rest[i];
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

bool walk_explains(size_t n, const double *x, const double *y, double *work)
{
	size_t from = n / METHOD_START_UP;

	if (n < METHOD_SHORT_ROUNDS)
		return false;
	n -= from;
	take_off_line(n, x + from, y + from, work);
	return falls(n, y + from) && wanders(n, work) && !has_aim(n, x + from, y + from);
}
