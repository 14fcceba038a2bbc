/* search_curves.c - the search's candidates that do not depend on y: curves and waves over one x.
 */
#include "search_curves.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search_join.h"

enum { ROW = SEARCH_LANES };

size_t search_curves_thin(size_t n, const double *v, double *out)
{
	size_t count = n < SEARCH_POINTS ? n : SEARCH_POINTS;

	for (size_t j = 0; j < count; j++) {
		size_t from = j * n / count, to = (j + 1) * n / count;
		double sum = 0.0;

		for (size_t i = from; i < to; i++)
			sum += v[i] - v[0];
		out[j] = sum / (double)(to - from);
	}
	return count;
}

size_t search_curves_thin_x(size_t n, const double *x, double *out)
{
	size_t count = search_curves_thin(n, x, out);

	for (size_t j = 0; j < count; j++)
		out[j] += x[0];
	return count;
}

/* The columns of one nuisance, from nuisance_column(). */
static void columns_of(const struct search_curves *s, const struct nuisance *what, double *out)
{
	nuisance_column(what, s->x[0], s->x[s->n - 1] - s->x[0], s->n, s->x, out);
}

/* What search_join() needs of ramps. */
static void make_ramps(const struct search_curves *s, struct search_block *block)
{
	double span = s->x[s->n - 1] - s->x[0];

	block->form = SEARCH_RAMPS;
	for (size_t l = 0; l < SEARCH_LANES; l++)
		while (s->x[block->bend[l]] - s->x[0] < block->what[l].parameter * span)
			block->bend[l]++;
}

static bool all_ramps(const struct search_block *block)
{
	return block->count == SEARCH_LANES && block->what[0].kind == NUISANCE_RAMP &&
	       block->what[SEARCH_LANES - 1].kind == NUISANCE_RAMP;
}

/* Fills each lane with a curve; unused lanes repeat the last one. */
static void make_curves(
	const struct search_curves *s, const struct search_block *block, double *column)
{
	double one[SEARCH_POINTS] = { 0 };

	for (size_t l = 0; l < SEARCH_LANES; l++) {
		if (l < block->count)
			columns_of(s, &block->what[l], one);
		for (size_t i = 0; i < s->n; i++)
			column[i * ROW + l] = one[i];
	}
}

/* One rotation: adds the angle of (by_sine, by_cosine) to that of (sine, cosine). */
static void turn(double *sine, double *cosine, double by_sine, double by_cosine)
{
	double before = *sine;

	*sine = before * by_cosine + *cosine * by_sine;
	*cosine = *cosine * by_cosine - before * by_sine;
}

/* Are the points at even distances, but for rounding? */
static bool is_even(size_t n, const double *x)
{
	double span = x[n - 1] - x[0];

	for (size_t i = 1; i + 1 < n; i++)
		if (!(fabs(x[i] - x[0] - span * (double)i / (double)(n - 1)) <= 1e-14 * span))
			return false;
	return true;
}

/* What search_join() needs of waves at even distances. */
static void make_even(const struct search_curves *s, struct search_block *block)
{
	block->form = SEARCH_EVEN_WAVES;
	for (size_t l = 0; l < block->count; l++) {
		double turns = block->what[l].parameter / (double)(s->n - 1);
		double factor = block->factor[l] = 2.0 * cos(NUISANCE_TURN * turns);

		for (size_t w = 0; w < 2; w++) {
			const double *first = block->column[w] + l,
				     *last = first + (s->n - 1) * ROW;

			block->before[w][l] = factor * first[0] - first[ROW];
			block->after[w][l] = factor * last[0] - (last - ROW)[0];
		}
	}
}

/* Waves with equal distances between lanes: the first is computed, each other one rotated from the
 * one before it, which saves most calls of sin and cos. */
static void make_waves(const struct search_curves *s, const struct search_block *block,
	double *sines, double *cosines)
{
	struct nuisance by = { .kind = NUISANCE_WAVE, .parameter = METHOD_WAVE_STEP };
	double first[2 * SEARCH_POINTS], turned[2 * SEARCH_POINTS];

	if (block->what[0].parameter >= METHOD_WAVE_WIDE)
		by.parameter = METHOD_WAVE_WIDE_STEP;
	columns_of(s, &block->what[0], first);
	columns_of(s, &by, turned);
	for (size_t i = 0; i < s->n; i++) {
		double sine = first[i], cosine = first[s->n + i];

		for (size_t l = 0; l < SEARCH_LANES; l++) {
			sines[i * ROW + l] = sine;
			cosines[i * ROW + l] = cosine;
			turn(&sine, &cosine, turned[i], turned[s->n + i]);
		}
	}
}

/* Puts the candidates of list, all of one width, into new blocks, whose columns are at place.
 * Returns the place behind them. */
static double *add_blocks(
	struct search_curves *s, const struct nuisance *list, size_t count, double *place)
{
	for (size_t i = 0; i < count; i += SEARCH_LANES) {
		struct search_block *block = &s->block[s->blocks++];

		memset(block, 0, sizeof *block);
		block->width = nuisance_width(list->kind);
		block->count = count - i < SEARCH_LANES ? count - i : SEARCH_LANES;
		memcpy(block->what, list + i, block->count * sizeof *list);
		for (size_t w = 0; w < block->width; w++, place += SEARCH_POINTS * ROW)
			block->column[w] = place;
	}
	return place;
}

/* How many of the waves in list are METHOD_WAVE_STEP apart. */
static size_t narrow_waves(const struct nuisance *list, size_t count)
{
	size_t narrow = 0;

	while (narrow < count && list[narrow].parameter < METHOD_WAVE_WIDE)
		narrow++;
	return narrow;
}

/* All candidates, as yet without the numbers of their columns. */
static void lay_out(struct search_curves *s)
{
	struct nuisance curves[NUISANCE_CURVES], waves[NUISANCE_WAVES];
	size_t count = nuisance_waves(s->n, waves), narrow = narrow_waves(waves, count);
	double *place = s->stored;

	nuisance_curves(curves);
	s->blocks = 0;
	place = add_blocks(s, curves, NUISANCE_CURVES, place);
	place = add_blocks(s, waves, narrow, place);
	add_blocks(s, waves + narrow, count - narrow, place);
}

/* The columns of a block, which are in stored. */
static double *column_of(struct search_curves *s, const struct search_block *block, size_t w)
{
	return s->stored + (block->column[w] - s->stored);
}

static void compute_columns(struct search_curves *s)
{
	for (size_t b = 0; b < s->blocks; b++) {
		const struct search_block *block = &s->block[b];

		if (block->width == 1)
			make_curves(s, block, column_of(s, block, 0));
		else
			make_waves(s, block, column_of(s, block, 0), column_of(s, block, 1));
	}
}

/* The row of whole that has each x of s. False: it lacks one, or does not begin and end with the
 * same ones. */
static bool find_rows(const struct search_curves *s, const struct search_curves *whole, size_t *row)
{
	size_t j = 0;

	for (size_t i = 0; i < s->n; i++) {
		while (j < whole->n && whole->x[j] < s->x[i])
			j++;
		if (j == whole->n || whole->x[j] > s->x[i])
			return false;
		row[i] = j;
	}
	return s->n > 0 && row[0] == 0 && row[s->n - 1] == whole->n - 1;
}

/* A row depends on its own x, the first and the last. With more points there are more waves, but
 * the blocks before them are the same. */
static bool copy_columns(struct search_curves *s, const struct search_curves *whole)
{
	size_t row[SEARCH_POINTS] = { 0 };

	if (!find_rows(s, whole, row))
		return false;
	for (size_t b = 0; b < s->blocks; b++)
		for (size_t w = 0; w < s->block[b].width; w++) {
			const double *from = whole->block[b].column[w];
			double *to = column_of(s, &s->block[b], w);

			for (size_t i = 0; i < s->n; i++)
				memcpy(to + i * ROW, from + row[i] * ROW, ROW * sizeof *to);
		}
	return true;
}

static void make_forms(struct search_curves *s)
{
	for (size_t b = 0; b < s->blocks; b++) {
		struct search_block *block = &s->block[b];

		if (all_ramps(block))
			make_ramps(s, block);
		else if (block->width == 2 && s->even)
			make_even(s, block);
	}
}

/* The sums with the constant and the line. */
static void make_sums(struct search_curves *s)
{
	double all[SEARCH_POINTS], from[SEARCH_POINTS + 1];
	const double *rows[] = { all, s->line };

	for (size_t i = 0; i < s->n; i++)
		all[i] = 1.0;
	for (size_t b = 0; b < s->blocks; b++)
		search_block_own(s->n, &s->block[b]);
	for (size_t slot = 0; slot < 2; slot++) {
		struct search_column column;

		search_join_begin(s->n, s->x, rows[slot], from, &column);
		for (size_t b = 0; b < s->blocks; b++)
			search_join(&s->block[b], &column, slot, &s->sums[b]);
	}
}

static void make_line(struct search_curves *s)
{
	double mean = 0.0;

	for (size_t i = 0; i < s->n; i++)
		mean += (s->x[i] - s->x[0]) / (double)s->n;
	for (size_t i = 0; i < s->n; i++)
		s->line[i] = s->x[i] - s->x[0] - mean;
}

static void make_fine(struct search_curves *s)
{
	const struct nuisance by = { .kind = NUISANCE_WAVE, .parameter = METHOD_WAVE_FINE };
	double both[2 * SEARCH_POINTS];

	columns_of(s, &by, both);
	memcpy(s->fine[0], both, s->n * sizeof *both);
	memcpy(s->fine[1], both + s->n, s->n * sizeof *both);
}

void search_curves_refine(const struct search_curves *curves, const struct nuisance *wave,
	const double *const column[2], double (*stored)[SEARCH_POINTS * SEARCH_LANES],
	struct search_block *fine)
{
	enum { HALF = SEARCH_LANES / 2 };

	*fine = (struct search_block){
		.width = 2, .count = SEARCH_LANES, .column = { stored[0], stored[1] }
	};
	for (int l = 0; l < SEARCH_LANES; l++) {
		fine->what[l] = *wave;
		fine->what[l].parameter += METHOD_WAVE_FINE * (l < HALF ? l - HALF : l - HALF + 1);
	}
	for (size_t i = 0; i < curves->n; i++) {
		double *sines = stored[0] + i * ROW, *cosines = stored[1] + i * ROW;
		double up = column[0][i * ROW], up_cosine = column[1][i * ROW];
		double down = up, down_cosine = up_cosine;

		for (size_t k = 0; k < HALF; k++) {
			turn(&up, &up_cosine, curves->fine[0][i], curves->fine[1][i]);
			turn(&down, &down_cosine, -curves->fine[0][i], curves->fine[1][i]);
			sines[HALF + k] = up;
			cosines[HALF + k] = up_cosine;
			sines[HALF - 1 - k] = down;
			cosines[HALF - 1 - k] = down_cosine;
		}
	}
	search_block_own(curves->n, fine);
}

struct search_curves *search_curves_again(struct search_curves *old, size_t n, const double *x,
	const struct search_curves *const *known, size_t known_count)
{
	struct search_curves *curves = old ? old : malloc(sizeof *curves);
	bool copied = false;

	assert(n > 0);
	if (!curves)
		return NULL;
	curves->n = search_curves_thin_x(n, x, curves->x);
	curves->even = is_even(curves->n, curves->x);
	make_line(curves);
	make_fine(curves);
	lay_out(curves);
	for (size_t i = 0; i < known_count && !copied; i++)
		copied = known[i] && known[i] != old && copy_columns(curves, known[i]);
	if (!copied)
		compute_columns(curves);
	make_forms(curves);
	make_sums(curves);
	return curves;
}

struct search_curves *search_curves_new(size_t n, const double *x)
{
	return search_curves_again(NULL, n, x, NULL, 0);
}

void search_curves_free(struct search_curves *curves)
{
	free(curves);
}
