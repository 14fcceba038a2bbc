/* key_value.h - the sizes behind a key: which of them is its value. */
#ifndef LEAKLINE_KEY_VALUE_H
#define LEAKLINE_KEY_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "amount.h"
#include "column_name.h"

/* The amount that was read at begin is of a key that tells memory. Takes the rest of it, where it
 * is parted by blanks, stands behind an arrow or in a list with others: amount->len then reaches to
 * the end of all of that. name: of the part of the key that it is of. False: nobody can tell which
 * of several it is. */
bool key_value_settle(struct span line, size_t begin, struct span key, struct column_name *name,
	struct amount *amount);

#endif
