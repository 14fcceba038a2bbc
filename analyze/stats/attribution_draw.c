/* attribution_draw.c - the p of an action: its blocks are put in a new order, thousands of times.
 *
 * A column of actions done so far is a sum of steps, one each time the action runs. So its product
 * with any other column v is the sum, over those runs, of what v amounts to from there on: sums
 * that are made once serve all orders. */
#include "attribution_draw.h"

#include <assert.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution_blocks.h"
#include "method.h"
#include "normal.h"
#include "prewhiten.h"

enum { MOST = ATTRIBUTION_MOST, SIDE = ATTRIBUTION_SIDE };

/* Two statistics that differ by less, relative to their size, are the same but for rounding. */
static const double SAME = 1e-9;

/* Sums of products of all columns, of their neighbours, and of their ends: what whitening by any
 * rho needs. The column that is asked about is the last before y. */
struct products {
	double own[SIDE * SIDE], next[SIDE * SIDE], ends[SIDE * SIDE];
};

/* An action that ran: before which point for the first time seen, and how often. */
struct step {
	size_t point;
	double times;
};

/* What a column is, as products see it. */
struct column {
	double first, last; /* its ends */
	double *own;        /* for each point: the sum of the column's rows, less their mean, from
			       there on; a point has its part of a row */
	double *next;       /* the same of the sums of both neighbours */
	struct step *step;  /* of a column that moves: what it is made of */
	size_t steps;
};

struct drawing {
	const struct attribution_table *table;
	size_t arm;
	struct attribution_blocks blocks;
	size_t *order; /* their first rounds, as drawn */
	struct attribution_round *drawn;
	size_t *point_of;           /* the first point at a round or after it */
	size_t first_moving;        /* this column and those up to y change with the order */
	struct column column[SIDE]; /* in the order of the products */
	double *row;                /* n: a column that moves */
	double *weight;             /* n: 1 divided by the points of a row */
	double *more;               /* for each point: what a column rises there */
	double *rest;               /* for each point: the weights from there on */
	struct products products;
	struct step *step; /* the memory of all that */
	double *number;
	size_t *index;
};

/* Puts the blocks in the order as drawn into the drawn rounds. */
static void lay_out(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->blocks.count; i++)
		memcpy(drawing->drawn + drawing->blocks.first[i],
			drawing->table->design->round + drawing->order[i],
			drawing->blocks.length * sizeof *drawing->drawn);
}

/* The column of an action, or of any other, in the order of the products. */
static size_t place_of(const struct drawing *drawing, size_t c)
{
	size_t asked = drawing->table->fixed + drawing->arm, k = drawing->table->k;

	return c == asked ? k - 1 : c > asked && c < k ? c - 1 : c;
}

/* The point after the last one of a row. */
static size_t row_end(const struct attribution_table *table, size_t row)
{
	size_t end = (row + 1) * table->group;

	return end < table->points->n ? end : table->points->n;
}

/* The steps of the columns that move, as the drawn rounds say; those of the others are let go. */
static void take_steps(struct drawing *drawing)
{
	const struct attribution_table *table = drawing->table;
	const struct attribution_design *design = table->design;
	struct column *let_go = &drawing->column[table->k], *of[ATTRIBUTION_ARMS] = { NULL };

	for (size_t a = 0; a < design->arms; a++) {
		size_t place = place_of(drawing, table->fixed + a);

		of[a] = place >= drawing->first_moving ? &drawing->column[place] : let_go;
		of[a]->steps = 0;
	}
	let_go->steps = 0;
	for (size_t i = design->at[0] + 1; i < design->round_count; i++) {
		int arm = drawing->drawn[i].arm;
		struct column *column = arm >= 0 ? of[arm] : let_go;

		assert(column && column->step);
		column->step[column->steps++] =
			(struct step){ drawing->point_of[i], drawing->drawn[i].times };
	}
}

/* Writes the rows of a column that moves: means of its points, less their mean. */
static void lay_steps(const struct drawing *drawing, const struct column *column)
{
	const struct attribution_table *table = drawing->table;
	double *more = drawing->more, done = 0.0, mean = 0.0;

	memset(more, 0, table->points->n * sizeof *more);
	for (size_t i = 0; i < column->steps; i++) {
		more[column->step[i].point] += column->step[i].times;
		mean += column->step[i].times * drawing->rest[column->step[i].point];
	}
	mean /= (double)table->n;
	for (size_t r = 0, i = 0; r < table->n; r++) {
		double sum = 0.0;

		for (size_t end = row_end(table, r); i < end; i++)
			sum += done += more[i];
		drawing->row[r] = sum * drawing->weight[r] - mean;
	}
}

/* Takes the sums of a column whose rows are v; mean: theirs. */
static void sum_column(
	const struct drawing *drawing, const double *v, double mean, struct column *column)
{
	const struct attribution_table *table = drawing->table;
	size_t n = table->n;
	double both = 2.0 * mean - (v[0] + v[n - 1]) / (double)n, own = 0.0, next = 0.0;

	column->first = v[0];
	column->last = v[n - 1];
	for (size_t r = n, i = table->points->n; r-- > 0;) {
		double left = r ? v[r - 1] : 0.0, right = r + 1 < n ? v[r + 1] : 0.0,
		       step = (v[r] - mean) * drawing->weight[r],
		       step_next = (left + right - both) * drawing->weight[r];

		while (i > r * table->group) {
			own += step;
			next += step_next;
			column->own[--i] = own;
			column->next[i] = next;
		}
	}
}

static void set(const struct drawing *drawing, double *m, size_t a, size_t b, double value)
{
	size_t side = drawing->table->k + 1;

	m[a * side + b] = m[b * side + a] = value;
}

/* The products of a column that moves with another. */
static void multiply_steps(struct drawing *drawing, size_t a, size_t b)
{
	const struct column *u = &drawing->column[a], *v = &drawing->column[b];
	double own = 0.0, next = 0.0;

	for (size_t i = 0; i < u->steps; i++) {
		own += u->step[i].times * v->own[u->step[i].point];
		next += u->step[i].times * v->next[u->step[i].point];
	}
	set(drawing, drawing->products.own, a, b, own);
	set(drawing, drawing->products.next, a, b, next);
	set(drawing, drawing->products.ends, a, b, u->first * v->first + u->last * v->last);
}

/* The products of two columns that stay. */
static void multiply(struct drawing *drawing, size_t a, size_t b, const double *u, const double *v)
{
	size_t n = drawing->table->n;

	set(drawing, drawing->products.own, a, b, normal_dot(n, u, v));
	set(drawing, drawing->products.next, a, b,
		normal_dot(n - 1, u + 1, v) + normal_dot(n - 1, u, v + 1));
	set(drawing, drawing->products.ends, a, b, u[0] * v[0] + u[n - 1] * v[n - 1]);
}

/* Sums and products of all columns that no order changes. */
static void take_fixed(struct drawing *drawing)
{
	const struct attribution_table *table = drawing->table;

	for (size_t c = 0; c <= table->k; c++) {
		size_t a = place_of(drawing, c);

		if (a >= drawing->first_moving && a < table->k)
			continue;
		/* all but the constant have a mean of 0 */
		sum_column(drawing, attribution_table_column(table, c), c ? 0.0 : 1.0,
			&drawing->column[a]);
		for (size_t d = 0; d <= c; d++) {
			size_t b = place_of(drawing, d);

			if (b < drawing->first_moving || b == table->k)
				multiply(drawing, a, b, attribution_table_column(table, c),
					attribution_table_column(table, d));
		}
	}
}

/* Sums and products of the columns that move, as the drawn rounds say. */
static void take_drawn(struct drawing *drawing)
{
	size_t k = drawing->table->k;

	take_steps(drawing);
	for (size_t a = drawing->first_moving; a < k; a++) {
		lay_steps(drawing, &drawing->column[a]);
		sum_column(drawing, drawing->row, 0.0, &drawing->column[a]);
		for (size_t b = 0; b <= a; b++)
			multiply_steps(drawing, a, b);
		multiply_steps(drawing, a, k);
	}
}

/* v' m v for the residual's weights v: minus the coefficients, and 1 for y. */
static double of_residual(size_t k, const double *b, const double *m)
{
	double sum = m[k * (k + 1) + k];

	for (size_t i = 0; i < k; i++) {
		double row = -2.0 * m[k * (k + 1) + i] + b[i] * m[i * (k + 1) + i];

		for (size_t j = 0; j < i; j++)
			row += 2.0 * b[j] * m[i * (k + 1) + j];
		sum += b[i] * row;
	}
	return sum;
}

/* Student's t, but for a constant, of the column that is asked about, whitened by the
 * autocorrelation of this very fit. */
static double statistic(const struct drawing *drawing)
{
	const struct products *products = &drawing->products;
	size_t k = drawing->table->k, side = k + 1;
	double white[SIDE * SIDE], b[MOST], squares, rho, last, with;

	normal_residual(k, products->own, b);
	squares = of_residual(k, b, products->own);
	rho = squares > 0.0 ? of_residual(k, b, products->next) / 2.0 / squares : 0.0;
	rho = fmin(prewhiten_unbiased(rho, drawing->table->n), METHOD_RHO_MOST);
	for (size_t i = 0; i < side * side; i++)
		white[i] = (1.0 + rho * rho) * products->own[i] - rho * products->next[i] -
			   rho * rho * products->ends[i];
	with = normal_last(k, white, &last);
	with = fmax(with, 1e-12 * (with + last * last));
	return last / sqrt(fmax(with, 1e-300));
}

/* The share of orders whose fit says as much of the action as the order that was. */
static double share_as_much(struct drawing *drawing, gsl_rng *random)
{
	const struct attribution_design *design = drawing->table->design;
	size_t as_much = 1;
	double found;

	memcpy(drawing->drawn, design->round, design->round_count * sizeof *drawing->drawn);
	memcpy(drawing->order, drawing->blocks.first,
		drawing->blocks.count * sizeof *drawing->order);
	take_fixed(drawing);
	take_drawn(drawing);
	found = statistic(drawing);
	for (size_t i = 0; i < design->draws; i++) {
		gsl_ran_shuffle(
			random, drawing->order, drawing->blocks.count, sizeof *drawing->order);
		lay_out(drawing);
		take_drawn(drawing);
		as_much += statistic(drawing) >= found - SAME * fabs(found);
	}
	return (double)as_much / (double)(design->draws + 1);
}

/* Gives the columns their arrays. */
static bool take_memory(struct drawing *drawing)
{
	const struct attribution_table *table = drawing->table;
	const struct attribution_design *design = table->design;
	size_t points = table->points->n, rounds = design->round_count,
	       moving = table->k + 1 - drawing->first_moving,
	       numbers = 2 * (table->k + 2) * points + 2 * table->n;
	struct step *step = calloc(moving * rounds, sizeof *step);
	double *number = calloc(numbers, sizeof *number);
	size_t *index = calloc(3 * rounds + 1, sizeof *index);

	drawing->step = step;
	drawing->number = number;
	drawing->index = index;
	drawing->drawn = calloc(rounds + 1, sizeof *drawing->drawn);
	if (!step || !number || !index || !drawing->drawn)
		return false;
	for (size_t c = 0; c <= table->k; c++, number += 2 * points) {
		drawing->column[c] = (struct column){ .own = number, .next = number + points };
		if (c >= drawing->first_moving) {
			drawing->column[c].step = step;
			step += rounds;
		}
	}
	drawing->row = number;
	drawing->weight = number + table->n;
	drawing->more = number + 2 * table->n;
	drawing->rest = drawing->more + points;
	drawing->order = index + rounds;
	drawing->point_of = index + 2 * rounds;
	return true;
}

static void free_memory(struct drawing *drawing)
{
	free(drawing->drawn);
	free(drawing->index);
	free(drawing->number);
	free(drawing->step);
}

/* Where the rounds are among the points, and what these weigh. */
static void find_points(struct drawing *drawing)
{
	const struct attribution_table *table = drawing->table;
	const struct attribution_design *design = table->design;
	double rest = 0.0;

	for (size_t r = table->n, i = table->points->n; r-- > 0;) {
		drawing->weight[r] = 1.0 / (double)(i - r * table->group);
		while (i > r * table->group)
			drawing->rest[--i] = rest += drawing->weight[r];
	}
	for (size_t i = 0, point = 0; i < design->round_count; i++) {
		while (design->at[point] < i)
			point++;
		drawing->point_of[i] = point;
	}
}

bool attribution_draw(
	const struct attribution_table *table, size_t arm, struct attribution_part *out)
{
	struct drawing drawing = { .table = table,
		.arm = arm,
		.first_moving =
			attribution_blocks_alone(table->design) ? table->k - 1 : table->fixed };
	gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
	bool good = take_memory(&drawing) && random;

	if (good) {
		drawing.blocks = attribution_blocks_of(table->design, arm, drawing.index);
		gsl_rng_set(random, (unsigned long)arm + 1);
		find_points(&drawing);
		out->blocks = drawing.blocks.count;
		out->drawable = attribution_blocks_drawable(&drawing.blocks, table->design);
		out->p = out->drawable ? share_as_much(&drawing, random) : 1.0;
	}
	gsl_rng_free(random);
	free_memory(&drawing);
	return good;
}
