/* rank.c - counts pairs: Mann-Kendall's S, and how many slopes lie in a range. */
#include "rank.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

/* Merges from[low..middle) and from[middle..high) into to; returns the number of pairs in the wrong
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

	*out = (struct rank_test){ .p = 1.0 };
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

/* Merges low..middle and middle..high of from into to, and reports pairs (may be NULL). */
static void merge_tagged(const struct rank_keys *from, const struct rank_keys *to,
	const size_t place[3], rank_pairs *pairs, void *context)
{
	size_t i = place[0], j = place[1], k = place[0], middle = place[1], high = place[2];

	while (i < middle && j < high) {
		if (from->key[i] < from->key[j]) {
			to->key[k] = from->key[i];
			to->tag[k++] = from->tag[i++];
		} else {
			if (pairs)
				pairs(context, from->tag + i, middle - i, from->tag[j]);
			to->key[k] = from->key[j];
			to->tag[k++] = from->tag[j++];
		}
	}
	memcpy(to->key + k, from->key + i, (middle - i) * sizeof *to->key);
	memcpy(to->tag + k, from->tag + i, (middle - i) * sizeof *to->tag);
	k += middle - i;
	memcpy(to->key + k, from->key + j, (high - j) * sizeof *to->key);
	memcpy(to->tag + k, from->tag + j, (high - j) * sizeof *to->tag);
}

void rank_merge(size_t n, const struct rank_keys *keys, const struct rank_keys *work,
	rank_pairs *pairs, void *context)
{
	struct rank_keys from = *keys, to = *work;

	for (size_t width = 1; width < n; width *= 2) {
		struct rank_keys swap = from;

		for (size_t low = 0; low < n; low += 2 * width) {
			size_t place[3] = { low, least(low + width, n), least(low + 2 * width, n) };

			merge_tagged(&from, &to, place, pairs, context);
		}
		from = to;
		to = swap;
	}
	if (from.key != keys->key) {
		memcpy(keys->key, from.key, n * sizeof *keys->key);
		memcpy(keys->tag, from.tag, n * sizeof *keys->tag);
	}
}
