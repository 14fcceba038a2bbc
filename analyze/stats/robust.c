/* robust.c - the median of all pairwise slopes (Theil 1950) with its interval (Sen 1968). */
#include "robust.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIRECT_POINTS = 300, FIRST_SAMPLE = 20000, DEEPEST = 60 };

/*
 * The selection: slopes in (low, high] are pairs that change their order between y - low x and y - high x, which a merge
 * sort counts (Cole, Salowe, Steiger & Szemeredi 1989; sampling as in Matousek 1991). Brackets around the wanted rank
 * shrink by samples until all slopes in them can be kept.
 */
struct selection {
	size_t n;
	const double *x, *y;
	double pairs, falling, equal;
	double *keys, *work_keys;   /* n each */
	uint32_t *tags, *work_tags; /* n each */
	double *kept;               /* slopes: all of the bracket, or a sample of it */
	size_t kept_count, kept_limit;
	double inside;              /* pairs in the bracket */
	double below;               /* pairs at or under its low end */
	double stride;              /* mean distance of pairs kept: 1 for all */
	double next;                /* number of the next pair to keep */
	double rounding;            /* slopes nearer than this are one */
	double steepest;            /* no slope is beyond */
	uint64_t state;             /* of the generator: seeded with a constant, the same run gives the same bytes */
};

/* xorshift64* (Marsaglia 2003, Vigna 2016), 0 <= u < 1 */
static double uniform(struct selection *s)
{
	s->state ^= s->state >> 12;
	s->state ^= s->state << 25;
	s->state ^= s->state >> 27;
	return (double)((s->state * UINT64_C(2685821657736338717)) >> 11) * 0x1p-53;
}

static double slope_of(const struct selection *s, size_t i, size_t j)
{
	return (s->y[j] - s->y[i]) / (s->x[j] - s->x[i]);
}

static void count_below(void *context, const uint32_t *left, size_t count, uint32_t right)
{
	struct selection *s = context;

	(void)left;
	(void)right;
	s->below += (double)count;
}

static void keep_inside(void *context, const uint32_t *left, size_t count, uint32_t right)
{
	struct selection *s = context;

	while (s->next < s->inside + (double)count) {
		uint32_t other = left[(size_t)(s->next - s->inside)];

		if (s->kept_count < s->kept_limit)
			s->kept[s->kept_count++] = slope_of(s, other, right);
		s->next += s->stride <= 1.0 ? 1.0 : 1.0 + floor(2.0 * uniform(s) * (s->stride - 1.0));
	}
	s->inside += (double)count;
}

/* Counts the slopes <= low and in (low, high], and keeps those of the latter or a sample of about kept_limit / 2. */
static void look(struct selection *s, double low, double high, double expected)
{
	for (size_t i = 0; i < s->n; i++) {
		s->keys[i] = s->y[i] - s->y[0] - low * (s->x[i] - s->x[0]);
		s->tags[i] = (uint32_t)i;
	}
	s->below = s->inside = s->next = 0.0;
	rank_merge(s->n, s->keys, s->tags, s->work_keys, s->work_tags, count_below, s);
	for (size_t i = 0; i < s->n; i++)
		s->keys[i] = s->y[s->tags[i]] - s->y[0] - high * (s->x[s->tags[i]] - s->x[0]);
	s->kept_count = 0;
	s->stride = fmax(1.0, 2.0 * expected / (double)s->kept_limit);
	rank_merge(s->n, s->keys, s->tags, s->work_keys, s->work_tags, keep_inside, s);
	gsl_sort(s->kept, 1, s->kept_count);
}

/* Narrows low..high to where the rank-th of the pairs in it should be, by the sorted sample; the new number expected. */
static double narrow(const struct selection *s, double share_low, double share_high, double inside, double *low, double *high)
{
	double m = (double)s->kept_count, spread = 3.5 * sqrt(m) * 0.5 + 3.0;
	double from = floor(share_low * m - spread), to = ceil(share_high * m + spread);
	double expected = inside;

	if (m < 1.0)
		return inside;
	if (from >= 0.0) {
		*low = fmax(*low, s->kept[(size_t)from] - s->rounding);
		expected -= inside * from / m;
	}
	if (to < m) {
		*high = fmin(*high, s->kept[(size_t)to] + s->rounding);
		expected -= inside * (m - to) / m;
	}
	return expected;
}

/* Slope number rank (from 0) of all pairs, known to lie in low..high, about expected slopes. */
static double select_rank(struct selection *s, double rank, double low, double high, double expected)
{
	if (rank >= s->falling && rank < s->falling + s->equal)
		return 0.0;
	for (int depth = 0; depth < DEEPEST && high - low > 4.0 * s->rounding; depth++) {
		look(s, low, high, expected);
		if (rank < s->below) {          /* the sample has misled: the slope is outside */
			high = low;
			low = -s->steepest;
			expected = s->below;
		} else if (rank >= s->below + s->inside) {
			low = high;
			high = s->steepest;
			expected = s->pairs - s->below - s->inside;
		} else if (s->stride <= 1.0 && s->inside <= (double)s->kept_limit) {
			return s->kept[(size_t)(rank - s->below)];
		} else {
			double share = (rank - s->below) / s->inside;

			expected = narrow(s, share, share, s->inside, &low, &high);
		}
	}
	return 0.5 * (low + high);
}

/* Ranks of the median (two where the pairs are even in number) and of Sen's limits, from 0. */
struct ranks {
	double low, middle, middle2, high;
};

static struct ranks ranks_of(double pairs, double variance)
{
	double reach = gsl_cdf_ugaussian_Pinv(0.975) * sqrt(variance);
	struct ranks ranks = { .middle = floor((pairs - 1.0) / 2.0), .middle2 = floor(pairs / 2.0) };

	ranks.high = fmin(rint((pairs + reach) / 2.0), pairs - 1.0);
	ranks.low = fmax(rint((pairs - reach) / 2.0) - 1.0, 0.0);
	return ranks;
}

static void fit_directly(struct selection *s, const struct ranks *ranks, struct robust_slope *out)
{
	size_t count = 0;

	for (size_t j = 1; j < s->n; j++)
		for (size_t i = 0; i < j; i++)
			s->kept[count++] = slope_of(s, i, j);
	gsl_sort(s->kept, 1, count);
	out->slope = 0.5 * (s->kept[(size_t)ranks->middle] + s->kept[(size_t)ranks->middle2]);
	out->low = s->kept[(size_t)ranks->low];
	out->high = s->kept[(size_t)ranks->high];
}

/* The first sample is of all pairs; the bracket around all that is wanted is looked at once, for a finer sample. */
static void fit_by_selection(struct selection *s, const struct ranks *ranks, struct robust_slope *out)
{
	double low = -s->steepest, high = s->steepest, expected, below, inside;
	double wanted[4] = { ranks->low, ranks->middle, ranks->middle2, ranks->high }, slope[4], lows[4], highs[4], hopes[4];

	s->kept_count = FIRST_SAMPLE < s->kept_limit ? FIRST_SAMPLE : s->kept_limit;
	for (size_t m = 0; m < s->kept_count; m++) {
		size_t i = (size_t)(uniform(s) * (double)s->n), j = (size_t)(uniform(s) * (double)(s->n - 1));

		s->kept[m] = slope_of(s, i, j < i ? j : j + 1);
	}
	gsl_sort(s->kept, 1, s->kept_count);
	expected = narrow(s, ranks->low / s->pairs, ranks->high / s->pairs, s->pairs, &low, &high);
	look(s, low, high, expected);
	below = s->below;
	inside = s->inside;
	for (size_t r = 0; r < 4; r++) {
		double share = inside > 0.0 ? (wanted[r] - below) / inside : -1.0;

		lows[r] = low;
		highs[r] = high;
		hopes[r] = inside;
		if (share >= 0.0 && share < 1.0)
			hopes[r] = narrow(s, share, share, inside, &lows[r], &highs[r]);
	}
	for (size_t r = 0; r < 4; r++)
		slope[r] = r == 2 && wanted[2] <= wanted[1] ? slope[1] : select_rank(s, wanted[r], lows[r], highs[r], hopes[r]);
	*out = (struct robust_slope){ 0.5 * (slope[1] + slope[2]), slope[0], slope[3] };
}

/* The steepest slope possible, and how far rounding of y - s x may move one. */
static void bounds(struct selection *s)
{
	double reach = 0.0, least = INFINITY, steep = 0.0;

	for (size_t i = 1; i < s->n; i++) {
		double gap = s->x[i] - s->x[i - 1];

		reach = fmax(reach, fabs(s->y[i] - s->y[0]));
		least = fmin(least, gap);
		steep = fmax(steep, fabs(s->y[i] - s->y[i - 1]) / gap);
	}
	s->steepest = steep * 1.001 + DBL_MIN; /* a slope over several rounds is a mean of those over one */
	s->rounding = 16.0 * DBL_EPSILON * reach / least;
}

bool robust_fit(size_t n, const double *x, const double *y, const struct rank_test *ranks, struct robust_slope *out)
{
	double pairs = (double)n * ((double)n - 1.0) / 2.0;
	struct ranks wanted = ranks_of(pairs, ranks->variance);
	struct selection s = { .n = n, .x = x, .y = y, .pairs = pairs, .falling = ranks->falling, .equal = ranks->equal,
		.state = UINT64_C(88172645463325252) };
	bool direct = n <= DIRECT_POINTS;

	*out = (struct robust_slope){ 0 };
	if (n < 2 || ranks->equal >= pairs)
		return true;
	s.kept_limit = direct ? (size_t)pairs : 6 * n;
	s.kept = malloc(s.kept_limit * sizeof *s.kept);
	s.keys = malloc(2 * n * sizeof *s.keys);
	s.tags = malloc(2 * n * sizeof *s.tags);
	if (s.kept && s.keys && s.tags) {
		s.work_keys = s.keys + n;
		s.work_tags = s.tags + n;
		bounds(&s);
		if (direct)
			fit_directly(&s, &wanted, out);
		else
			fit_by_selection(&s, &wanted, out);
	}
	direct = s.kept && s.keys && s.tags;
	free(s.kept);
	free(s.keys);
	free(s.tags);
	return direct;
}
