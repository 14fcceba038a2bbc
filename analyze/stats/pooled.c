/* pooled.c - the slope that several short series share, each with a level of its own. */
#include "pooled.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "method.h"

static double mean_of(size_t n, const double *values)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += values[i];
	return sum / (double)n;
}

/* Sums of squares and products of one series around its means. */
static void add_part(const struct pooled_part *part, double *xx, double *xy)
{
	double x_mean = mean_of(part->n, part->x), y_mean = mean_of(part->n, part->y);

	for (size_t i = 0; i < part->n; i++) {
		*xx += (part->x[i] - x_mean) * (part->x[i] - x_mean);
		*xy += (part->x[i] - x_mean) * (part->y[i] - y_mean);
	}
}

struct pooled_slope pooled_slope(const struct pooled_part *parts, size_t count)
{
	struct pooled_slope out = { .p = 1 };
	double xx = 0, xy = 0, scores = 0, groups, width;

	for (size_t i = 0; i < count; i++) {
		if (parts[i].n < 3)
			continue;
		add_part(&parts[i], &xx, &xy);
		out.parts++;
	}
	if (out.parts < 2 || xx <= 0)
		return out;
	out.known = true;
	out.slope = xy / xx;
	for (size_t i = 0; i < count; i++) {
		double part_xx = 0, part_xy = 0;

		if (parts[i].n < 3)
			continue;
		add_part(&parts[i], &part_xx, &part_xy);
		scores += pow(part_xy - out.slope * part_xx, 2);
	}
	/* the variance of clusters (Liang & Zeger 1986), for few of them */
	groups = (double)out.parts;
	out.error = sqrt(scores * groups / (groups - 1)) / xx;
	width = gsl_cdf_tdist_Pinv(METHOD_INTERVAL, groups - 1) * out.error;
	out.low = out.slope - width;
	out.high = out.slope + width;
	out.p = out.error > 0 ? gsl_cdf_tdist_Q(out.slope / out.error, groups - 1)
			      : (out.slope > 0 ? 0 : 1);
	return out;
}
