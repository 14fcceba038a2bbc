/* search.h - which nuisances a series needs: forward selection by BIC under AR(1) noise. */
#ifndef LEAKLINE_SEARCH_H
#define LEAKLINE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "nuisance.h"
#include "points.h"

/* Work space: 0.4 MB, and 1.7 MB for each of the last three x that the shared curves are not of. It
 * makes the fit of a series over one of these x cheap: only sums with y are made anew. */
struct search;
struct search_curves;

/* shared (may be NULL) must outlive the search. Returns NULL if memory runs out. */
struct search *search_new(const struct search_curves *shared);
void search_free(struct search *search);

/*
 * Selects nuisances for the points (n >= 12), writes kind and parameter of each into found
 * (TREND_NUISANCES at most), and their number into *count. Returns false if memory runs out. page:
 * resolution of y. collector: the series' falls are collections, which steps and drops must not
 * explain.
 */
bool search_nuisances(struct search *search, const struct points *points, double page,
	bool collector, struct nuisance *found, size_t *count);

#endif
