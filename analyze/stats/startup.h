/* startup.h - start-up memory that is given back: where a series begins in earnest. */
#ifndef LEAKLINE_STARTUP_H
#define LEAKLINE_STARTUP_H

#include <stddef.h>

/*
 * Index of the first of n points after start-up memory had been given back; 0: none was. A fall is
 * of that kind if it is the greatest of the series and of floor at least, ends in the first half,
 * none half as great follows, and less than half of what fell had come after the first tenth.
 */
size_t startup_end(size_t n, const double *y, double floor);

#endif
