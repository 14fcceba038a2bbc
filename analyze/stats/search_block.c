/* search_block.c - sums of the search's candidates with each other, in blocks of eight. */
#include "search_block.h"

#include <string.h>

void search_block_products(
	size_t n, const double *a, const double *b, double *product, double *lagged)
{
	double same = a[0] * b[0], lag = 0.0;

	for (size_t i = 1; i < n; i++) {
		same += a[i] * b[i];
		lag += a[i] * b[i - 1] + a[i - 1] * b[i];
	}
	*product = same;
	*lagged = lag;
}

/* Row i of around for each lane of a column. */
static void lanes_around(size_t n, size_t i, const double *restrict rows, double *restrict around)
{
	const double *row = rows + i * SEARCH_LANES;

	for (size_t l = 0; l < SEARCH_LANES; l++)
		around[l] = i ? (row - SEARCH_LANES)[l] : 0.0;
	for (size_t l = 0; l < SEARCH_LANES && i + 1 < n; l++)
		around[l] += (row + SEARCH_LANES)[l];
}

/* The same for four rows of which none is the first or the last: most of them. */
static void four_around(const double *restrict row, double (*restrict around)[SEARCH_LANES])
{
	for (size_t j = 0; j < 4; j++, row += SEARCH_LANES)
		for (size_t l = 0; l < SEARCH_LANES; l++)
			around[j][l] = (row - SEARCH_LANES)[l] + (row + SEARCH_LANES)[l];
}

/*
 * Sums of two columns of the same candidates, in the order of join_column(): those of a column with
 * itself are equal to the last bit whichever way they are computed. A model near rho = 1 depends on
 * small differences of its sums, and would otherwise add the column again.
 */
static void join_lanes(size_t n, const double *restrict a, const double *restrict b,
	double *restrict product, double *restrict lagged)
{
	enum { ROW = SEARCH_LANES };
	double d[4][ROW];
	size_t i = 0;

	for (size_t l = 0; l < ROW; l++)
		product[l] = lagged[l] = 0.0;
	for (; i + 4 <= n; i += 4) {
		const double *c = a + i * ROW, *e = b + i * ROW;

		if (i && i + 4 < n)
			four_around(e, d);
		else
			for (size_t j = 0; j < 4; j++)
				lanes_around(n, i + j, b, d[j]);
		for (size_t l = 0; l < ROW; l++) {
			product[l] +=
				(c[l] * e[l] + c[ROW + l] * e[ROW + l]) +
				(c[2 * ROW + l] * e[2 * ROW + l] + c[3 * ROW + l] * e[3 * ROW + l]);
			lagged[l] += (c[l] * d[0][l] + c[ROW + l] * d[1][l]) +
				     (c[2 * ROW + l] * d[2][l] + c[3 * ROW + l] * d[3][l]);
		}
	}
	for (; i < n; i++) {
		lanes_around(n, i, b, d[0]);
		for (size_t l = 0; l < ROW; l++) {
			product[l] += a[i * ROW + l] * b[i * ROW + l];
			lagged[l] += a[i * ROW + l] * d[0][l];
		}
	}
}

void search_block_own(size_t n, struct search_block *block)
{
	for (size_t v = 0; v < block->width; v++) {
		for (size_t w = 0; w < block->width; w++)
			join_lanes(n, block->column[v], block->column[w], block->own[v][w],
				block->own_lagged[v][w]);
		memcpy(block->first[v], block->column[v], sizeof block->first[v]);
		memcpy(block->last[v], block->column[v] + (n - 1) * SEARCH_LANES,
			sizeof block->last[v]);
	}
}
