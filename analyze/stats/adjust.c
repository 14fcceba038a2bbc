/* adjust.c - corrects p values for many tests. */
#include "adjust.h"

#include <gsl/gsl_sort.h>
#include <math.h>

void adjust_benjamini_hochberg(size_t n, double *p, size_t *order)
{
	double least = 1.0;

	gsl_sort_index(order, p, 1, n);
	for (size_t k = n; k-- > 0;) {
		least = fmin(least, p[order[k]] * (double)n / (double)(k + 1));
		p[order[k]] = least;
	}
}
