/* rank.h - counts pairs: Mann-Kendall's S, and how many slopes lie in a range. */
#ifndef LEAKLINE_RANK_H
#define LEAKLINE_RANK_H

#include <stddef.h>
#include <stdint.h>

/* The result of a rank test. */
struct rank_test {
	double s; /* rising pairs minus falling pairs */
	double rising, equal, falling;
	double variance; /* of s without a trend, corrected for ties (Kendall 1975) */
	double z, p;     /* with continuity correction; two-sided */
};

/* Mann-Kendall of n values by merge sort. work: 2 * n. */
void rank_kendall(size_t n, const double *y, double *work, struct rank_test *out);

/* Two arrays that are permuted together. */
struct rank_keys {
	double *key;
	uint32_t *tag;
};

/*
 * Sorts n keys (ascending, stable) with merge sort, and calls back for each run of pairs that were
 * out of order or equal: count elements, at left[0..count-1] (their tags), stand before the element
 * right and have keys >= its key. work: arrays of n each.
 */
typedef void rank_pairs(void *context, const uint32_t *left, size_t count, uint32_t right);
void rank_merge(size_t n, const struct rank_keys *keys, const struct rank_keys *work,
	rank_pairs *pairs, void *context);

#endif
