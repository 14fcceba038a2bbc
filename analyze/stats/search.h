/* search.h - which nuisances a series needs: forward selection by BIC under AR(1) noise. */
#ifndef LEAKLINE_SEARCH_H
#define LEAKLINE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "nuisance.h"

enum { SEARCH_POINTS = 400 }; /* longer series are searched as so many block means */

struct search; /* work space, about 3 MB */

struct search *search_new(void);
void search_free(struct search *search);

/*
 * Selects nuisances for the n (>= 12) points x, y and writes kind and parameter of each into found
 * (TREND_NUISANCES at most); gives how many. page: resolution of y. collector: the falls of the
 * series are collections, which steps and drops must not explain.
 */
size_t search_nuisances(struct search *search, size_t n, const double *x, const double *y,
	double page, bool collector, struct nuisance *found);

#endif
