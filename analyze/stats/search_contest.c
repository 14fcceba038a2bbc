/* search_contest.c - which of all candidates is the best for the model so far. */
#include "search_contest.h"

#include <float.h>
#include <math.h>

#include "method.h"
#include "search_join.h"
#include "search_model.h"

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
static void set_limit(const struct search *s, size_t width, struct search_contest *contest)
{
	double n = (double)s->n, parameters = (double)(s->parameters + 1 + width);

	contest->width = width;
	contest->limit =
		n * exp((contest->least - parameters * log(n)) / n) * (1.0 + 1e-9) - rounding(s);
}

/* Copies candidate number lane out of the block. */
static void choose(const struct search *s, const struct search_block *block,
	const struct search_sums *sums, size_t lane, struct search_choice *out)
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
static bool wins(
	const struct search *s, double squares, size_t width, struct search_contest *contest)
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
static void turn_into_drop(struct search_choice *choice)
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
static void try_steps(struct search *s, struct search_contest *contest)
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
	const struct search_sums *sums, size_t found, struct search_contest *contest)
{
	struct search_score score;

	search_score(&s->scorer[block->width], block, sums, &score);
	for (size_t l = 0; l < block->count; l++)
		if (is_apart(s, found, &block->what[l]) &&
			wins(s, score.squares[l], block->width, contest))
			choose(s, block, sums, l, &contest->best);
}

static void try_all(struct search *s, struct search_contest *contest)
{
	size_t found = s->curve_count + s->wave_count;

	for (size_t width = 1; width <= 2; width++)
		if (search_model_is_open(s, width))
			search_score_begin(&s->scorer[width], &s->model, width);
	if (!s->collector && search_model_is_open(s, 1))
		try_steps(s, contest);
	for (size_t b = 0; b < s->curves->blocks; b++) {
		const struct search_block *block = &s->curves->block[b];

		if (search_model_is_open(s, block->width))
			try_block(s, block, &s->sums[b], found, contest);
	}
}

/* Between the grid's frequencies: the best of nine around the contest's wave. */
static void refine(struct search *s, struct search_contest *contest)
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

double search_contest_bic(struct search *s)
{
	struct search_score score;

	search_score_begin(&s->scorer[0], &s->model, 0);
	search_score(&s->scorer[0], NULL, NULL, &score);
	return bic(s, score.squares[0], 0);
}

struct search_contest search_contest_hold(struct search *s, double limit)
{
	struct search_contest contest = { .least = limit };

	try_all(s, &contest);
	if (contest.best.width && contest.best.what.kind == NUISANCE_WAVE)
		refine(s, &contest);
	return contest;
}
