/* amount.h - an amount of memory as people write it: 24004, 23.4MiB, "427.36 MB", 2.45801e+07. */
#ifndef LEAKLINE_AMOUNT_H
#define LEAKLINE_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* Units by name: gives the factor to KiB, or 0 if the name is not a unit. Case does not matter.
 * Units of 1000 count as units of 1024, because tools that print memory mean those. */
double amount_unit(struct span name);

/* What is read at the beginning of a text. */
struct amount {
	double number;
	double step;    /* of the last digit */
	double grouped; /* of 24,004 the number if its comma parts thousands; else -1 */
	double pointed; /* of 24.004 the number if its point does; else -1 */
	bool has_point; /* it has decimals behind a point, whatever else they might be */
	double unit;    /* KiB in one unit; 0: there was no unit */
	size_t len;     /* bytes read, unit included */
	int thousands;  /* 1, 2, 3, 4 of kB, MB, GB, TB; else 0 */
};

/* Reads a number and its unit, if there is one, with or without blanks between. False: no number
 * begins here, or it is below 0 or above 1e15. */
bool amount_read(struct span text, struct amount *amount);

/* Reads a number whose groups of three digits blanks part, and its unit: 24 004 kB. False: none is
 * there. Elsewhere these are two numbers: only the caller knows. */
bool amount_read_spaced(struct span text, struct amount *amount);

/* Counts kB, MB, GB and TB by 1000: podman, crictl and docker before 1.13 print these (HumanSize of
 * docker/go-units), and MiB where they count by 1024. */
void amount_by_thousand(struct amount *amount);

/* What points in the numbers of a column, or behind a key, have shown to be. */
struct amount_points {
	bool part_decimals, part_thousands;
	/* 100.500 KiB may be either: how many were so, how many of them end with a nought, and of
	 * how many the digits are the bytes of whole pages */
	uint64_t either, end_with_nought, are_bytes;
};

/* Decides what the point of 24.004 is, in a unit of so many KiB if the text names none: no process
 * has 24.004 KiB, so that it parts thousands, as in German, unless points part decimals in the same
 * place, as in 24004.125. Of 100.500 only pages tell: 100,500 KiB are some, 100,501 are none.
 * False: it has been both, or may be, so that nobody can tell. */
bool amount_settle_points(struct amount *amount, double unit, struct amount_points *points);

/* Were the numbers of three digits behind a point all such that decimals are as likely: 100.500,
 * 104.000 as "%.3f" prints what has fewer, 102.400, 106.496 as it prints bytes by the thousand? */
bool amount_points_are_open(const struct amount_points *points);

/* Does a text, behind an amount of len bytes, go on with its limit: `23.44MB / 33.3GB`? */
bool amount_has_limit(struct span text, size_t len);

/* Its size for comparing it with others of its kind: in KiB if the text names a unit, else the
 * number as it is. */
double amount_size(const struct amount *amount);

/* Is one of two sizes larger than the other? */
bool amount_differs(double one, double other);

/* The amount in KiB, rounded. The grain is the value of one unit of its last digit, at least 1 KiB.
 * unit: the factor to KiB if the text names no unit. */
int64_t amount_kib(const struct amount *amount, double unit, int64_t *grain);

#endif
