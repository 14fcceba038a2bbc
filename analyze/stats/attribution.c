/* attribution.c - which action makes a series grow: a fit on time and on actions so far, and a test
 * that draws their order anew. */
#include "attribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "normal.h"
#include "prewhiten.h"
#include "trend.h"

enum {
	CURVES = 2,                           /* of a start */
	MOST = 2 + CURVES + ATTRIBUTION_ARMS, /* columns */
	SIDE = MOST + 1                       /* and y */
};

/* Two statistics that differ by less, relative to their size, are the same but for rounding. */
static const double SAME = 1e-9;

/* The columns of a fit, y the last of them, each of n numbers, one after another: constant, time
 * (with control), curves, actions. */
struct table {
	const struct points *points;
	const struct attribution_design *design;
	size_t group;                    /* neighbouring points that make a row */
	size_t n;                        /* rows */
	size_t fixed;                    /* columns before the actions */
	size_t k;                        /* columns before y */
	double *column;                  /* (k + 1) * n */
	struct attribution_round *drawn; /* round_count: the order as drawn anew */
	size_t length;                   /* rounds of a whole block */
	size_t *block; /* 2 * round_count: first rounds of the blocks that move; their order as
			  drawn */
};

/* Sums of products of all columns, of their neighbours, and of their ends: what whitening by any
 * rho needs. */
struct products {
	double own[SIDE * SIDE], next[SIDE * SIDE], ends[SIDE * SIDE];
};

static double *column_of(const struct table *table, size_t c)
{
	return table->column + c * table->n;
}

static void add_row(const struct table *table, size_t c, size_t point, double value)
{
	size_t row = point / table->group, left = table->points->n - row * table->group;
	double size = (double)(left < table->group ? left : table->group);

	column_of(table, c)[row] += value / size;
}

static void subtract_mean(size_t n, double *v)
{
	double mean = 0.0;

	for (size_t i = 0; i < n; i++)
		mean += v[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		v[i] -= mean;
}

/* Constant, time, curves and y. */
static void fill_fixed(struct table *table)
{
	const struct points *points = table->points;
	double first = points->x[0], span = points->x[points->n - 1] - first;
	size_t time = table->design->control ? 1 : 0;

	for (size_t i = 0; i < points->n; i++) {
		double t = (points->x[i] - first) / span;

		add_row(table, 0, i, 1.0);
		if (time)
			add_row(table, 1, i, points->x[i] - first);
		add_row(table, time + 1, i, exp(-t / METHOD_START_SHORT));
		add_row(table, time + 2, i, exp(-t / METHOD_START_LONG));
		add_row(table, table->k, i, points->y[i] - points->y[0]);
	}
	for (size_t c = 1; c < table->fixed; c++)
		subtract_mean(table->n, column_of(table, c));
	subtract_mean(table->n, column_of(table, table->k));
}

/* The actions done so far, as round says. */
static void fill_actions(const struct table *table, const struct attribution_round *round)
{
	double done[ATTRIBUTION_ARMS] = { 0 };
	size_t next = table->design->at[0] + 1;

	memset(column_of(table, table->fixed), 0,
		table->design->arms * table->n * sizeof *table->column);
	for (size_t i = 0; i < table->points->n; i++) {
		for (; next <= table->design->at[i]; next++)
			if (round[next].arm >= 0)
				done[round[next].arm] += round[next].times;
		for (size_t a = 0; a < table->design->arms; a++)
			add_row(table, table->fixed + a, i, done[a]);
	}
	for (size_t a = 0; a < table->design->arms; a++)
		subtract_mean(table->n, column_of(table, table->fixed + a));
}

static double dot_next(size_t n, const double *a, const double *b)
{
	return normal_dot(n - 1, a + 1, b) + normal_dot(n - 1, a, b + 1);
}

/* The products of column a with all columns up to it and with y. */
static void multiply_column(const struct table *table, size_t a, struct products *out)
{
	size_t n = table->n, side = table->k + 1;

	for (size_t b = 0; b < side; b++) {
		const double *u = column_of(table, a), *v = column_of(table, b);

		out->own[a * side + b] = out->own[b * side + a] = normal_dot(n, u, v);
		out->next[a * side + b] = out->next[b * side + a] = dot_next(n, u, v);
		out->ends[a * side + b] = out->ends[b * side + a] =
			u[0] * v[0] + u[n - 1] * v[n - 1];
	}
}

/* v' m v for the residual's weights v: minus the coefficients, and 1 for y. */
static double of_residual(size_t k, const double *b, const double *m)
{
	double sum = 0.0;

	for (size_t i = 0; i <= k; i++)
		for (size_t j = 0; j <= k; j++)
			sum += (i < k ? -b[i] : 1.0) * (j < k ? -b[j] : 1.0) * m[i * (k + 1) + j];
	return sum;
}

/* Sum of squares of the regression without column c; b: its coefficients. */
static double without_column(size_t k, const double *m, size_t c, double *b)
{
	double less[SIDE * SIDE];

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			less[i * k + j] = m[(i + (i >= c)) * (k + 1) + j + (j >= c)];
	return normal_residual(k - 1, less, b);
}

/* Student's t of the action in column c, whitened by the autocorrelation of this very fit. */
static double statistic(const struct table *table, const struct products *products, size_t c)
{
	size_t k = table->k, side = k + 1;
	double white[SIDE * SIDE], b[MOST], squares, slope, rho, with, without;

	normal_residual(k, products->own, b);
	squares = of_residual(k, b, products->own);
	rho = squares > 0.0 ? of_residual(k, b, products->next) / 2.0 / squares : 0.0;
	rho = fmin(prewhiten_unbiased(rho, table->n), METHOD_RHO_MOST);
	for (size_t i = 0; i < side * side; i++)
		white[i] = (1.0 + rho * rho) * products->own[i] - rho * products->next[i] -
			   rho * rho * products->ends[i];
	with = normal_residual(k, white, b);
	slope = b[c];
	without = without_column(k, white, c, b);
	with = fmax(with, 1e-12 * without);
	return copysign(sqrt(fmax(without - with, 0.0) / fmax(with, 1e-300)), slope);
}

/* The end of the block that begins there. */
static size_t block_end(const struct attribution_design *design, size_t first)
{
	size_t end = first + 1;

	while (!design->varies && end < design->round_count &&
		design->round[end].block == design->round[first].block)
		end++;
	return end;
}

/* The rounds of a whole block; a block that was cut off at either end is shorter. */
static size_t whole_block(const struct attribution_design *design)
{
	size_t most = 0;

	for (size_t i = design->at[0] + 1; i < design->round_count;) {
		size_t end = block_end(design, i);

		most = end - i > most ? end - i : most;
		i = end;
	}
	return most;
}

/* The arm of a block: that of its first round that counts. */
static int block_arm(const struct attribution_design *design, size_t first, size_t length)
{
	for (size_t i = first; i < first + length; i++)
		if (design->round[i].arm != ATTRIBUTION_NO_ARM)
			return design->round[i].arm;
	return ATTRIBUTION_NO_ARM;
}

/* Is a block one of those whose order says something of the arm? With a control only these two may
 * change places: the other actions may have effects of their own. */
static bool moves(const struct attribution_design *design, int arm, int of)
{
	return of == arm ||
	       (design->control && !design->varies ? of == ATTRIBUTION_CONTROL : of >= 0);
}

/* Lists the first rounds of the whole blocks that move; own: how many are of the arm. */
static size_t list_blocks(const struct table *table, int arm, size_t *own)
{
	const struct attribution_design *design = table->design;
	size_t count = 0;

	*own = 0;
	for (size_t first = design->at[0] + 1; first + table->length <= design->round_count;) {
		size_t end = block_end(design, first);
		int of = block_arm(design, first, end - first);

		if (end - first == table->length && moves(design, arm, of)) {
			table->block[count++] = first;
			*own += of == arm;
		}
		first = end;
	}
	return count;
}

/* The logarithm of the number of orders of so many blocks. */
static double orders_of(const struct attribution_design *design, size_t blocks, size_t own)
{
	return design->varies ? gsl_sf_lnfact((unsigned)blocks)
			      : gsl_sf_lnchoose((unsigned)blocks, (unsigned)own);
}

size_t attribution_blocks_needed(double alpha)
{
	unsigned blocks = 2;

	while (gsl_sf_lnchoose(blocks, blocks / 2) < -log(alpha))
		blocks++;
	return blocks;
}

/* Puts the blocks in the order of `order` into the drawn rounds. */
static void lay_out(const struct table *table, const size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		memcpy(table->drawn + table->block[i], table->design->round + order[i],
			table->length * sizeof *table->drawn);
}

/* The share of orders whose fit says as much of the action as the order that was. */
static double draw_orders(
	struct table *table, size_t arm, size_t count, gsl_rng *random, struct products *products)
{
	size_t *order = table->block + table->design->round_count, as_much = 1,
	       c = table->fixed + arm;
	double found;

	fill_actions(table, table->design->round);
	for (size_t i = 0; i <= table->k; i++)
		multiply_column(table, i, products);
	found = statistic(table, products, c);
	memcpy(table->drawn, table->design->round,
		table->design->round_count * sizeof *table->drawn);
	memcpy(order, table->block, count * sizeof *order);
	for (size_t i = 0; i < table->design->draws; i++) {
		gsl_ran_shuffle(random, order, count, sizeof *order);
		lay_out(table, order, count);
		fill_actions(table, table->drawn);
		for (size_t a = table->fixed; a < table->k; a++)
			multiply_column(table, a, products);
		as_much += statistic(table, products, c) >= found - SAME * fabs(found);
	}
	return (double)as_much / (double)(table->design->draws + 1);
}

/* Copies the columns with column c as the second: the one whose error is looked at. */
static void put_second(const struct table *table, size_t c, double *to)
{
	size_t n = table->n, next = 2;

	memcpy(to, column_of(table, 0), n * sizeof *to);
	memcpy(to + n, column_of(table, c), n * sizeof *to);
	for (size_t i = 1; i < table->k; i++)
		if (i != c)
			memcpy(to + next++ * n, column_of(table, i), n * sizeof *to);
}

/* The slope of column c with its interval, and its one-sided p by Student's t. work: (2 k + 2) n.
 */
static bool fit_part(
	const struct table *table, size_t c, double *work, struct attribution_part *out)
{
	struct prewhiten_fit fit;
	double error, freedom = (double)table->n - (double)table->k - 1.0, reach;

	put_second(table, c, work);
	if (!prewhiten_regress(table->n, table->k, work, column_of(table, table->k),
		    work + table->k * table->n, &fit))
		return false;
	error = fit.exact ? 0.0 : sqrt(fmax(fit.covariance[table->k + 1], 0.0));
	reach = trend_quantile(METHOD_INTERVAL, fmax(freedom, 1.0)) * error;
	out->slope = fit.b[1];
	out->low = fit.b[1] - reach;
	out->high = fit.b[1] + reach;
	out->p = error > 0.0      ? gsl_cdf_tdist_Q(fit.b[1] / error, fmax(freedom, 1.0))
		 : fit.b[1] > 0.0 ? 0.0
				  : 1.0;
	return true;
}

static bool fit_parts(struct table *table, double *work, struct attribution *out)
{
	const struct attribution_design *design = table->design;

	fill_actions(table, design->round);
	for (size_t a = 0; a < design->arms; a++)
		if (!fit_part(table, table->fixed + a, work, &out->arm[a]))
			return false;
	for (size_t i = design->at[0] + 1; i < design->round_count; i++) {
		if (design->round[i].arm >= 0)
			out->arm[design->round[i].arm].times += design->round[i].times;
		else if (design->round[i].arm == ATTRIBUTION_CONTROL)
			out->time.times++;
	}
	return !design->control || fit_part(table, 1, work, &out->time);
}

static bool fit_table(struct table *table, double *work, struct attribution *out)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
	struct products products;

	if (!random || !fit_parts(table, work, out)) {
		gsl_rng_free(random);
		return false;
	}
	for (size_t a = 0; a < table->design->arms; a++) {
		struct attribution_part *part = &out->arm[a];
		size_t own;

		gsl_rng_set(random, (unsigned long)a + 1);
		part->blocks = list_blocks(table, (int)a, &own);
		part->drawable = part->blocks && orders_of(table->design, part->blocks, own) >=
							 -log(table->design->alpha);
		part->p = part->drawable ? draw_orders(table, a, part->blocks, random, &products)
					 : 1.0;
	}
	gsl_rng_free(random);
	return true;
}

bool attribution_fit(const struct points *points, const struct attribution_design *design,
	struct attribution *out)
{
	struct table table = { .points = points, .design = design };
	size_t numbers;
	double *work;
	bool good = false;

	memset(out, 0, sizeof *out);
	if (points->n < METHOD_MODEL_ROUNDS)
		return false;
	table.group = (points->n - 1) / METHOD_SEARCH_POINTS + 1;
	table.n = (points->n - 1) / table.group + 1;
	table.fixed = 1 + CURVES + (design->control ? 1 : 0);
	table.k = table.fixed + design->arms;
	table.length = whole_block(design);
	numbers = (3 * table.k + 4) * table.n;
	work = calloc(numbers, sizeof *work);
	table.drawn = malloc((design->round_count + 1) * sizeof *table.drawn);
	table.block = malloc(2 * (design->round_count + 1) * sizeof *table.block);
	if (work && table.drawn && table.block) {
		table.column = work;
		fill_fixed(&table);
		good = fit_table(&table, work + (table.k + 1) * table.n, out);
	}
	free(table.block);
	free(table.drawn);
	free(work);
	return good;
}
