/* search_join.c - sums of the search's candidates with a column of the model, in blocks of eight.
 */
#include "search_join.h"

/* around, and the sums that ramps and steps take their own from. */
void search_join_begin(
	size_t n, const double *x, const double *row, double *from, struct search_column *out)
{
	out->n = n;
	out->row = row;
	out->from = from;
	out->below[0] = out->below_around[0] = from[n] = 0.0;
	for (size_t i = 0; i < n; i++) {
		size_t end = n - 1 - i;
		double u = x[i] - x[0],
		       around = (i ? row[i - 1] : 0.0) + (i + 1 < n ? row[i + 1] : 0.0);

		out->around[i] = around;
		out->below[i + 1] = out->below[i] + u * row[i];
		out->below_around[i + 1] = out->below_around[i] + u * around;
		from[end] = from[end + 1] + row[end];
	}
}

/* The sum of a column's neighbours of the points from start (>= 1) on. */
static double around_from(const struct search_column *column, size_t start)
{
	return column->from[start - 1] - column->row[column->n - 1] + column->from[start + 1];
}

/*
 * The sums of one column of a block with column and with around. Four points at once: a sum is
 * loaded and stored once for all of them, and each number of the block is used for both sums.
 */
static void join_column(size_t n, const double *restrict lanes, const double *restrict column,
	const double *restrict around, double *restrict product, double *restrict lagged)
{
	enum { ROW = SEARCH_LANES };
	size_t i = 0;

	for (size_t l = 0; l < ROW; l++)
		product[l] = lagged[l] = 0.0;
	for (; i + 4 <= n; i += 4, lanes += 4 * ROW) {
		const double *c = column + i, *d = around + i;
		double c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3];
		double d0 = d[0], d1 = d[1], d2 = d[2], d3 = d[3];

		for (size_t l = 0; l < ROW; l++) {
			double a0 = lanes[l], a1 = lanes[ROW + l], a2 = lanes[2 * ROW + l],
			       a3 = lanes[3 * ROW + l];

			product[l] += (a0 * c0 + a1 * c1) + (a2 * c2 + a3 * c3);
			lagged[l] += (a0 * d0 + a1 * d1) + (a2 * d2 + a3 * d3);
		}
	}
	for (; i < n; i++, lanes += ROW)
		for (size_t l = 0; l < ROW; l++) {
			product[l] += lanes[l] * column[i];
			lagged[l] += lanes[l] * around[i];
		}
}

/* Its products alone. */
static void join_products(size_t n, const double *restrict lanes, const double *restrict column,
	double *restrict product)
{
	enum { ROW = SEARCH_LANES };
	size_t i = 0;

	for (size_t l = 0; l < ROW; l++)
		product[l] = 0.0;
	for (; i + 4 <= n; i += 4, lanes += 4 * ROW) {
		double c0 = column[i], c1 = column[i + 1], c2 = column[i + 2], c3 = column[i + 3];

		for (size_t l = 0; l < ROW; l++)
			product[l] += (lanes[l] * c0 + lanes[ROW + l] * c1) +
				      (lanes[2 * ROW + l] * c2 + lanes[3 * ROW + l] * c3);
	}
	for (; i < n; i++, lanes += ROW)
		for (size_t l = 0; l < ROW; l++)
			product[l] += lanes[l] * column[i];
}

/* The sum of a(i) (c(i - 1) + c(i + 1)) is that of (a(i - 1) + a(i + 1)) c(i), less the two terms
 * beyond the ends. */
static void lag_products(const struct search_block *block, size_t w, double first, double last,
	const double *restrict product, double *restrict lagged)
{
	for (size_t l = 0; l < SEARCH_LANES; l++)
		lagged[l] = block->factor[l] * product[l] - first * block->before[w][l] -
			    last * block->after[w][l];
}

/* A ramp is x - x[0] up to its bend, and from there on its last row. */
static void join_ramps(const struct search_block *block, const struct search_column *column,
	double *restrict product, double *restrict lagged)
{
	for (size_t l = 0; l < SEARCH_LANES; l++) {
		size_t bend = block->bend[l];
		double top = block->last[0][l];

		product[l] = column->below[bend] + top * column->from[bend];
		lagged[l] = column->below_around[bend] + top * around_from(column, bend);
	}
}

void search_join(const struct search_block *block, const struct search_column *column, size_t slot,
	struct search_sums *sums)
{
	const double *row = column->row;
	size_t n = column->n;

	for (size_t w = 0; w < block->width; w++) {
		double *product = sums->product[w][slot], *lagged = sums->lagged[w][slot];

		switch (block->form) {
		case SEARCH_RAMPS:
			join_ramps(block, column, product, lagged);
			break;
		case SEARCH_EVEN_WAVES:
			join_products(n, block->column[w], row, product);
			lag_products(block, w, row[0], row[n - 1], product, lagged);
			break;
		case SEARCH_ANY:
			join_column(n, block->column[w], row, column->around, product, lagged);
			break;
		}
	}
}

/* Sums of a column's rows from..to (to is one too many), lane by lane. */
static void add_rows(size_t from, size_t to, const double *restrict lanes, double *restrict sum)
{
	enum { ROW = SEARCH_LANES };
	const double *a = lanes + from * ROW;
	size_t i = from;

	for (size_t l = 0; l < ROW; l++)
		sum[l] = 0.0;
	for (; i + 4 <= to; i += 4, a += 4 * ROW)
		for (size_t l = 0; l < ROW; l++)
			sum[l] += (a[l] + a[ROW + l]) + (a[2 * ROW + l] + a[3 * ROW + l]);
	for (; i < to; i++, a += ROW)
		for (size_t l = 0; l < ROW; l++)
			sum[l] += a[l];
}

/* The sums of one column of a block with a step: of the shorter part of its rows, as all of them
 * together, its product with the constant, is there. */
static void join_step(size_t n, const double *restrict lanes, const struct search_step *step,
	const double *restrict all, double *restrict product, double *restrict lagged)
{
	const double *first = lanes + step->start * SEARCH_LANES, *before = first - SEARCH_LANES,
		     *last = lanes + (n - 1) * SEARCH_LANES;
	bool early = step->start < n / 2;
	double sum[SEARCH_LANES];

	add_rows(early ? 0 : step->start, early ? step->start : n, lanes, sum);
	for (size_t l = 0; l < SEARCH_LANES; l++) {
		double rest = early ? all[l] - sum[l] : sum[l];

		product[l] = step->height * rest;
		lagged[l] = step->height * (2.0 * rest + before[l] - first[l] - last[l]);
	}
}

void search_join_step(size_t n, const struct search_block *block, const struct search_step *step,
	size_t slot, struct search_sums *sums)
{
	for (size_t w = 0; w < block->width; w++)
		join_step(n, block->column[w], step, sums->product[w][0], sums->product[w][slot],
			sums->lagged[w][slot]);
}
