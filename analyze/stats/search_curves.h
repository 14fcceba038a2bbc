/* search_curves.h - the search's candidates that do not depend on y, with all data that depend only
 * on x. */
#ifndef LEAKLINE_SEARCH_CURVES_H
#define LEAKLINE_SEARCH_CURVES_H

#include <stdbool.h>
#include <stddef.h>

#include "search_block.h"

enum {
	CURVE_BLOCKS = (NUISANCE_CURVES + SEARCH_LANES - 1) / SEARCH_LANES,
	/* one more: narrow steps and wide ones do not share a block */
	WAVE_BLOCKS = (NUISANCE_WAVES + SEARCH_LANES - 1) / SEARCH_LANES + 1,
	CURVES_STORED = CURVE_BLOCKS + 2 * WAVE_BLOCKS /* columns of blocks */
};

struct search_curves {
	size_t n, blocks;
	bool even; /* x has even distances */
	double x[SEARCH_POINTS];
	double line[SEARCH_POINTS]; /* x minus its mean: column 1 of every model; column 0 is all 1
				     */
	double fine[2][SEARCH_POINTS]; /* sine, cosine of METHOD_WAVE_FINE cycles */
	struct search_block block[CURVE_BLOCKS + WAVE_BLOCKS];
	struct search_sums sums[CURVE_BLOCKS + WAVE_BLOCKS]; /* with columns 0 and 1 */
	double stored[CURVES_STORED * SEARCH_POINTS * SEARCH_LANES];
};

/* Curves and waves over the x of a series with n points, about 1.7 MB, shared by the searches of
 * several threads: series with another x get their own. Returns NULL if memory runs out. */
struct search_curves *search_curves_new(size_t n, const double *x);

/* The same in the memory of old curves (NULL: in new memory). known: curves, or NULL, of which some
 * may have all these points, the first and the last among them: their columns are copied. */
struct search_curves *search_curves_again(struct search_curves *old, size_t n, const double *x,
	const struct search_curves *const *known, size_t known_count);

void search_curves_free(struct search_curves *curves);

/* Block means of v if there are more than SEARCH_POINTS points, minus v[0]; returns their number.
 * _x: without subtracting v[0]. */
size_t search_curves_thin(size_t n, const double *v, double *out);
size_t search_curves_thin_x(size_t n, const double *x, double *out);

/*
 * Waves between the grid's: lanes 0 to 7 of fine become waves with -4, -3, -2, -1, 1, 2, 3, 4 times
 * METHOD_WAVE_FINE more cycles than the wave whose columns are every SEARCH_LANES-th number from
 * column[0] and column[1]. stored: two arrays that fine then borrows.
 */
void search_curves_refine(const struct search_curves *curves, const struct nuisance *wave,
	const double *const column[2], double (*stored)[SEARCH_POINTS * SEARCH_LANES],
	struct search_block *fine);

#endif
