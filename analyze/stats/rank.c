/* rank.c - counts of pairs: Mann-Kendall's S, and how many slopes lie where. */
#include "rank.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* Merges from[low..middle) and from[middle..high) into to; gives how many pairs were in the wrong
 * order. */
static double merge(const double *from, double *to, size_t low, size_t middle, size_t high)
{
	size_t i = low, j = middle, k = low;
	double inversions = 0.0;

	while (i < middle && j < high) {
		if (from[i] <= from[j]) {
			to[k++] = from[i++];
		} else {
			inversions += (double)(middle - i);
			to[k++] = from[j++];
		}
	}
	memcpy(to + k, from + i, (middle - i) * sizeof *to);
	memcpy(to + k + (middle - i), from + j, (high - j) * sizeof *to);
	return inversions;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

void rank_kendall(size_t n, const double *y, double *work, struct rank_test *out)
{
	double *from = work, *to = work + n, pairs = (double)n * ((double)n - 1.0) / 2.0,
	       ties = 0.0;
	double size = (double)n;

	*out = (struct rank_test){.p = 1.0};
	if (n < 2)
		return;
	memcpy(from, y, n * sizeof *y);
	for (size_t width = 1; width < n; width *= 2) {
		double *swap = from;

		for (size_t low = 0; low < n; low += 2 * width)
			out->falling += merge(
				from, to, low, least(low + width, n), least(low + 2 * width, n));
		from = to;
		to = swap;
	}
	for (size_t i = 0, run = 1; i < n; i++, run++)
		if (i + 1 == n || from[i + 1] > from[i]) {
			double c = (double)run;

			out->equal += c * (c - 1.0) / 2.0;
			ties += c * (c - 1.0) * (2.0 * c + 5.0);
			run = 0;
		}
	out->rising = pairs - out->equal - out->falling;
	out->s = out->rising - out->falling;
	out->variance = (size * (size - 1.0) * (2.0 * size + 5.0) - ties) / 18.0;
	if (out->variance <= 0.0)
		return;
	out->z = (out->s - (out->s > 0.0) + (out->s < 0.0)) / sqrt(out->variance);
	out->p = fmin(1.0, 2.0 * gsl_cdf_ugaussian_Q(fabs(out->z)));
}

void rank_merge(size_t n, double *keys, uint32_t *tags, double *work_keys, uint32_t *work_tags,
	rank_pairs *pairs, void *context)
{
	double *from = keys, *to = work_keys;
	uint32_t *tag = tags, *to_tag = work_tags;

	for (size_t width = 1; width < n; width *= 2) {
		double *swap = from;
		uint32_t *swap_tag = tag;

		for (size_t low = 0; low < n; low += 2 * width) {
			size_t middle = least(low + width, n), high = least(low + 2 * width, n),
			       i = low, j = middle, k = low;

			while (i < middle || j < high) {
				if (j == high || (i < middle && from[i] < from[j])) {
					to[k] = from[i];
					to_tag[k++] = tag[i++];
				} else {
					if (pairs && i < middle)
						pairs(context, tag + i, middle - i, tag[j]);
					to[k] = from[j];
					to_tag[k++] = tag[j++];
				}
			}
		}
		from = to;
		to = swap;
		tag = to_tag;
		to_tag = swap_tag;
	}
	if (from != keys) {
		memcpy(keys, from, n * sizeof *keys);
		memcpy(tags, tag, n * sizeof *tags);
	}
}
