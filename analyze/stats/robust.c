/* robust.c - the median of all pairwise slopes (Theil 1950) with its interval (Sen 1968). */
#include "robust.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"

/* MOST_KEPT: slopes at a time. More would save a look at long series, and take six times the memory
 * of the points. */
enum { DIRECT_POINTS = 128, FIRST_SAMPLE = 20000, MOST_KEPT = 60000, DEEPEST = 60 };

/*
 * The selection: slopes in (low, high] are pairs whose order differs between y - low x and y - high
 * x, which a merge sort counts (Cole, Salowe, Steiger & Szemeredi 1989; sampling as in Matousek
 * 1991). Brackets around the wanted rank shrink by sampling until all slopes in them fit in memory.
 */
struct selection {
	size_t n;
	const double *x, *y;
	double pairs, falling, equal;
	struct rank_keys keys, work; /* n each */
	double *kept;                /* slopes: all in the bracket, or a sample */
	size_t kept_count, kept_limit;
	double below, inside; /* pairs at or below the bracket, and in it */
	double reached;       /* tags are in the order of y - reached x */
	double stride;        /* mean distance of stored pairs: 1 for all */
	double next;          /* number of the next pair to store */
	double rounding;      /* slopes closer than this are equal */
	double steepest;      /* no slope is steeper */
	uint64_t state; /* of the generator: seeded with a constant, so the same run yields the same
			   bytes */
};

/* Slopes in (low, high], about expected of them. */
struct bracket {
	double low, high, expected;
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

/* Drops every other stored slope: more came than expected, and the first in a merge sort, from
 * neighbouring points, must not represent all. */
static void thin_out(struct selection *s)
{
	s->kept_count /= 2;
	for (size_t i = 0; i < s->kept_count; i++)
		s->kept[i] = s->kept[2 * i];
	s->stride *= 2.0;
}

static void keep_inside(void *context, const uint32_t *left, size_t count, uint32_t right)
{
	struct selection *s = context;

	while (s->next < s->inside + (double)count) {
		uint32_t other = left[(size_t)(s->next - s->inside)];

		if (s->kept_count == s->kept_limit)
			thin_out(s);
		s->kept[s->kept_count++] = slope_of(s, other, right);
		s->next +=
			s->stride <= 1.0 ? 1.0 : 1.0 + floor(2.0 * uniform(s) * (s->stride - 1.0));
	}
	s->inside += (double)count;
}

/* Sorts the points by y - slope x, starting from their current order; of equal ones the later
 * first. */
static void turn(struct selection *s, double slope, rank_pairs *pairs)
{
	for (size_t i = 0; i < s->n; i++)
		s->keys.key[i] =
			s->y[s->keys.tag[i]] - s->y[0] - slope * (s->x[s->keys.tag[i]] - s->x[0]);
	rank_merge(s->n, &s->keys, &s->work, pairs, s);
	s->reached = slope;
}

/*
 * Counts the slopes at or below the bracket and in it, and stores those in it or a sample of about
 * kept_limit / 1.5. Call it with rising brackets: nearly sorted points sort fast.
 */
static void look(struct selection *s, const struct bracket *bracket)
{
	if (bracket->low >= s->reached) {
		s->below += s->inside;
	} else {
		for (size_t i = 0; i < s->n; i++)
			s->keys.tag[i] = (uint32_t)i;
		s->below = 0.0;
	}
	turn(s, bracket->low, count_below);
	s->inside = s->next = 0.0;
	s->kept_count = 0;
	s->stride = fmax(1.0, 1.5 * bracket->expected / (double)s->kept_limit);
	turn(s, bracket->high, keep_inside);
}

/* Stored slope number k; reorders them. */
static double kept(struct selection *s, double k)
{
	return gsl_stats_select(s->kept, 1, s->kept_count, (size_t)k);
}

/* Narrows a bracket of inside pairs to where two shares of them should be, judging by the stored
 * sample. */
static void narrow(struct selection *s, double share_low, double share_high, double inside,
	struct bracket *bracket)
{
	double m = (double)s->kept_count,
	       spread = 3.0 * sqrt(m) * 0.5 + 3.0; /* three standard deviations of a share */
	double from = floor(share_low * m - spread), to = ceil(share_high * m + spread);

	bracket->expected = inside;
	if (m < 1.0)
		return;
	if (from >= 0.0) {
		bracket->low = fmax(bracket->low, kept(s, from) - s->rounding);
		bracket->expected -= inside * from / m;
	}
	if (to < m) {
		bracket->high = fmin(bracket->high, kept(s, to) + s->rounding);
		bracket->expected -= inside * (m - to) / m;
	}
}

static struct bracket whole(const struct selection *s)
{
	return (struct bracket){ -s->steepest, s->steepest, s->pairs };
}

/* Known bounds of a rank: slopes in (low, high], of which up_to_low pairs are at or below low, and
 * up_to_high at or below high. */
struct known {
	double low, high, up_to_low, up_to_high;
};

static struct bracket unknown(const struct known *known)
{
	return (struct bracket){ known->low, known->high, known->up_to_high - known->up_to_low };
}

/* Where ranks rank and rank2 are relative to a bracket. */
enum place { BELOW, INSIDE, ABOVE, ASTRIDE };

static enum place place_of(const struct selection *s, double rank, double rank2)
{
	double to = s->below + s->inside;

	if (rank2 < s->below)
		return BELOW;
	if (rank >= to)
		return ABOVE;
	return rank >= s->below && rank2 < to ? INSIDE : ASTRIDE;
}

/*
 * The next bracket for ranks inside this one. If many slopes are equal (usually 0) and the rank is
 * close to them, samples do not narrow it: these slopes are then counted alone, and the rank is
 * among them, or they are all on one side of it.
 */
static void split(
	struct selection *s, double rank, double rank2, bool narrows, struct bracket *bracket)
{
	double inside = s->inside, share = (rank - s->below) / inside, middle;

	if (narrows || !s->kept_count) {
		narrow(s, share, (rank2 - s->below) / inside, inside, bracket);
		return;
	}
	middle = kept(s, floor(share * (double)s->kept_count));
	*bracket = (struct bracket){ middle - s->rounding, middle + s->rounding, inside };
}

/*
 * Mean of the slopes number rank and rank2 (equal or consecutive, from 0) of all pairs; about
 * expected slopes are in the bracket where they seem to be.
 */
static double select_ranks(struct selection *s, double rank, double rank2, struct bracket bracket)
{
	struct known known = { -s->steepest, s->steepest, 0.0, s->pairs };
	double before = INFINITY;

	if (rank >= s->falling && rank2 < s->falling + s->equal)
		return 0.0;
	for (int depth = 0; depth < DEEPEST; depth++) {
		look(s, &bracket);
		switch (place_of(s, rank, rank2)) {
		case ASTRIDE:
			return 0.5 * (select_ranks(s, rank, rank, whole(s)) +
					     select_ranks(s, rank2, rank2, whole(s)));
		case BELOW:
			known.high = bracket.low;
			known.up_to_high = s->below;
			bracket = unknown(&known);
			break;
		case ABOVE:
			known.low = bracket.high;
			known.up_to_low = s->below + s->inside;
			bracket = unknown(&known);
			break;
		case INSIDE:
			if (s->stride <= 1.0 && s->inside <= (double)s->kept_limit)
				return 0.5 * (kept(s, rank - s->below) + kept(s, rank2 - s->below));
			if (bracket.high - bracket.low <= 4.0 * s->rounding)
				return 0.5 * (bracket.low + bracket.high);
			known = (struct known){ bracket.low, bracket.high, s->below,
				s->below + s->inside };
			split(s, rank, rank2, s->inside < 0.5 * before, &bracket);
			before = known.up_to_high - known.up_to_low;
			break;
		}
	}
	return 0.5 * (known.low + known.high);
}

/* Ranks of the median (two for an even number of pairs) and of Sen's limits, from 0. */
struct ranks {
	double low, middle, middle2, high;
};

static struct ranks ranks_of(double pairs, double variance)
{
	double reach = gsl_cdf_ugaussian_Pinv(METHOD_INTERVAL) * sqrt(variance);
	struct ranks ranks = { .middle = floor((pairs - 1.0) / 2.0),
		.middle2 = floor(pairs / 2.0) };

	ranks.high = fmin(rint((pairs + reach) / 2.0), pairs - 1.0);
	ranks.low = fmax(rint((pairs - reach) / 2.0) - 1.0, 0.0);
	return ranks;
}

/* Stored slope number k among those from index from on; all before from are smaller. Afterwards all
 * before k are smaller. */
static double kept_from(struct selection *s, size_t from, double k)
{
	return gsl_stats_select(s->kept + from, 1, s->kept_count - from, (size_t)k - from);
}

/* Puts only the wanted slopes in place: sorting all would cost ten times as much. */
static void fit_directly(struct selection *s, const struct ranks *ranks, struct robust_slope *out)
{
	double middle;

	for (size_t j = 1; j < s->n; j++)
		for (size_t i = 0; i < j; i++)
			s->kept[s->kept_count++] = slope_of(s, i, j);
	out->low = kept_from(s, 0, ranks->low);
	middle = kept_from(s, (size_t)ranks->low, ranks->middle);
	out->slope = 0.5 * (middle + kept_from(s, (size_t)ranks->middle, ranks->middle2));
	out->high = kept_from(s, (size_t)ranks->middle2, ranks->high);
}

/* The first sample is of all pairs; the bracket around all wanted ranks is sampled once more,
 * finer. */
static void fit_by_selection(
	struct selection *s, const struct ranks *ranks, struct robust_slope *out)
{
	const double wanted[3][2] = { { ranks->low, ranks->low }, { ranks->middle, ranks->middle2 },
		{ ranks->high, ranks->high } };
	struct bracket all = whole(s), part[3];
	double below, inside, slope[3];

	s->kept_count = FIRST_SAMPLE < s->kept_limit ? FIRST_SAMPLE : s->kept_limit;
	for (size_t m = 0; m < s->kept_count; m++) {
		size_t i = (size_t)(uniform(s) * (double)s->n),
		       j = (size_t)(uniform(s) * (double)(s->n - 1));

		s->kept[m] = slope_of(s, i, j < i ? j : j + 1);
	}
	narrow(s, ranks->low / s->pairs, ranks->high / s->pairs, s->pairs, &all);
	look(s, &all);
	below = s->below;
	inside = s->inside;
	for (size_t r = 0; r < 3; r++) {
		part[r] = all;
		if (wanted[r][0] >= below && wanted[r][1] < below + inside)
			narrow(s, (wanted[r][0] - below) / inside, (wanted[r][1] - below) / inside,
				inside, &part[r]);
	}
	for (size_t r = 0; r < 3; r++)
		slope[r] = select_ranks(s, wanted[r][0], wanted[r][1], part[r]);
	*out = (struct robust_slope){ slope[1], slope[0], slope[2] };
}

/* The steepest possible slope, and how far rounding of y - s x may move one. */
static void bounds(struct selection *s)
{
	double reach = 0.0, least = INFINITY, steep = 0.0;

	for (size_t i = 1; i < s->n; i++) {
		double gap = s->x[i] - s->x[i - 1];

		reach = fmax(reach, fabs(s->y[i] - s->y[0]));
		least = fmin(least, gap);
		steep = fmax(steep, fabs(s->y[i] - s->y[i - 1]) / gap);
	}
	s->steepest = steep * 1.001 +
		      DBL_MIN; /* a slope over several rounds is a mean of slopes over one */
	s->rounding = 16.0 * DBL_EPSILON * reach / least;
}

bool robust_fit(size_t n, const double *x, const double *y, const struct rank_test *ranks,
	double *work, struct robust_slope *out)
{
	double pairs = (double)n * ((double)n - 1.0) / 2.0;
	struct ranks wanted = ranks_of(pairs, ranks->variance);
	struct selection s = { .n = n,
		.x = x,
		.y = y,
		.pairs = pairs,
		.falling = ranks->falling,
		.equal = ranks->equal,
		.reached = INFINITY,
		.state = UINT64_C(88172645463325252) };
	bool direct = n <= DIRECT_POINTS;

	*out = (struct robust_slope){ 0 };
	if (n < 2 || ranks->equal >= pairs)
		return true;
	s.kept_limit = direct ? (size_t)pairs : 6 * n < MOST_KEPT ? 6 * n : MOST_KEPT;
	s.kept = malloc(s.kept_limit * sizeof *s.kept);
	s.keys = (struct rank_keys){ work, malloc(2 * n * sizeof *s.keys.tag) };
	if (s.kept && s.keys.tag) {
		s.work = (struct rank_keys){ s.keys.key + n, s.keys.tag + n };
		bounds(&s);
		if (direct)
			fit_directly(&s, &wanted, out);
		else
			fit_by_selection(&s, &wanted, out);
	}
	direct = s.kept && s.keys.tag;
	free(s.kept);
	free(s.keys.tag);
	return direct;
}
