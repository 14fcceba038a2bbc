/* number.c - the shortest digits that give the same double back. */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void number_print(double value, char *digits)
{
	/* whole numbers are most of what is printed; 2^53 is where they cease to be exact */
	if (value == floor(value) && fabs(value) < 9007199254740992.0) {
		snprintf(digits, NUMBER_BYTES, "%.0f", value == 0 ? 0.0 : value);
		return;
	}
	/* %g drops zeros at the end, so a shorter form is found with 15 digits already; 17 always
	 * suffice */
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, NUMBER_BYTES, "%.*g", precision, value);
		if (strtod(digits, NULL) == value)
			return;
	}
}
