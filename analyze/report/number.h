/* number.h - prints a double with the fewest digits that read back as the same double, for
 * machine-readable formats. */
#ifndef LEAKLINE_NUMBER_H
#define LEAKLINE_NUMBER_H

/* Enough bytes for the digits of any double, including NUL. */
enum { NUMBER_BYTES = 32 };

/* Prints a finite value; digits has NUMBER_BYTES. The decimal point is '.', as long as LC_NUMERIC
 * is not set. */
void number_print(double value, char *digits);

#endif
