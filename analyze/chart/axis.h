/* axis.h - the range of an axis, and the round numbers that stand on it. */
#ifndef LEAKLINE_AXIS_H
#define LEAKLINE_AXIS_H

#include <stdbool.h>

/* A range that contains all that was added. Begin with axis_empty. */
struct axis {
	double low, high;
	bool any;
};

extern const struct axis axis_empty;

/* Takes a value in; one that is not finite is passed over. */
void axis_add(struct axis *axis, double value);

/* At least that wide; then 6 % of room at both ends. */
void axis_widen(struct axis *axis, double least);

/* The least height of an axis of memory, KiB: no less than its values need, nor than 5 % of their
 * mean, nor than 256 KiB, so that page noise stays noise. */
double axis_height(const struct axis *axis);

/* A step of 1, 2 or 5 times a power of ten that makes about count ticks. */
double axis_step(double span, int count);

/* The same of round numbers: never less than 1. */
double axis_round_step(double span, int count);

/* Digits behind the point that such a step needs. */
int axis_digits(double step);

#endif
