/* svg_scale.h - round numbers for an axis, and the few readings that a line needs to look like all
 * of them. */
#ifndef LEAKLINE_SVG_SCALE_H
#define LEAKLINE_SVG_SCALE_H

#include <stddef.h>

#include "../history/processes.h"

/* A step of 1, 2, 2.5 or 5 times a power of ten that divides span into at most most parts. */
double svg_scale_step(double span, size_t most);

/* The same of seconds: 1, 2, 5, 10, 15, 30 s, minutes, hours, days. */
double svg_scale_time_step(double span_s, size_t most);

/* The least height of an axis: no less than 5 % of the mean, nor than 256 KiB, so that page noise
 * stays noise. */
double svg_scale_floor(double low, double high);

/*
 * The indices of the readings to draw, in order: all where there are no more than most, else the
 * least and the greatest of each bucket. indices has most + 2 entries. Gives how many.
 */
size_t svg_scale_thin(const struct series *series, size_t most, size_t *indices);

#endif
