/* search.c - which nuisances a series needs: forward selection by BIC under AR(1) noise. */
#include "search.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "search_curves.h"
#include "search_join.h"
#include "search_score.h"

/* x whose curves are kept: the series of a process begin at two or three different rounds, and are
 * fitted in turn, some of them again and again with a leak in them. */
enum { OWN = 3 };

/* One candidate, copied from its block: the data for adding it to the model. */
struct choice {
	struct nuisance what;
	size_t width;
	size_t start;            /* of a step or drop: its first point */
	const double *column[2]; /* of others: every SEARCH_LANES-th number from here */
	double product[2][SEARCH_SLOTS], lagged[2][SEARCH_SLOTS];
	double own[2][2], own_lagged[2][2];
};

struct search {
	size_t n;
	double x[SEARCH_POINTS], y[SEARCH_POINTS];
	bool may_drop[SEARCH_POINTS];
	double column[SEARCH_SLOTS][SEARCH_POINTS];
	double from[SEARCH_SLOTS][SEARCH_POINTS + 1]; /* sums of a column's rows from each on */
	struct search_model model;
	struct search_scorer scorer[3];     /* by the width of candidates */
	const struct search_curves *curves; /* for this x */
	const struct search_curves *shared;
	struct search_curves
		*own[OWN]; /* for x that the shared ones do not have, last used first */
	struct search_sums sums[CURVE_BLOCKS + WAVE_BLOCKS];
	double refined[2][SEARCH_POINTS * SEARCH_LANES];
	bool collector;
	double page;
	size_t curve_count, wave_count, parameters;
	struct nuisance *found;
};

/* The best candidate so far. */
struct contest {
	double least; /* its BIC */
	double limit; /* only a candidate with fewer squares can be as good */
	size_t width; /* the candidates' width for which limit is valid */
	struct choice best;
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
	for (size_t i = 0; i < OWN; i++)
		search_curves_free(search->own[i]);
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

/*
 * Where a drop may be: anywhere, but late in the run only if half of what was gained before it
 * stays. What comes down from its height with few rounds to follow may not rise again.
 */
static void find_drops(struct search *s)
{
	size_t late = (size_t)(METHOD_BEND_PART * (double)s->n);
	double before = 0.0, highest = s->y[0];

	for (size_t i = 1; i < s->n; i++) {
		double gained, kept;

		before += s->y[i - 1];
		highest = fmax(highest, s->y[i - 1]);
		gained = highest - s->y[0];
		kept = -before / (double)(s->n - i) - s->y[0]; /* the mean of all is 0 */
		s->may_drop[i] = i < late || kept >= METHOD_KEPT_PART * gained;
	}
}

static bool same_x(const struct search_curves *curves, const struct search *s)
{
	return curves && curves->n == s->n && !memcmp(curves->x, s->x, s->n * sizeof *s->x);
}

/* They do not depend on y: made once for an x, if it is not too long ago. False: no memory. */
static bool find_curves(struct search *s)
{
	const struct search_curves *known[OWN + 1] = { s->shared };
	struct search_curves *found;
	size_t i = 0;

	if (same_x(s->shared, s)) {
		s->curves = s->shared;
		return true;
	}
	while (i + 1 < OWN && !same_x(s->own[i], s))
		i++;
	found = s->own[i];
	if (!same_x(found, s)) {
		memcpy(known + 1, s->own, sizeof s->own);
		found = search_curves_again(found, s->n, s->x, known, OWN + 1);
	}
	memmove(s->own + 1, s->own, i * sizeof *s->own);
	s->curves = s->own[0] = found;
	return found;
}

/* Can candidates of this width still be added? */
static bool is_open(const struct search *s, size_t width)
{
	return width == 1 ? s->curve_count < METHOD_CURVES : s->wave_count < METHOD_WAVES;
}

/* Computes the sums of all candidates that can still be added with the column of a slot: a step, or
 * NULL. */
static void join_all(struct search *s, size_t slot, const struct search_step *step)
{
	struct search_column column;

	search_join_begin(s->n, s->x, s->column[slot], s->from[slot], &column);
	for (size_t b = 0; b < s->curves->blocks; b++) {
		const struct search_block *block = &s->curves->block[b];

		if (is_open(s, block->width) && step)
			search_join_step(s->n, block, step, slot, &s->sums[b]);
		else if (is_open(s, block->width))
			search_join(block, &column, slot, &s->sums[b]);
	}
}

/* The same for the constant and the line, whose sums come with the curves. */
static void join_start(struct search *s)
{
	struct search_column column;

	for (size_t b = 0; b < s->curves->blocks; b++)
		for (size_t w = 0; w < 2; w++) {
			const struct search_sums *from = &s->curves->sums[b];
			const size_t two = 2 * sizeof *from->product[w];

			memcpy(s->sums[b].product[w], from->product[w], two);
			memcpy(s->sums[b].lagged[w], from->lagged[w], two);
		}
	for (size_t slot = 0; slot < 2; slot++)
		search_join_begin(s->n, s->x, s->column[slot], s->from[slot], &column);
	join_all(s, SEARCH_Y, NULL);
}

static void set_product(struct search *s, size_t a, size_t b, double product, double lagged)
{
	s->model.product[a][b] = s->model.product[b][a] = product;
	s->model.lagged[a][b] = s->model.lagged[b][a] = lagged;
}

/* First and last row of the column in its slot. */
static void set_ends(struct search *s, size_t slot)
{
	s->model.first[slot] = s->column[slot][0];
	s->model.last[slot] = s->column[slot][s->n - 1];
}

/* Starts with a model of constant, line and y, and the candidates' sums with them. False: no
 * memory. */
static bool begin(struct search *s)
{
	static const size_t slots[] = { 0, 1, SEARCH_Y };

	if (!find_curves(s))
		return false;
	for (size_t i = 0; i < s->n; i++)
		s->column[0][i] = 1.0;
	memcpy(s->column[1], s->curves->line, s->n * sizeof *s->y);
	memcpy(s->column[SEARCH_Y], s->y, s->n * sizeof *s->y);
	for (size_t a = 0; a < 3; a++)
		for (size_t b = 0; b <= a; b++) {
			double product, lagged;

			search_block_products(
				s->n, s->column[slots[a]], s->column[slots[b]], &product, &lagged);
			set_product(s, slots[a], slots[b], product, lagged);
		}
	for (size_t a = 0; a < 3; a++)
		set_ends(s, slots[a]);
	s->model.n = s->n;
	s->model.columns = 2;
	s->curve_count = s->wave_count = 0;
	s->parameters = 3;
	join_start(s);
	return true;
}

/*
 * Adds a quarter of the page rounding's variance to the squares: fitting the rounding gains
 * nothing.
 */
static double rounding(const struct search *s)
{
	return (double)s->n * s->page * s->page / 48.0;
}

static double bic(const struct search *s, double squares, size_t width)
{
	double n = (double)s->n, parameters = (double)(s->parameters + (width ? 1 + width : 0));

	return n * log((squares + rounding(s)) / n) + parameters * log(n);
}

/*
 * From how many squares on no candidate of a width can be the best: the inverse of bic(), slightly
 * higher, as rounding must not decide. It avoids nearly all logarithms.
 */
static void set_limit(const struct search *s, size_t width, struct contest *contest)
{
	double n = (double)s->n, parameters = (double)(s->parameters + 1 + width);

	contest->width = width;
	contest->limit =
		n * exp((contest->least - parameters * log(n)) / n) * (1.0 + 1e-9) - rounding(s);
}

/* Copies candidate number lane out of the block. */
static void choose(const struct search *s, const struct search_block *block,
	const struct search_sums *sums, size_t lane, struct choice *out)
{
	out->what = block->what[lane];
	out->width = block->width;
	for (size_t w = 0; w < block->width; w++) {
		out->column[w] = block->column[w] ? block->column[w] + lane : NULL;
		for (size_t v = 0; v < block->width; v++) {
			out->own[w][v] = block->own[w][v][lane];
			out->own_lagged[w][v] = block->own_lagged[w][v][lane];
		}
		for (size_t slot = 0; slot < SEARCH_SLOTS; slot++) {
			if (slot >= s->model.columns && slot != SEARCH_Y)
				continue;
			out->product[w][slot] = sums->product[w][slot][lane];
			out->lagged[w][slot] = sums->lagged[w][slot][lane];
		}
	}
}

/*
 * Candidates may be equivalent: all ramps that end before the second point are, and so is a step
 * there. Rounding must not choose among them: the first one stays, unless another's BIC is better
 * by more than the possible error of squares computed as differences of sums.
 */
static double alike(const struct search *s, double squares)
{
	static const double some_digits = 1e-14, least = 1e-6;
	double all = s->model.product[SEARCH_Y][SEARCH_Y];

	return least + (double)s->n * some_digits * all / (squares + rounding(s) + DBL_MIN);
}

/* Is the candidate better than the best so far? If so it becomes the best, its sums still missing.
 */
static bool wins(const struct search *s, double squares, size_t width, struct contest *contest)
{
	double value;

	if (width != contest->width)
		set_limit(s, width, contest);
	if (!(squares < contest->limit))
		return false;
	value = bic(s, squares, width);
	if (!(value < contest->least - (contest->best.width ? alike(s, squares) : 0.0)))
		return false;
	contest->least = value;
	set_limit(s, width, contest);
	return true;
}

/* The columns, and their sums with the model, of a candidate that is a step at start. */
static void step_block(const struct search *s, size_t start, size_t count,
	struct search_block *block, struct search_sums *sums)
{
	block->width = 1;
	block->count = count;
	for (size_t l = 0; l < SEARCH_LANES; l++) {
		size_t i = l < count ? start + l : start;

		block->what[l] = (struct nuisance){ NUISANCE_STEP, s->x[i], 0, 0 };
		block->own[0][0][l] = (double)(s->n - i);
		block->own_lagged[0][0][l] = 2.0 * (double)(s->n - i - 1);
		block->first[0][l] = 0.0;
		block->last[0][l] = 1.0;
		for (size_t slot = 0; slot < SEARCH_SLOTS; slot++) {
			const double *from = s->from[slot];

			if (slot >= s->model.columns && slot != SEARCH_Y)
				continue;
			sums->product[0][slot][l] = from[i];
			sums->lagged[0][slot][l] =
				from[i - 1] - s->column[slot][s->n - 1] + from[i + 1];
		}
	}
}

/* A drop is a step with all signs reversed. */
static void turn_into_drop(struct choice *choice)
{
	choice->what.kind = NUISANCE_DROP;
	for (size_t slot = 0; slot < SEARCH_SLOTS; slot++) {
		choice->product[0][slot] *= -1.0;
		choice->lagged[0][slot] *= -1.0;
	}
}

/*
 * A step explains growth, a drop a fall, not the reverse: each point is tried once, and the sign of
 * the coefficient decides which it is.
 */
static void try_steps(struct search *s, struct contest *contest)
{
	struct search_block block = { 0 };
	struct search_sums sums;

	for (size_t start = 1; start < s->n; start += SEARCH_LANES) {
		size_t left = s->n - start, count = left < SEARCH_LANES ? left : SEARCH_LANES;
		struct search_score score;

		step_block(s, start, count, &block, &sums);
		search_score(&s->scorer[1], &block, &sums, &score);
		for (size_t l = 0; l < count; l++) {
			bool falls = score.last[l] < 0.0;

			if ((falls && !s->may_drop[start + l]) ||
				!wins(s, score.squares[l], 1, contest))
				continue;
			choose(s, &block, &sums, l, &contest->best);
			contest->best.start = start + l;
			if (falls)
				turn_into_drop(&contest->best);
		}
	}
}

/* Nuisances already in the model, and waves next to one in it, are not added again. */
static bool is_apart(const struct search *s, size_t found, const struct nuisance *what)
{
	double near = what->kind == NUISANCE_WAVE ? METHOD_WAVES_APART : DBL_MIN;

	for (size_t i = 0; i < found; i++)
		if (s->found[i].kind == what->kind &&
			fabs(s->found[i].parameter - what->parameter) < near)
			return false;
	return true;
}

static void try_block(struct search *s, const struct search_block *block,
	const struct search_sums *sums, size_t found, struct contest *contest)
{
	struct search_score score;

	search_score(&s->scorer[block->width], block, sums, &score);
	for (size_t l = 0; l < block->count; l++)
		if (is_apart(s, found, &block->what[l]) &&
			wins(s, score.squares[l], block->width, contest))
			choose(s, block, sums, l, &contest->best);
}

static void try_all(struct search *s, struct contest *contest)
{
	size_t found = s->curve_count + s->wave_count;

	for (size_t width = 1; width <= 2; width++)
		if (is_open(s, width))
			search_score_begin(&s->scorer[width], &s->model, width);
	if (!s->collector && is_open(s, 1))
		try_steps(s, contest);
	for (size_t b = 0; b < s->curves->blocks; b++) {
		const struct search_block *block = &s->curves->block[b];

		if (is_open(s, block->width))
			try_block(s, block, &s->sums[b], found, contest);
	}
}

/* Between the grid's frequencies: the best of nine around the contest's wave. */
static void refine(struct search *s, struct contest *contest)
{
	struct search_block fine;
	struct search_column column;
	struct search_sums sums;

	search_curves_refine(
		s->curves, &contest->best.what, contest->best.column, s->refined, &fine);
	for (size_t slot = 0; slot < SEARCH_SLOTS; slot++) {
		if (slot >= s->model.columns && slot != SEARCH_Y)
			continue;
		search_join_begin(s->n, s->x, s->column[slot], s->from[slot], &column);
		search_join(&fine, &column, slot, &sums);
	}
	try_block(s, &fine, &sums, 0, contest);
}

/* Fills the slot with a column of c, and computes its sums with all candidates. */
static void add_column(struct search *s, const struct choice *c, size_t w, size_t slot)
{
	const struct search_step step = { c->start, c->what.kind == NUISANCE_DROP ? -1.0 : 1.0 };

	for (size_t i = 0; i < s->n; i++)
		s->column[slot][i] = c->column[w]      ? c->column[w][i * SEARCH_LANES]
				     : i >= step.start ? step.height
						       : 0.0;
	set_ends(s, slot);
	join_all(s, slot, c->column[w] ? NULL : &step);
}

/* Adds the columns of c to the model; its sums are already there. */
static void take(struct search *s, const struct choice *c)
{
	size_t before = s->model.columns;

	for (size_t w = 0; w < c->width; w++) {
		for (size_t z = 0; z < before; z++)
			set_product(s, before + w, z, c->product[w][z], c->lagged[w][z]);
		set_product(
			s, before + w, SEARCH_Y, c->product[w][SEARCH_Y], c->lagged[w][SEARCH_Y]);
		for (size_t v = 0; v <= w; v++)
			set_product(s, before + w, before + v, c->own[w][v], c->own_lagged[w][v]);
	}
	s->model.columns += c->width;
	s->parameters += 1 + c->width;
	s->found[s->curve_count + s->wave_count] = c->what;
	*(c->what.kind == NUISANCE_WAVE ? &s->wave_count : &s->curve_count) += 1;
	for (size_t w = 0; w < c->width; w++)
		add_column(s, c, w, before + w);
}

static double bic_alone(struct search *s)
{
	struct search_score score;

	search_score_begin(&s->scorer[0], &s->model, 0);
	search_score(&s->scorer[0], NULL, NULL, &score);
	return bic(s, score.squares[0], 0);
}

static bool is_full(const struct search *s)
{
	return s->curve_count + s->wave_count >= METHOD_CURVES + METHOD_WAVES ||
	       s->model.columns + 3 >= s->n - 2;
}

bool search_nuisances(struct search *s, const struct points *points, double page, bool collector,
	struct nuisance *found, size_t *count)
{
	double current;

	*count = 0;
	s->collector = collector;
	s->page = page;
	s->found = found;
	thin(s, points);
	find_drops(s);
	if (!begin(s))
		return false;
	current = bic_alone(s);
	while (!is_full(s)) {
		/* a BIC of current - METHOD_BIC_GAIN is good enough, and wins() requires less */
		struct contest contest = { .least =
						   nextafter(current - METHOD_BIC_GAIN, INFINITY) };

		try_all(s, &contest);
		if (!contest.best.width)
			break;
		if (contest.best.what.kind == NUISANCE_WAVE)
			refine(s, &contest);
		take(s, &contest.best);
		current = contest.least;
	}
	*count = s->curve_count + s->wave_count;
	return true;
}
