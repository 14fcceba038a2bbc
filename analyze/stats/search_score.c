/*
 * search_score.c - what the candidates of a block would leave of a series. Every loop over l does
 * the same for eight candidates, without branches: compilers make vector instructions of it.
 */
#include "search_score.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "method.h"
#include "prewhiten.h"

enum { LANES = SEARCH_LANES, ROWS = SEARCH_ROWS };

/* Alike columns stay solvable; a pivot lost to rounding becomes a tiny one. Both of the diagonal.
 */
static const double RIDGE = 1e-11, LEAST_PIVOT = 1e-16;

static void spread(double value, double *restrict lanes)
{
	for (size_t l = 0; l < LANES; l++)
		lanes[l] = value;
}

/* fmax(), which compilers call for the sake of NaN, without the call. */
static double positive(double value)
{
	return value > 0.0 ? value : 0.0;
}

static void copy(const double *restrict from, double *restrict to)
{
	memcpy(to, from, LANES * sizeof *to);
}

/* A row of the model or y, whose sums are the same in all lanes, up to its own place. */
static void set_model_row(
	const struct search_model *model, size_t row, size_t slot, struct search_scorer *out)
{
	for (size_t c = 0; c < model->columns && c <= row; c++) {
		spread(model->product[slot][c], out->product[row][c]);
		spread(model->lagged[slot][c], out->lagged[row][c]);
	}
	spread(model->first[slot], out->first[row]);
	spread(model->last[slot], out->last[row]);
}

/* The rows of the candidates, and their place in the row of y. */
static void set_candidates(
	const struct search_block *block, const struct search_sums *sums, struct search_scorer *out)
{
	size_t k = out->columns, y = out->rows - 1;

	for (size_t w = 0; w < block->width; w++) {
		for (size_t c = 0; c < k; c++) {
			copy(sums->product[w][c], out->product[k + w][c]);
			copy(sums->lagged[w][c], out->lagged[k + w][c]);
		}
		for (size_t v = 0; v <= w; v++) {
			copy(block->own[w][v], out->product[k + w][k + v]);
			copy(block->own_lagged[w][v], out->lagged[k + w][k + v]);
		}
		copy(sums->product[w][SEARCH_Y], out->product[y][k + w]);
		copy(sums->lagged[w][SEARCH_Y], out->lagged[y][k + w]);
		copy(block->first[w], out->first[k + w]);
		copy(block->last[w], out->last[k + w]);
	}
}

/* out = from - a . b over count rows of lanes; two rows at once, as each step waits for the one
 * before it. */
static void less_products(
	size_t count, double (*a)[LANES], double (*b)[LANES], const double *from, double *out)
{
	double sum[LANES];
	size_t m = 0;

	copy(from, sum);
	for (; m + 2 <= count; m += 2)
		for (size_t l = 0; l < LANES; l++)
			sum[l] -= a[m][l] * b[m][l] + a[m + 1][l] * b[m + 1][l];
	for (size_t l = 0; l < LANES && m < count; l++)
		sum[l] -= a[m][l] * b[m][l];
	copy(sum, out);
}

static void invert_pivot(
	const double *restrict diagonal, const double *restrict pivot, double *restrict inverse)
{
	for (size_t l = 0; l < LANES; l++) {
		double least = LEAST_PIVOT * diagonal[l] + 1e-300,
		       ridged = pivot[l] + RIDGE * diagonal[l];

		inverse[l] = 1.0 / (ridged > least ? ridged : least);
	}
}

/* Computes the columns from..to - 1 of row i, of which those before are done. */
static void decompose_row(
	search_matrix a, size_t i, size_t from, size_t to, struct search_factor *out)
{
	for (size_t j = from; j < to; j++) {
		less_products(j, out->unit[i], out->scaled[j], a[i][j], out->scaled[i][j]);
		for (size_t l = 0; l < LANES && j < i; l++)
			out->unit[i][j][l] = out->scaled[i][j][l] * out->inverse[j][l];
	}
}

/* The rows from done on; those before, and as many places of the last row, are there. */
static void decompose(size_t rows, size_t done, search_matrix a, struct search_factor *out)
{
	for (size_t i = done; i + 1 < rows; i++) {
		decompose_row(a, i, 0, i + 1, out);
		invert_pivot(a[i][i], out->scaled[i][i], out->inverse[i]);
	}
	decompose_row(a, rows - 1, done, rows, out);
}

void search_score_begin(
	struct search_scorer *scorer, const struct search_model *model, size_t width)
{
	size_t k = model->columns, y = k + width;

	scorer->n = model->n;
	scorer->columns = k;
	scorer->rows = y + 1;
	for (size_t row = 0; row < k; row++)
		set_model_row(model, row, row, scorer);
	set_model_row(model, y, SEARCH_Y, scorer);
	spread(model->product[SEARCH_Y][SEARCH_Y], scorer->product[y][y]);
	spread(model->lagged[SEARCH_Y][SEARCH_Y], scorer->lagged[y][y]);
	for (size_t i = 0; i < k; i++) {
		decompose_row(scorer->product, i, 0, i + 1, &scorer->plain);
		invert_pivot(scorer->product[i][i], scorer->plain.scaled[i][i],
			scorer->plain.inverse[i]);
	}
	decompose_row(scorer->product, y, 0, k, &scorer->plain);
}

/* Residuals are y - X b: signs[row] is -b for a column, 1 for y. */
static void solve(size_t rows, const struct search_factor *factor, double (*signs)[LANES])
{
	size_t y = rows - 1;

	spread(1.0, signs[y]);
	for (size_t i = y; i-- > 0;) {
		double sum[LANES] = { 0 };

		for (size_t m = i + 1; m < rows; m++)
			for (size_t l = 0; l < LANES; l++)
				sum[l] -= factor->unit[m][i][l] * signs[m][l];
		copy(sum, signs[i]);
	}
}

/* cross = sum of e(i) e(i - 1), end = the last e, of the residuals e */
static void lag_residuals(
	const struct search_scorer *s, double (*signs)[LANES], double *cross, double *end)
{
	spread(0.0, cross);
	spread(0.0, end);
	for (size_t i = 0; i < s->rows; i++) {
		double sum[LANES];

		for (size_t l = 0; l < LANES; l++)
			sum[l] = 0.5 * signs[i][l] * s->lagged[i][i][l];
		for (size_t j = 0; j < i; j++)
			for (size_t l = 0; l < LANES; l++)
				sum[l] += signs[j][l] * s->lagged[i][j][l];
		for (size_t l = 0; l < LANES; l++) {
			cross[l] += signs[i][l] * sum[l];
			end[l] += signs[i][l] * s->last[i][l];
		}
	}
}

/* The rho of each lane: the bias-corrected lag-1 autocorrelation of its least squares residuals. */
static void find_rho(const struct search_scorer *s, double *rho)
{
	double signs[ROWS][LANES], cross[LANES], end[LANES];
	size_t y = s->rows - 1;

	solve(s->rows, &s->plain, signs);
	lag_residuals(s, signs, cross, end);
	for (size_t l = 0; l < LANES; l++) {
		double squares = positive(s->plain.scaled[y][y][l]);
		double before = squares - end[l] * end[l];
		bool vanishes = before <= 1e-12 * fabs(s->product[y][y][l]) + 1e-9;
		double r = prewhiten_unbiased(vanishes ? 0.0 : cross[l] / before, s->n);

		rho[l] = r < METHOD_RHO_MOST ? r : METHOD_RHO_MOST;
	}
}

/* The sum of products of rows i and j once they are whitened by rho. */
static void whiten_sum(const double *restrict rho, size_t i, size_t j, struct search_scorer *s)
{
	for (size_t l = 0; l < LANES; l++) {
		double product = s->product[i][j][l];
		double inner =
			product - s->first[i][l] * s->first[j][l] - s->last[i][l] * s->last[j][l];

		s->white[i][j][l] = product + rho[l] * (rho[l] * inner - s->lagged[i][j][l]);
	}
}

/* The sums of rows that are whitened by rho, without the rows themselves (Prais & Winsten 1954). */
static void whiten(const double *restrict rho, struct search_scorer *s)
{
	for (size_t i = 0; i < s->rows; i++)
		for (size_t j = 0; j <= i; j++)
			whiten_sum(rho, i, j, s);
}

void search_score(struct search_scorer *scorer, const struct search_block *block,
	const struct search_sums *sums, struct search_score *out)
{
	double rho[LANES];
	size_t y = scorer->rows - 1;

	if (block)
		set_candidates(block, sums, scorer);
	decompose(scorer->rows, scorer->columns, scorer->product, &scorer->plain);
	find_rho(scorer, rho);
	whiten(rho, scorer);
	decompose(scorer->rows, 0, scorer->white, &scorer->whitened);
	for (size_t l = 0; l < LANES; l++)
		out->squares[l] = positive(scorer->whitened.scaled[y][y][l]);
	copy(scorer->whitened.unit[y][y - 1], out->last);
}
