/* test_stats_search.c - the search, which works on sums of eight candidates at once, against a
 * plain one that fits each candidate to the rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/stats/nuisance.h"
#include "analyze/stats/points.h"
#include "analyze/stats/prewhiten.h"
#include "analyze/stats/search.h"
#include "analyze/stats/search_curves.h"
#include "analyze/stats/search_join.h"

enum {
	MOST = SEARCH_POINTS,
	LONG = 1000,
	COLUMNS = TREND_COLUMNS + 2,
	CANDIDATES = 2 * MOST + NUISANCE_CURVES + NUISANCE_WAVES
};
static const double PAGE = 4.0;

struct result {
	size_t count;
	struct nuisance found[TREND_NUISANCES];
};

/* The plain search: columns as rows of points, y the last of them. */
struct plain {
	size_t n, columns, curves, waves, parameters;
	double x[MOST], y[MOST], column[COLUMNS][MOST];
	struct result result;
};

static double dot(size_t n, const double *a, const double *b)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* The columns lose what the ones before them explain (modified Gram-Schmidt, twice); the last is
 * then the residuals. Gives the share of the last but one in it, whose sign is its coefficient's.
 */
static double regress(size_t n, size_t columns, double (*z)[MOST])
{
	double share = 0.0;

	for (size_t c = 0; c < columns; c++)
		for (int pass = 0; pass < 2; pass++)
			for (size_t b = 0; b < c; b++) {
				double squares = dot(n, z[b], z[b]);
				double f = squares > 1e-20 ? dot(n, z[b], z[c]) / squares : 0.0;

				share = b + 2 == columns && !pass ? f : share;
				for (size_t i = 0; i < n; i++)
					z[c][i] -= f * z[b][i];
			}
	return share;
}

static void whiten(size_t n, double rho, double *z)
{
	for (size_t i = n; i-- > 1;)
		z[i] -= rho * z[i - 1];
	z[0] *= sqrt(1.0 - rho * rho);
}

/* BIC of the model with a nuisance (NULL: alone). */
static double plain_bic(const struct plain *p, const struct nuisance *what)
{
	static double z[COLUMNS][MOST], rows[COLUMNS][MOST], both[2 * MOST];
	size_t width = what ? nuisance_width(what->kind) : 0, k = p->columns + width;
	double n = (double)p->n, squares, r, share;

	memcpy(rows, p->column, sizeof rows);
	if (what)
		nuisance_column(what, p->x[0], p->x[p->n - 1] - p->x[0], p->n, p->x, both);
	for (size_t w = 0; w < width; w++)
		memcpy(rows[p->columns + w], both + w * p->n, p->n * sizeof *both);
	memcpy(rows[k], p->y, sizeof p->y);
	memcpy(z, rows, sizeof z);
	regress(p->n, k + 1, z);
	squares = dot(p->n - 1, z[k], z[k]);
	r = squares > 1e-9 ? dot(p->n - 1, z[k], z[k] + 1) / squares : 0.0;
	for (size_t c = 0; c <= k; c++)
		whiten(p->n, fmin(prewhiten_unbiased(r, p->n), METHOD_RHO_MOST), rows[c]);
	share = regress(p->n, k + 1, rows);
	if (what && (what->kind == NUISANCE_STEP || what->kind == NUISANCE_DROP) && share < 0.0)
		return INFINITY;
	return n * log((dot(p->n, rows[k], rows[k]) + n * PAGE * PAGE / 48.0) / n) +
	       (double)(p->parameters + (what ? 1 + width : 0)) * log(n);
}

static bool may_be_taken(const struct plain *p, const struct nuisance *what)
{
	if (what->kind != NUISANCE_WAVE)
		return p->curves < METHOD_CURVES;
	for (size_t i = 0; i < p->result.count; i++)
		if (p->result.found[i].kind == NUISANCE_WAVE &&
			fabs(p->result.found[i].parameter - what->parameter) < METHOD_WAVES_APART)
			return false;
	return p->waves < METHOD_WAVES;
}

static void plain_take(struct plain *p, const struct nuisance *what)
{
	double both[2 * MOST];

	nuisance_column(what, p->x[0], p->x[p->n - 1] - p->x[0], p->n, p->x, both);
	for (size_t w = 0; w < nuisance_width(what->kind); w++)
		memcpy(p->column[p->columns++], both + w * p->n, p->n * sizeof *both);
	p->parameters += 1 + nuisance_width(what->kind);
	*(what->kind == NUISANCE_WAVE ? &p->waves : &p->curves) += 1;
	p->result.found[p->result.count++] = *what;
}

/* May a drop be at point i? In the last part only where half of the gain before it stays. */
static bool may_drop(const struct plain *p, size_t i)
{
	double highest = p->y[0], after = 0;

	for (size_t j = 0; j < p->n; j++)
		if (j < i)
			highest = fmax(highest, p->y[j]);
		else
			after += p->y[j] / (double)(p->n - i);
	return i < (size_t)(METHOD_BEND_PART * (double)p->n) ||
	       after - p->y[0] >= METHOD_KEPT_PART * (highest - p->y[0]);
}

static size_t list_candidates(const struct plain *p, bool collector, struct nuisance *list)
{
	size_t count = 0;

	for (size_t i = 1; i < p->n && !collector; i++)
		list[count++] = (struct nuisance){ NUISANCE_STEP, p->x[i], 0, 0 };
	for (size_t i = 1; i < p->n && !collector; i++)
		if (may_drop(p, i))
			list[count++] = (struct nuisance){ NUISANCE_DROP, p->x[i], 0, 0 };
	nuisance_curves(list + count);
	count += NUISANCE_CURVES;
	return count + nuisance_waves(p->n, list + count);
}

/* Takes the best of the candidates; false where none betters the BIC enough. */
static bool plain_step(
	struct plain *p, const struct nuisance *list, size_t candidates, double *current)
{
	struct nuisance best = { 0 };
	double least = INFINITY, middle;

	for (size_t i = 0; i < candidates; i++) {
		double value = may_be_taken(p, &list[i]) ? plain_bic(p, &list[i]) : INFINITY;

		if (value < least) {
			least = value;
			best = list[i];
		}
	}
	if (least > *current - METHOD_BIC_GAIN)
		return false;
	middle = best.parameter;
	for (int step = -4; step <= 4 && best.kind == NUISANCE_WAVE; step++) {
		struct nuisance fine = { NUISANCE_WAVE, middle + METHOD_WAVE_FINE * step, 0, 0 };
		double value = plain_bic(p, &fine);

		if (value < least) {
			least = value;
			best = fine;
		}
	}
	plain_take(p, &best);
	*current = least;
	return true;
}

/* Block means of v. */
static void thin(size_t n, const double *v, size_t count, double *out)
{
	for (size_t j = 0; j < count; j++) {
		size_t from = j * n / count, to = (j + 1) * n / count;

		out[j] = 0.0;
		for (size_t i = from; i < to; i++)
			out[j] += v[i] / (double)(to - from);
	}
}

static struct result plain_search(const struct points *points, bool collector)
{
	static struct nuisance list[CANDIDATES];
	static struct plain p;
	double current, mean;
	size_t candidates;

	memset(&p, 0, sizeof p);
	p.n = points->n < MOST ? points->n : MOST;
	thin(points->n, points->x, p.n, p.x);
	thin(points->n, points->y, p.n, p.y);
	thin(p.n, p.y, 1, &mean);
	for (size_t i = 0; i < p.n; i++) {
		p.y[i] -= mean;
		p.column[0][i] = 1.0;
		p.column[1][i] = p.x[i];
	}
	p.columns = 2;
	p.parameters = 3;
	candidates = list_candidates(&p, collector, list);
	current = plain_bic(&p, NULL);
	while (p.curves + p.waves < METHOD_CURVES + METHOD_WAVES && p.columns + 3 < p.n - 2 &&
		plain_step(&p, list, candidates, &current))
		;
	return p.result;
}

static double uniform(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (double)((*state * UINT64_C(2685821657736338717)) >> 11) * 0x1p-53;
}

/* Pages of a series: kind says which of warm-up, step, wave, bend, drop and line it has, and every
 * third is more persistent. x is uneven for odd kinds. */
static void make(size_t n, unsigned kind, uint64_t seed, double *x, double *y)
{
	uint64_t state = seed * 7919 + 1;
	double rho = 0.4 * (double)(kind % 3), level = 0.0, at[4];

	for (size_t i = 0; i < 20 + 4; i++)
		at[i % 4] = uniform(&state);
	for (size_t i = 0; i < n; i++) {
		double part = (double)i / (double)n, v = 9000.0 + level;

		x[i] = (double)i + (kind % 2 ? 0.4 * uniform(&state) : 0.0);
		level = rho * level +
			120.0 * (uniform(&state) + uniform(&state) + uniform(&state) - 1.5);
		v += kind & 1 ? 2000.0 * (1.0 - exp(-part / (0.02 + 0.2 * at[0]))) : 0.0;
		v += kind & 2 ? (part > at[1] ? 500.0 : 0.0) : 0.0;
		v += kind & 4 ? 300.0 * sin(6.28 * part * (3.0 + 9.0 * at[2])) : 0.0;
		v += kind & 8 ? 900.0 * fmin(part, at[3]) : 0.0;
		v -= kind & 16 && part > 0.2 * at[0] ? 800.0 : 0.0;
		v += kind & 32 ? 3000.0 * part : 0.0;
		y[i] = PAGE * floor(v / PAGE);
	}
}

static struct result search_in(struct search *search, const struct points *points, bool collector)
{
	struct result result = { 0 };

	assert_non_null(search);
	assert_true(search_nuisances(search, points, PAGE, collector, result.found, &result.count));
	return result;
}

static void same(const struct result *a, const struct result *b, size_t n, unsigned kind)
{
	bool alike = a->count == b->count;

	for (size_t i = 0; alike && i < a->count; i++)
		alike = a->found[i].kind == b->found[i].kind &&
			fabs(a->found[i].parameter - b->found[i].parameter) < 1e-9;
	if (!alike)
		fail_msg("%zu points of kind %u: %zu nuisances against %zu, or others", n, kind,
			a->count, b->count);
}

static void as_the_plain_one(void **state)
{
	static const size_t lengths[] = { 18, 25, 60, 101, MOST, 2 * MOST, LONG };
	static double x[LONG], y[LONG];
	struct search *search = search_new(NULL);
	size_t found = 0;

	(void)state;
	for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
		for (unsigned kind = 0; kind < 64; kind += lengths[l] < MOST ? 1 : 13) {
			const struct points points = { lengths[l], x, y };
			struct result fast, slow;

			make(lengths[l], kind, lengths[l] + kind, x, y);
			fast = search_in(search, &points, kind % 5 == 4);
			slow = plain_search(&points, kind % 5 == 4);
			same(&fast, &slow, lengths[l], kind);
			found += fast.count;
		}
	search_free(search);
	assert_true(found > 200);
}

/* What a search keeps of several x, or shares, changes no answer. */
static void reused_or_shared(void **state)
{
	static const size_t sizes[] = { 90, MOST, 60, 91, 200 };
	enum { X = sizeof sizes / sizeof *sizes };
	static double x[X][MOST], y[X][MOST];
	struct search *kept = search_new(NULL), *sharing;
	struct search_curves *curves;

	(void)state;
	for (unsigned i = 0; i < X; i++)
		make(sizes[i], 7 * (i + 1), i + 1, x[i], y[i]);
	curves = search_curves_new(sizes[0], x[0]);
	sharing = search_new(curves);
	for (size_t turn = 0; turn < 40; turn++) {
		size_t i = turn * turn % 7 % X;
		const struct points points = { sizes[i], x[i], y[i] };
		struct search *alone = search_new(NULL);
		struct result a = search_in(kept, &points, false),
			      b = search_in(sharing, &points, false),
			      c = search_in(alone, &points, false);

		assert_true(a.count > 0);
		same(&a, &b, points.n, 0);
		same(&a, &c, points.n, 0);
		search_free(alone);
	}
	search_free(kept);
	search_free(sharing);
	search_curves_free(curves);
}

static void same_columns(const struct search_curves *a, const struct search_curves *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->blocks, b->blocks);
	for (size_t i = 0; i < a->blocks; i++) {
		const struct search_block *one = &a->block[i], *other = &b->block[i];

		assert_int_equal(one->form, other->form);
		assert_int_equal(one->count, other->count);
		for (size_t w = 0; w < one->width; w++)
			assert_memory_equal(one->column[w], other->column[w],
				a->n * SEARCH_LANES * sizeof(double));
		assert_memory_equal(
			&a->sums[i].product, &b->sums[i].product, sizeof(double[SEARCH_LANES]));
	}
}

/* Curves over some of the points of others are copied from these, and equal to the last bit; not
 * where the first or the last point is another. Lengths at which waves are fewer, or narrow alone.
 */
static void curves_of_fewer_points(void **state)
{
	static const size_t lengths[] = { MOST, 181, 60, 37 };
	static double x[MOST], some[MOST];

	(void)state;
	for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
		for (unsigned gone = 0; gone < 5; gone++) {
			size_t n = lengths[l], count = 0;
			struct search_curves *whole, *copied, *anew;
			const struct search_curves *known[2] = { NULL };

			for (size_t i = 0; i < n; i++)
				x[i] = 7 + 1.25 * (double)i;
			/* the first, the last, or some between */
			for (size_t i = gone == 1; i < n - (gone == 2); i++)
				if (!i || i + 1 == n || !gone || i % (gone * 7) != 5)
					some[count++] = x[i];
			whole = search_curves_new(n, x);
			anew = search_curves_new(count, some);
			known[1] = whole;
			/* in memory that other curves had */
			copied = search_curves_again(
				search_curves_new(MOST / 2, x), count, some, known, 2);
			same_columns(anew, copied);
			search_curves_free(whole);
			search_curves_free(copied);
			search_curves_free(anew);
		}
}

/* The line is in every model: what explains a series explains it with a steady leak too. */
static void a_leak_changes_nothing(void **state)
{
	static const double rates[] = { -3.0, 0.5, 8.0, 200.0 };
	static double x[MOST], y[MOST], with[MOST];
	struct search *search = search_new(NULL);

	(void)state;
	for (unsigned kind = 0; kind < 64; kind += 3)
		for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
			const struct points points = { 120, x, y }, leaking = { 120, x, with };
			struct result without, leak;

			make(120, kind, kind, x, y);
			for (size_t i = 0; i < 120; i++)
				with[i] = y[i] + rates[r] * (x[i] - x[0]);
			without = search_in(search, &points, false);
			leak = search_in(search, &leaking, false);
			same(&leak, &without, 120, kind);
		}
	search_free(search);
}

/* In 13 rounds a step at the second point and ramps that end before it are one column: the step is
 * named, whatever the numbers. */
static void the_first_of_alike_ones(void **state)
{
	static const double heights[] = { 200, 216, 1000, 12345 };
	struct search *search = search_new(NULL);
	double x[13], y[13];

	(void)state;
	for (size_t h = 0; h < sizeof heights / sizeof *heights; h++) {
		const struct points points = { 13, x, y };
		struct result result;

		for (size_t i = 0; i < 13; i++) {
			x[i] = (double)i;
			y[i] = 4708.0 + (i ? heights[h] : 0.0);
		}
		result = search_in(search, &points, false);
		assert_int_equal(result.count, 1);
		assert_int_equal(result.found[0].kind, NUISANCE_STEP);
		assert_true(fabs(result.found[0].parameter - 1.0) < DBL_MIN);
	}
	search_free(search);
}

/* Exponentials and a noise near a random walk leave small differences of large sums: a column that
 * is in the model is never taken again. */
static void none_twice(void **state)
{
	static double x[309], y[309];
	struct search *search = search_new(NULL);

	(void)state;
	for (size_t bend = 180; bend < 260; bend += 5) {
		const struct points points = { 309, x, y };
		struct result result;

		for (size_t i = 0; i < 309; i++) {
			x[i] = (double)i;
			y[i] = 4.0 * floor(10000.0 * (1.0 - exp(-(double)i / 90.0)) +
					     (i > bend ? 55.0 * (double)(i - bend) / 4.0 : 0.0));
		}
		result = search_in(search, &points, false);
		for (size_t a = 0; a < result.count; a++)
			for (size_t b = 0; b < a; b++)
				assert_false(result.found[a].kind == result.found[b].kind &&
					     fabs(result.found[a].parameter -
						     result.found[b].parameter) < DBL_MIN);
	}
	search_free(search);
}

static double column_of(const struct search_block *block, size_t w, size_t lane, double *out)
{
	double largest = 0.0;

	for (size_t i = 0; i < MOST; i++) {
		out[i] = block->column[w][i * SEARCH_LANES + lane];
		largest = fmax(largest, fabs(out[i]));
	}
	return largest;
}

/* Sums that follow from others are those of the rows. */
static void as_of_rows(const struct search_block *block, const struct search_sums *sums,
	size_t slot, const double *row, double tolerance)
{
	double lane[MOST], product, lagged;

	for (size_t w = 0; w < block->width; w++)
		for (size_t l = 0; l < block->count; l++) {
			double near = tolerance * column_of(block, w, l, lane);

			search_block_products(MOST, lane, row, &product, &lagged);
			assert_true(fabs(sums->product[w][slot][l] - product) <= near);
			assert_true(fabs(sums->lagged[w][slot][l] - lagged) <= near);
		}
}

static void sums_of_steps(const struct search_curves *curves)
{
	static const size_t starts[] = { 1, 2, MOST / 2 - 1, MOST / 2, MOST - 1 };
	double row[MOST];

	for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
		const struct search_step step = { starts[s], s % 2 ? -1.0 : 1.0 };

		for (size_t i = 0; i < MOST; i++)
			row[i] = i < step.start ? 0.0 : step.height;
		for (size_t b = 0; b < curves->blocks; b++) {
			struct search_sums sums = curves->sums[b];

			search_join_step(MOST, &curves->block[b], &step, 2, &sums);
			as_of_rows(&curves->block[b], &sums, 2, row, 1e-12 * MOST);
		}
	}
}

static void sums_without_all_rows(void **state)
{
	static double x[MOST], y[MOST], from[MOST + 1];
	size_t forms[3] = { 0 };

	(void)state;
	for (unsigned kind = 6; kind < 8; kind++) {
		struct search_curves *curves;
		struct search_column column;

		make(MOST, kind, 5, x, y);
		curves = search_curves_new(MOST, x);
		assert_non_null(curves);
		search_join_begin(MOST, x, y, from, &column);
		for (size_t b = 0; b < curves->blocks; b++) {
			struct search_sums sums = { 0 };

			search_join(&curves->block[b], &column, SEARCH_Y, &sums);
			as_of_rows(&curves->block[b], &sums, SEARCH_Y, y, 1e-12 * MOST * 9000.0);
			forms[curves->block[b].form]++;
		}
		sums_of_steps(curves);
		search_curves_free(curves);
	}
	assert_true(forms[SEARCH_ANY] && forms[SEARCH_RAMPS] && forms[SEARCH_EVEN_WAVES]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_plain_one),
		cmocka_unit_test(reused_or_shared),
		cmocka_unit_test(curves_of_fewer_points),
		cmocka_unit_test(a_leak_changes_nothing),
		cmocka_unit_test(the_first_of_alike_ones),
		cmocka_unit_test(none_twice),
		cmocka_unit_test(sums_without_all_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
