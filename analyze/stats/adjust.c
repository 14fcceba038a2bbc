/* adjust.c - corrects p values for many tests. */
#include "adjust.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

void adjust_benjamini_hochberg(size_t n, double *p)
{
	size_t *order = n ? malloc(n * sizeof *order) : NULL;
	double least = 1.0;

	if (!order) {
		for (size_t i = 0; i < n; i++)
			p[i] = fmin(1.0, p[i] * (double)n);
		return;
	}
	gsl_sort_index(order, p, 1, n);
	for (size_t k = n; k-- > 0;) {
		least = fmin(least, p[order[k]] * (double)n / (double)(k + 1));
		p[order[k]] = least;
	}
	free(order);
}
