/* axis.h - the range of an axis, and the round numbers at its ticks. */
#ifndef LEAKLINE_AXIS_H
#define LEAKLINE_AXIS_H

#include <stdbool.h>

/* A range that contains all values that were added. Initialize with axis_empty. */
struct axis {
	double low, high;
	bool any;
};

extern const struct axis axis_empty;

/* Extends the range to value; ignores a value that is not finite. */
void axis_add(struct axis *axis, double value);

/* Widens the range to at least so much, then adds 6 % of it at each end. */
void axis_widen(struct axis *axis, double least);

/* The smallest height of a memory axis, KiB: at least the range of its values, 5 % of their mean,
 * and 256 KiB, so that page noise looks like noise. */
double axis_height(const struct axis *axis);

/* The same for memory that grows for certain: it is no noise, however large the process is, and has
 * the range of its values, and 256 KiB at least. */
double axis_height_of_growth(const struct axis *axis);

/* The step (1, 2 or 5 times a power of ten) that makes about count ticks. */
double axis_step(double span, int count);

/* The same for round numbers: at least 1. */
double axis_round_step(double span, int count);

/* The number of decimals that such a step needs. */
int axis_digits(double step);

#endif
