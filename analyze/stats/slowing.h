/* slowing.h - does a growth get slower: do the steps from reading to reading shrink? */
#ifndef LEAKLINE_SLOWING_H
#define LEAKLINE_SLOWING_H

#include <stdbool.h>
#include <stddef.h>

/* How fast a series grows, in units of y per unit of x, behind its start-up. */
struct slowing {
	bool shrinks; /* surely, over the whole: it slows down, or has stopped */
	bool slows;   /* and still over its last half */
	double first; /* mean of its first third of steps */
	double last;  /* and of its last third */
	double error; /* standard error of last */
};

/*
 * The steps of n points y over x, x ascending (docs/method.md 15). In under METHOD_SHORT_ROUNDS
 * points nothing slows, and all numbers are 0. work: 4 * n.
 */
struct slowing slowing_of(size_t n, const double *x, const double *y, double *work);

/*
 * Does a parabola through the n points y over x, behind their start-up, surely bend down
 * (docs/method.md 10)? In under METHOD_SHORT_ROUNDS points it does not. work: 6 * n.
 */
bool slowing_bends(size_t n, const double *x, const double *y, double *work);

/* The standard errors by which the best of so many parts (at least 1) must go on, so that chance
 * makes none of them do so. */
double slowing_errors(size_t parts);

#endif
