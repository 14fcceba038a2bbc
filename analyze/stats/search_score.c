/*
 * search_score.c - what the candidates of a block would leave of a series. Every loop over l does
 * the same for eight candidates, without branches: compilers make vector instructions of it.
 */
#include "search_score.h"

#include <math.h>

#include "method.h"
#include "prewhiten.h"

enum { LANES = SEARCH_LANES, ROWS = SEARCH_SLOTS };

/* Alike columns stay solvable; a pivot lost to rounding becomes a tiny one. Both of the diagonal.
 */
static const double RIDGE = 1e-11, LEAST_PIVOT = 1e-16;

typedef double matrix[ROWS][ROWS][LANES];

/* Sums of a model with one candidate a lane. Rows: the model's columns, the candidate's, y. */
struct system {
	size_t rows;
	matrix product, lagged; /* row >= column; the rest is not set */
	double first[ROWS][LANES], last[ROWS][LANES];
};

/* Lower factor of a system: L and L D, of which A = L D L'. The last row is y: its pivot is what
 * the other rows leave of its squares. */
struct factor {
	matrix unit, scaled;
	double inverse[ROWS][LANES]; /* of the pivots, but the last */
};

static void spread(double value, double *restrict lanes)
{
	for (size_t l = 0; l < LANES; l++)
		lanes[l] = value;
}

static void copy(const double *restrict from, double *restrict to)
{
	for (size_t l = 0; l < LANES; l++)
		to[l] = from[l];
}

/* A row of the model or y, whose sums are the same in all lanes, up to its own place. */
static void set_model_row(
	const struct search_model *model, size_t row, size_t slot, struct system *out)
{
	for (size_t c = 0; c < model->columns && c <= row; c++) {
		spread(model->product[slot][c], out->product[row][c]);
		spread(model->lagged[slot][c], out->lagged[row][c]);
	}
	spread(model->first[slot], out->first[row]);
	spread(model->last[slot], out->last[row]);
}

static void assemble(const struct search_model *model, const struct search_block *block,
	const struct search_sums *sums, struct system *out)
{
	size_t k = model->columns, y = k + block->width;

	out->rows = y + 1;
	for (size_t row = 0; row < k; row++)
		set_model_row(model, row, row, out);
	set_model_row(model, y, SEARCH_Y, out);
	spread(model->product[SEARCH_Y][SEARCH_Y], out->product[y][y]);
	spread(model->lagged[SEARCH_Y][SEARCH_Y], out->lagged[y][y]);
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

static void decompose(size_t rows, matrix a, struct factor *out)
{
	for (size_t i = 0; i < rows; i++) {
		for (size_t j = 0; j <= i; j++) {
			double(*other)[LANES] = i == j ? out->scaled[i] : out->unit[j];

			less_products(j, i == j ? out->unit[i] : out->scaled[i], other, a[i][j],
				out->scaled[i][j]);
			for (size_t l = 0; l < LANES && j < i; l++)
				out->unit[i][j][l] = out->scaled[i][j][l] * out->inverse[j][l];
		}
		if (i + 1 < rows)
			invert_pivot(a[i][i], out->scaled[i][i], out->inverse[i]);
	}
}

/* Residuals are y - X b: signs[row] is -b for a column, 1 for y. */
static void solve(size_t rows, const struct factor *factor, double (*signs)[LANES])
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
	const struct system *system, double (*signs)[LANES], double *cross, double *end)
{
	spread(0.0, cross);
	spread(0.0, end);
	for (size_t i = 0; i < system->rows; i++) {
		double sum[LANES];

		for (size_t l = 0; l < LANES; l++)
			sum[l] = 0.5 * signs[i][l] * system->lagged[i][i][l];
		for (size_t j = 0; j < i; j++)
			for (size_t l = 0; l < LANES; l++)
				sum[l] += signs[j][l] * system->lagged[i][j][l];
		for (size_t l = 0; l < LANES; l++) {
			cross[l] += signs[i][l] * sum[l];
			end[l] += signs[i][l] * system->last[i][l];
		}
	}
}

/* The rho of each lane: the bias-corrected lag-1 autocorrelation of its least squares residuals. */
static void find_rho(
	const struct search_model *model, struct system *system, struct factor *factor, double *rho)
{
	double signs[ROWS][LANES], cross[LANES], end[LANES];
	size_t y = system->rows - 1;

	decompose(system->rows, system->product, factor);
	solve(system->rows, factor, signs);
	lag_residuals(system, signs, cross, end);
	for (size_t l = 0; l < LANES; l++) {
		double squares = fmax(factor->scaled[y][y][l], 0.0);
		double before = squares - end[l] * end[l];
		double r = before > 1e-12 * fabs(system->product[y][y][l]) + 1e-9
				   ? cross[l] / before
				   : 0.0;

		rho[l] = fmin(prewhiten_unbiased(r, model->n), METHOD_RHO_MOST);
	}
}

/* The sums of rows that are whitened by rho, without the rows themselves (Prais & Winsten 1954). */
static void whiten(const double *restrict rho, struct system *s)
{
	for (size_t i = 0; i < s->rows; i++)
		for (size_t j = 0; j <= i; j++)
			for (size_t l = 0; l < LANES; l++) {
				double inner = s->product[i][j][l] -
					       s->first[i][l] * s->first[j][l] -
					       s->last[i][l] * s->last[j][l];

				s->product[i][j][l] +=
					rho[l] * (rho[l] * inner - s->lagged[i][j][l]);
			}
}

void search_score(const struct search_model *model, const struct search_block *block,
	const struct search_sums *sums, struct search_score *out)
{
	struct system system;
	struct factor factor;
	double rho[LANES];
	size_t y = model->columns + block->width;

	assemble(model, block, sums, &system);
	find_rho(model, &system, &factor, rho);
	whiten(rho, &system);
	decompose(system.rows, system.product, &factor);
	for (size_t l = 0; l < LANES; l++)
		out->squares[l] = fmax(factor.scaled[y][y][l], 0.0);
	copy(factor.unit[y][y - 1], out->last);
}
