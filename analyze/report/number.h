/* number.h - the shortest digits that give the same double back, for the formats that machines
 * read. */
#ifndef LEAKLINE_NUMBER_H
#define LEAKLINE_NUMBER_H

/* Bytes that the digits of any double take, NUL included. */
enum { NUMBER_BYTES = 32 };

/* Prints a finite value; digits has NUMBER_BYTES. The point is '.', as long as LC_NUMERIC is not
 * set. */
void number_print(double value, char *digits);

#endif
