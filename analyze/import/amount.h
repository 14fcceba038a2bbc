/* amount.h - an amount of memory as people write it: 24004, 23.4MiB, "427.36 MB", 2.45801e+07. */
#ifndef LEAKLINE_AMOUNT_H
#define LEAKLINE_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* Units by name: the factor to KiB; units of 1000 and of 1024 are the same, as tools that print
 * memory mean them. Gives 0 for what is no unit. Case counts only for single letters' sake: it does
 * not. */
double amount_unit(struct span name);

/* What is read at the beginning of a text. */
struct amount {
	double number;
	double step; /* of the last digit */
	double unit; /* KiB of one; 0: none stood there */
	size_t len;  /* bytes that it takes */
};

/* Reads a number, and a unit right behind it or behind blanks. False: no number begins here, or one
 * below 0 or beyond 1e15. */
bool amount_read(struct span text, struct amount *amount);

/* The amount in KiB, rounded; its grain is what the last digit tells, at least 1. unit: KiB of one
 * where the text names none. */
int64_t amount_kib(const struct amount *amount, double unit, int64_t *grain);

#endif
