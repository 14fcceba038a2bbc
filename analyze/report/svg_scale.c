/* svg_scale.c - round numbers for an axis, and thinning. */
#include "svg_scale.h"

#include <math.h>

double svg_scale_step(double span, size_t most)
{
	static const double steps[] = { 1, 2, 2.5, 5, 10 };
	double rough = span / (double)most, power = pow(10, floor(log10(rough > 0 ? rough : 1)));

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] * power >= rough * (1 - 1e-9))
			return steps[i] * power;
	return 10 * power;
}

double svg_scale_time_step(double span_s, size_t most)
{
	static const double steps[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
		7200, 10800, 21600, 43200, 86400 };
	double rough = span_s / (double)most;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] >= rough)
			return steps[i];
	return 86400 * ceil(svg_scale_step(span_s / 86400, most));
}

double svg_scale_floor(double low, double high)
{
	return fmax(high - low, fmax(256, 0.05 * fabs(low + high) / 2));
}

size_t svg_scale_thin(const struct series *series, size_t most, size_t *indices)
{
	size_t buckets = most / 2, count = 0;

	if (series->n <= most) {
		for (size_t i = 0; i < series->n; i++)
			indices[i] = i;
		return series->n;
	}
	for (size_t b = 0; b < buckets; b++) {
		size_t begin = series->n * b / buckets, end = series->n * (b + 1) / buckets,
		       low = begin, high = begin;

		for (size_t i = begin; i < end; i++) {
			if (series->value[i] < series->value[low])
				low = i;
			if (series->value[i] > series->value[high])
				high = i;
		}
		indices[count++] = low < high ? low : high;
		if (low != high)
			indices[count++] = low < high ? high : low;
	}
	return count;
}
