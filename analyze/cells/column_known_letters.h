/* column_known_letters.h - known names of columns whose first letter is not in ASCII. */
#ifndef LEAKLINE_COLUMN_KNOWN_LETTERS_H
#define LEAKLINE_COLUMN_KNOWN_LETTERS_H

#include <stddef.h>

#include "column_role.h"

/* A name that is known. Rows are ordered by the bytes of their names. */
struct column_known_row {
	const char *name; /* in lower case, words joined by `_`, without a unit */
	enum column_role role;
	int rank;    /* a higher one is a more certain name */
	double unit; /* the factor to KiB, if the name implies a unit; 0: it does not */
};

/* The rows, and their number. */
const struct column_known_row *column_known_letters(size_t *count);

#endif
