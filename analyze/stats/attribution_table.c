/* attribution_table.c - the columns of the fit that tells actions from time. */
#include "attribution_table.h"

#include <math.h>

#include "method.h"

double *attribution_table_column(const struct attribution_table *table, size_t c)
{
	return table->column + c * table->n;
}

static void add_row(const struct attribution_table *table, size_t c, size_t point, double value)
{
	size_t row = point / table->group, left = table->points->n - row * table->group;
	double size = (double)(left < table->group ? left : table->group);

	attribution_table_column(table, c)[row] += value / size;
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
static void fill_fixed(const struct attribution_table *table)
{
	const struct points *points = table->points;
	double first = points->x[0], span = points->x[points->n - 1] - first;
	size_t time = attribution_tells_time(table->design) ? 1 : 0;

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
		subtract_mean(table->n, attribution_table_column(table, c));
	subtract_mean(table->n, attribution_table_column(table, table->k));
}

/* Adds to each arm how often its action ran behind one round up to another. */
static void count_actions(
	const struct attribution_design *design, size_t behind, size_t to, double *done)
{
	for (size_t i = behind + 1; i <= to; i++)
		if (design->round[i].arm >= 0)
			done[design->round[i].arm] += design->round[i].times;
}

/* Fills the columns of actions done so far from what was drawn for the rounds. */
static void fill_actions(const struct attribution_table *table)
{
	double done[ATTRIBUTION_ARMS] = { 0 };
	const size_t *at = table->design->at;

	for (size_t i = 0; i < table->points->n; i++) {
		if (i)
			count_actions(table->design, at[i - 1], at[i], done);
		for (size_t a = 0; a < table->design->arms; a++)
			add_row(table, table->fixed + a, i, done[a]);
	}
	for (size_t a = 0; a < table->design->arms; a++)
		subtract_mean(table->n, attribution_table_column(table, table->fixed + a));
}

void attribution_table_fill(const struct attribution_table *table)
{
	fill_fixed(table);
	fill_actions(table);
}
