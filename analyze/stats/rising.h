/* rising.h - does a series still rise at its end, whatever explains its beginning? */
#ifndef LEAKLINE_RISING_H
#define LEAKLINE_RISING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Does the last half of the n points y over x rise by more than half the floor, surely and in each
 * of its quarters (docs/method.md 5)? page: resolution of y. work: 2 * n.
 */
bool rising_still(
	size_t n, const double *x, const double *y, double page, double floor, double *work);

/*
 * Does the last third of the n points y over x go on with a growth that is said to have stopped:
 * surely, by more than its own range, and without its largest rise still by the floor and a part of
 * all growth (docs/method.md 5)? work: 2 * n.
 */
bool rising_not_over(size_t n, const double *x, const double *y, double floor, double *work);

/*
 * Is the last third of the n points y over x a straight line that rises, whatever came before:
 * surely by more than the floor and than its own range, and in each of its quarters (docs/method.md
 * 5)? page: resolution of y. work: 2 * n.
 */
bool rising_straight(
	size_t n, const double *x, const double *y, double page, double floor, double *work);

/*
 * Has y, in the last tenth of its n points (one at least), come to a new height, at least this much
 * above all before, and stayed there to the end (docs/method.md 8)? The number of points since
 * then, or 0. work: n.
 */
size_t rising_just_now(size_t n, const double *y, double least, double *work);

/*
 * Has y reached no new height for longer than ever before, but for its start, and for more than a
 * tenth of its points (docs/method.md 10)? From 24 points on that must be true of the median of
 * five neighbours, too: a spike is no height. If is_exact, no page hides small growth: then a
 * shorter wait tells, too, if all before were far shorter (15).
 */
bool rising_rests(size_t n, const double *y, bool is_exact);

#endif
