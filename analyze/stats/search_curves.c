/* search_curves.c - sums of the search's candidates; curves and waves over one x. */
#include "search_curves.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

size_t search_curves_thin(size_t n, const double *v, double *out)
{
	size_t count = n < SEARCH_POINTS ? n : SEARCH_POINTS;

	for (size_t j = 0; j < count; j++) {
		size_t from = j * n / count, to = (j + 1) * n / count;

		out[j] = 0.0;
		for (size_t i = from; i < to; i++)
			out[j] += (v[i] - v[0]) / (double)(to - from);
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

/* Two sums of each need not wait for another. */
void search_curves_products(
	size_t n, const double *a, const double *b, double *product, double *lagged)
{
	double same[2] = { a[0] * b[0], 0.0 }, lag[2] = { 0.0, 0.0 };
	size_t i = 1;

	for (; i + 1 < n; i += 2) {
		same[0] += a[i] * b[i];
		same[1] += a[i + 1] * b[i + 1];
		lag[0] += a[i] * b[i - 1] + a[i - 1] * b[i];
		lag[1] += a[i + 1] * b[i] + a[i] * b[i + 1];
	}
	if (i < n) {
		same[0] += a[i] * b[i];
		lag[0] += a[i] * b[i - 1] + a[i - 1] * b[i];
	}
	*product = same[0] + same[1];
	*lagged = lag[0] + lag[1];
}

void search_curves_own_sums(size_t n, struct candidate *c)
{
	for (size_t a = 0; a < c->width; a++) {
		for (size_t b = 0; b < c->width; b++)
			search_curves_products(
				n, c->column[a], c->column[b], &c->own[a][b], &c->own_lagged[a][b]);
		c->first[a] = c->column[a][0];
		c->last[a] = c->column[a][n - 1];
	}
}

/* Curves and waves over s->x. */
static void make_curves(struct search_curves *s)
{
	struct nuisance list[NUISANCE_CURVES + NUISANCE_WAVES];
	size_t next = 0;

	nuisance_curves(list);
	s->count = NUISANCE_CURVES + nuisance_waves(s->n, list + NUISANCE_CURVES);
	for (size_t i = 0; i < s->count; i++) {
		struct candidate *c = &s->curve[i];
		double both[2 * SEARCH_POINTS];

		memset(c, 0, sizeof *c);
		c->what = list[i];
		c->width = nuisance_width(list[i].kind);
		nuisance_column(&list[i], s->x[0], s->x[s->n - 1] - s->x[0], s->n, s->x, both);
		for (size_t w = 0; w < c->width; w++)
			c->column[w] =
				memcpy(s->stored[next++], both + w * s->n, s->n * sizeof *both);
		search_curves_own_sums(s->n, c);
	}
}

struct search_curves *search_curves_new(size_t n, const double *x)
{
	struct search_curves *curves = malloc(sizeof *curves);

	assert(n > 0);
	if (!curves)
		return NULL;
	curves->n = search_curves_thin_x(n, x, curves->x);
	make_curves(curves);
	return curves;
}

void search_curves_free(struct search_curves *curves)
{
	free(curves);
}
