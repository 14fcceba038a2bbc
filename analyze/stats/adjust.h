/* adjust.h - corrects p values for many tests. */
#ifndef LEAKLINE_ADJUST_H
#define LEAKLINE_ADJUST_H

#include <stddef.h>

/*
 * Replaces n p values by those adjusted after Benjamini & Hochberg 1995 (false discovery rate), at
 * most 1. order: room for n numbers.
 */
void adjust_benjamini_hochberg(size_t n, double *p, size_t *order);

#endif
