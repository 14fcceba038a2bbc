/* attribution.c - which action makes a series grow: a fit on time and on actions so far, and a test
 * that draws their order anew. */
#include "attribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attribution_draw.h"
#include "attribution_table.h"
#include "method.h"
#include "prewhiten.h"
#include "trend.h"

/* Copies the columns with column c as the second: the one whose error is looked at. */
static void put_second(const struct attribution_table *table, size_t c, double *to)
{
	size_t n = table->n, next = 2;

	memcpy(to, attribution_table_column(table, 0), n * sizeof *to);
	memcpy(to + n, attribution_table_column(table, c), n * sizeof *to);
	for (size_t i = 1; i < table->k; i++)
		if (i != c)
			memcpy(to + next++ * n, attribution_table_column(table, i), n * sizeof *to);
}

/* The slope of column c with its interval, and its one-sided p by Student's t. work: (k + 2) n.
 */
static bool fit_part(
	const struct attribution_table *table, size_t c, double *work, struct attribution_part *out)
{
	struct prewhiten_fit fit;
	double error, freedom = (double)table->n - (double)table->k - 1.0, reach;

	put_second(table, c, work);
	if (!prewhiten_regress(table->n, table->k, work, attribution_table_column(table, table->k),
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

static bool fit_parts(const struct attribution_table *table, double *work, struct attribution *out)
{
	const struct attribution_design *design = table->design;

	for (size_t a = 0; a < design->arms; a++)
		if (!fit_part(table, table->fixed + a, work, &out->arm[a]))
			return false;
	for (size_t i = design->at[0] + 1; i < design->round_count; i++) {
		if (design->round[i].arm >= 0)
			out->arm[design->round[i].arm].times += design->round[i].times;
		else if (design->round[i].arm == ATTRIBUTION_CONTROL)
			out->time.times++;
	}
	return !attribution_tells_time(design) || fit_part(table, 1, work, &out->time);
}

static bool fit_table(const struct attribution_table *table, double *work, struct attribution *out)
{
	bool good = fit_parts(table, work, out);

	for (size_t a = 0; good && !out->lacks_memory && a < table->design->arms; a++)
		out->lacks_memory = !attribution_draw(table, a, &out->arm[a]);
	return good && !out->lacks_memory;
}

bool attribution_fit(const struct points *points, const struct attribution_design *design,
	struct attribution *out)
{
	struct attribution_table table = { .points = points, .design = design };
	size_t numbers;
	double *work;
	bool good = false;

	memset(out, 0, sizeof *out);
	if (points->n < METHOD_MODEL_ROUNDS)
		return false;
	table.group = (points->n - 1) / METHOD_SEARCH_POINTS + 1;
	table.n = (points->n - 1) / table.group + 1;
	table.fixed = 1 + ATTRIBUTION_CURVES + (attribution_tells_time(design) ? 1 : 0);
	table.k = table.fixed + design->arms;
	numbers = (2 * table.k + 3) * table.n;
	work = calloc(numbers, sizeof *work);
	out->lacks_memory = !work;
	if (work) {
		table.column = work;
		attribution_table_fill(&table);
		good = fit_table(&table, work + (table.k + 1) * table.n, out);
	}
	free(work);
	return good;
}
