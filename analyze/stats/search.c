/* search.c - which nuisances a series needs: forward selection by BIC under AR(1) noise. */
#include "search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "normal.h"
#include "prewhiten.h"
#include "search_curves.h"

enum {
	SLOTS = CANDIDATE_SLOTS,
	Y = TREND_COLUMNS, /* its slot, the last */
	CANDIDATES = SEARCH_POINTS + SEARCH_POINTS / 3 + NUISANCE_CURVES + NUISANCE_WAVES
};

struct search {
	size_t n;
	double x[SEARCH_POINTS], y[SEARCH_POINTS];
	double column[SLOTS][SEARCH_POINTS], suffix[SEARCH_POINTS + 1];
	double product[SLOTS][SLOTS], lagged[SLOTS][SLOTS]; /* of the model's columns and y */
	size_t model;                                       /* columns in it */
	const struct search_curves *shared;
	struct search_curves *own; /* for an x that the shared ones do not have */
	double refined[2][SEARCH_POINTS];
	size_t count;
	struct candidate candidate[CANDIDATES];
};

struct search *search_new(const struct search_curves *shared)
{
	struct search *search = calloc(1, sizeof *search);

	if (search)
		search->shared = shared;
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	search_curves_free(search->own);
	free(search);
}

static void thin(struct search *s, const struct points *points)
{
	double mean = 0.0;

	s->n = search_curves_thin_x(points->n, points->x, s->x);
	search_curves_thin(points->n, points->y, s->y);
	for (size_t j = 0; j < s->n; j++)
		mean += s->y[j] / (double)s->n;
	for (size_t j = 0; j < s->n; j++)
		s->y[j] -= mean;
}

/* The sums of candidate c with column number slot of the model (or y). Those of a step are sums
 * from its start on. */
static void join(struct search *s, struct candidate *c, size_t slot)
{
	const double *column = s->column[slot], sign = c->what.kind == NUISANCE_DROP ? -1.0 : 1.0;

	if (!c->column[0]) {
		c->product[0][slot] = sign * s->suffix[c->start];
		c->lagged[0][slot] = sign * (s->suffix[c->start - 1] - column[s->n - 1] +
						    s->suffix[c->start + 1]);
		return;
	}
	for (size_t w = 0; w < c->width; w++)
		search_curves_products(
			s->n, c->column[w], column, &c->product[w][slot], &c->lagged[w][slot]);
}

static void join_all(struct search *s, size_t slot)
{
	s->suffix[s->n] = 0.0;
	for (size_t i = s->n; i-- > 0;)
		s->suffix[i] = s->suffix[i + 1] + s->column[slot][i];
	for (size_t i = 0; i < s->count; i++)
		join(s, &s->candidate[i], slot);
}

static void add_step(struct search *s, enum nuisance_kind kind, size_t start)
{
	struct candidate *c = &s->candidate[s->count++];

	memset(c, 0, sizeof *c);
	c->what = (struct nuisance){ kind, s->x[start], 0, 0 };
	c->width = 1;
	c->start = start;
	c->own[0][0] = (double)(s->n - start);
	c->own_lagged[0][0] = 2.0 * (double)(s->n - start - 1);
	c->last[0] = kind == NUISANCE_DROP ? -1.0 : 1.0;
}

static bool same_x(const struct search_curves *curves, const struct search *s)
{
	return curves && curves->n == s->n && !memcmp(curves->x, s->x, s->n * sizeof *s->x);
}

/* They do not depend on y: made once while x stays the same, as it mostly does within a run. False:
 * no memory. */
static bool add_curves(struct search *s)
{
	const struct search_curves *curves = same_x(s->shared, s) ? s->shared : s->own;

	if (!same_x(curves, s)) {
		search_curves_free(s->own);
		curves = s->own = search_curves_new(s->n, s->x);
		if (!curves)
			return false;
	}
	memcpy(s->candidate + s->count, curves->curve, curves->count * sizeof *curves->curve);
	s->count += curves->count;
	return true;
}

/* Takes the columns of c into the model; its sums are there already. */
static void take(struct search *s, const struct candidate *c)
{
	for (size_t w = 0; w < c->width; w++) {
		size_t slot = s->model + w;

		for (size_t i = 0; i < s->n; i++)
			s->column[slot][i] = c->column[w]    ? c->column[w][i]
					     : i >= c->start ? c->last[w]
							     : 0.0;
		for (size_t z = 0; z < SLOTS; z++) {
			if (z >= s->model && z != Y)
				continue;
			s->product[slot][z] = s->product[z][slot] = c->product[w][z];
			s->lagged[slot][z] = s->lagged[z][slot] = c->lagged[w][z];
		}
		for (size_t v = 0; v < c->width; v++) {
			s->product[slot][s->model + v] = c->own[w][v];
			s->lagged[slot][s->model + v] = c->own_lagged[w][v];
		}
	}
	s->model += c->width;
	for (size_t slot = s->model - c->width; slot < s->model; slot++)
		join_all(s, slot);
}

/* Sums of the model with c (may be NULL) and y: m0 the products, m1 the lagged ones, the first and
 * the last row. */
static size_t assemble(const struct search *s, const struct candidate *c, double *m0, double *m1,
	double *first, double *last)
{
	size_t width = c ? c->width : 0, k = s->model + width, p = k + 1;

	for (size_t a = 0; a < p; a++) {
		size_t slot = a < s->model ? a : Y;
		bool own = a >= s->model && a < k;

		first[a] = own ? c->first[a - s->model] : s->column[slot][0];
		last[a] = own ? c->last[a - s->model] : s->column[slot][s->n - 1];
		for (size_t b = 0; b <= a; b++) {
			size_t other = b < s->model ? b : Y;
			bool other_own = b >= s->model && b < k;
			double product, lagged;

			if (own && other_own) {
				product = c->own[a - s->model][b - s->model];
				lagged = c->own_lagged[a - s->model][b - s->model];
			} else if (own || other_own) {
				size_t w = own ? a - s->model : b - s->model;

				product = c->product[w][own ? other : slot];
				lagged = c->lagged[w][own ? other : slot];
			} else {
				product = s->product[slot][other];
				lagged = s->lagged[slot][other];
			}
			m0[a * p + b] = m0[b * p + a] = product;
			m1[a * p + b] = m1[b * p + a] = lagged;
		}
	}
	return k;
}

/* Lag-1 autocorrelation of the residuals y - X b, from the sums alone. */
static double autocorrelation(size_t p, double squares, const double *b, const double *m0,
	const double *m1, const double *last)
{
	double end = last[p - 1], cross = 0.0, before;

	for (size_t i = 0; i + 1 < p; i++)
		end -= b[i] * last[i];
	for (size_t i = 0; i < p; i++)
		for (size_t j = 0; j < p; j++)
			cross += 0.5 * (i + 1 < p ? -b[i] : 1.0) * (j + 1 < p ? -b[j] : 1.0) *
				 m1[i * p + j];
	before = squares - end * end;
	return before > 1e-12 * fabs(m0[p * p - 1]) + 1e-9 ? cross / before : 0.0;
}

/*
 * BIC of the model with c under AR(1) noise: the residuals of least squares tell rho, Prais-Winsten
 * the innovations. A quarter of the page rounding's variance is added: nothing is earned by fitting
 * the rounding.
 */
static double bic(const struct search *s, const struct candidate *c, double page, size_t parameters)
{
	double m0[NORMAL_MAX * NORMAL_MAX] = { 0 }, m1[NORMAL_MAX * NORMAL_MAX], first[NORMAL_MAX],
			       last[NORMAL_MAX] = { 0 };
	double b[NORMAL_MAX];
	size_t k = assemble(s, c, m0, m1, first, last), p = k + 1;
	double n = (double)s->n, squares = normal_residual(k, m0, b);
	double rho = fmin(prewhiten_unbiased(autocorrelation(p, squares, b, m0, m1, last), s->n),
		METHOD_RHO_MOST);

	for (size_t i = 0; i < p; i++)
		for (size_t j = 0; j < p; j++)
			m0[i * p + j] +=
				rho *
				(rho * (m0[i * p + j] - first[i] * first[j] - last[i] * last[j]) -
					m1[i * p + j]);
	squares = normal_residual(k, m0, b);
	/* a step explains growth, a drop a fall, not the reverse */
	if (c && (c->what.kind == NUISANCE_STEP || c->what.kind == NUISANCE_DROP) && b[k - 1] < 0.0)
		return INFINITY;
	return n * log((squares + n * page * page / 48.0) / n) + (double)parameters * log(n);
}

static bool allowed(const struct nuisance *what, size_t curves, size_t waves,
	const struct nuisance *found, size_t count)
{
	if (what->kind != NUISANCE_WAVE)
		return curves < METHOD_CURVES;
	for (size_t i = 0; i < count; i++)
		if (found[i].kind == NUISANCE_WAVE &&
			fabs(found[i].parameter - what->parameter) < METHOD_WAVES_APART)
			return false;
	return waves < METHOD_WAVES;
}

/* Between the grid's frequencies: the best of nine, into c, whose columns then are s->refined. */
static double refine(struct search *s, double page, size_t parameters, struct candidate *c)
{
	double least = INFINITY, best = c->what.parameter, middle = best, both[2 * SEARCH_POINTS];

	for (int step = -4; step <= 5; step++) { /* the tenth time: the best again */
		double value;

		c->what.parameter = step < 5 ? middle + METHOD_WAVE_FINE * step : best;
		nuisance_column(&c->what, s->x[0], s->x[s->n - 1] - s->x[0], s->n, s->x, both);
		for (size_t w = 0; w < 2; w++)
			c->column[w] = memcpy(s->refined[w], both + w * s->n, s->n * sizeof *both);
		search_curves_own_sums(s->n, c);
		for (size_t slot = 0; slot < SLOTS; slot++)
			if (slot < s->model || slot == Y)
				join(s, c, slot);
		value = bic(s, c, page, parameters);
		if (value < least) {
			least = value;
			best = c->what.parameter;
		}
	}
	return least;
}

/* A model of constant, line and y, and the candidates' sums with them. False: no memory. */
static bool begin(struct search *s, bool collector)
{
	double mean = 0.0;

	s->count = 0;
	for (size_t i = 1; i < s->n && !collector; i++)
		add_step(s, NUISANCE_STEP, i);
	for (size_t i = 1; i < (size_t)(METHOD_DROP_PART * (double)s->n) && !collector; i++)
		add_step(s, NUISANCE_DROP, i);
	if (!add_curves(s))
		return false;
	for (size_t i = 0; i < s->n; i++)
		mean += (s->x[i] - s->x[0]) / (double)s->n;
	for (size_t i = 0; i < s->n; i++) {
		s->column[0][i] = 1.0;
		s->column[1][i] = s->x[i] - s->x[0] - mean;
		s->column[Y][i] = s->y[i];
	}
	s->model = 2;
	for (size_t a = 0; a < 3; a++)
		for (size_t b = 0; b < 3; b++) {
			size_t i = a < 2 ? a : Y, j = b < 2 ? b : Y;

			search_curves_products(s->n, s->column[i], s->column[j], &s->product[i][j],
				&s->lagged[i][j]);
		}
	join_all(s, 0);
	join_all(s, 1);
	join_all(s, Y);
	return true;
}

bool search_nuisances(struct search *s, const struct points *points, double page, bool collector,
	struct nuisance *found, size_t *count)
{
	size_t curves = 0, waves = 0, parameters = 3;
	double current;

	*count = 0;
	thin(s, points);
	if (!begin(s, collector))
		return false;
	current = bic(s, NULL, page, parameters);
	while (curves + waves < METHOD_CURVES + METHOD_WAVES && s->model + 3 < s->n - 2) {
		double least = INFINITY;
		struct candidate best = { 0 };

		for (size_t i = 0; i < s->count; i++) {
			const struct candidate *c = &s->candidate[i];
			double value;

			if (!allowed(&c->what, curves, waves, found, *count))
				continue;
			value = bic(s, c, page, parameters + 1 + c->width);
			if (value < least) {
				least = value;
				best = *c;
			}
		}
		if (!(least <= current - METHOD_BIC_GAIN))
			break;
		parameters += 1 + best.width;
		if (best.what.kind == NUISANCE_WAVE) {
			least = fmin(least, refine(s, page, parameters, &best));
			waves++;
		} else {
			curves++;
		}
		current = least;
		take(s, &best);
		found[(*count)++] = best.what;
	}
	return true;
}
