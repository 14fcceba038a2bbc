/* axis.c - the range of an axis, and the round numbers at its ticks. */
#include "axis.h"

#include <math.h>

enum { LEAST_KIB = 256 };

/* The smallest height of an axis, as a share of its mean; the free space at both ends together. */
static const double LEAST_SHARE = 0.05, ROOM = 0.12;

const struct axis axis_empty = { 0, 0, false };

void axis_add(struct axis *axis, double value)
{
	if (!isfinite(value))
		return;
	if (!axis->any || value < axis->low)
		axis->low = value;
	if (!axis->any || value > axis->high)
		axis->high = value;
	axis->any = true;
}

void axis_widen(struct axis *axis, double least)
{
	double span = fmax(axis->high - axis->low, least), middle = (axis->low + axis->high) / 2;

	span *= 1 + ROOM;
	axis->low = middle - span / 2;
	axis->high = middle + span / 2;
}

double axis_height_of_growth(const struct axis *axis)
{
	return fmax(axis->high - axis->low, LEAST_KIB);
}

double axis_height(const struct axis *axis)
{
	return fmax(axis_height_of_growth(axis), LEAST_SHARE * (axis->high + axis->low) / 2);
}

double axis_step(double span, int count)
{
	double raw = span / count, power = pow(10, floor(log10(raw)));

	if (!(span > 0))
		return 1;
	return raw / power < 1.5   ? power
	       : raw / power < 3.5 ? 2 * power
	       : raw / power < 7.5 ? 5 * power
				   : 10 * power;
}

double axis_round_step(double span, int count)
{
	return fmax(1, axis_step(span, count));
}

int axis_digits(double step)
{
	int digits = (int)-floor(log10(step) + 1e-9);

	return digits < 0 ? 0 : digits > 6 ? 6 : digits;
}
