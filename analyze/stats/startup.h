/* startup.h - start-up memory that is freed again: where the series proper begins. */
#ifndef LEAKLINE_STARTUP_H
#define LEAKLINE_STARTUP_H

#include <stddef.h>

/*
 * Index of the first of n points after start-up memory was freed; 0: none was. A fall counts if it
 * is the greatest of the series and at least floor, ends in the first half, is followed by none
 * half as great, and less than half of its memory had come after the first tenth.
 */
size_t startup_end(size_t n, const double *y, double floor);

#endif
