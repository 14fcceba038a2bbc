/* pulse.h - a few outlying rounds that return to normal: a backup, a restart of the tests, requests
 * in flight. */
#ifndef LEAKLINE_PULSE_H
#define LEAKLINE_PULSE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Marks the points of y that are pulses (docs/method.md 4): excursions of up to a twentieth of the
 * points with sharp edges that return to their start. floor: the least that matters, in the unit of
 * y. marked: n entries; only those of pulses are set. work: n. Returns the number marked.
 */
size_t pulse_find(size_t n, const double *y, double floor, bool *marked, double *work);

/* The number of points that no answer may hinge on: a fiftieth of n, one at least. */
size_t pulse_hinges(size_t n);

/*
 * Marks the fiftieth of the n points, at least one, that is furthest from the running median; only
 * points after start-up that differ from it. marked: n entries. work: 2 * n. Returns the number
 * marked.
 */
size_t pulse_furthest(size_t n, const double *y, bool *marked, double *work);

#endif
