/* number.c - prints a double with the fewest digits that read back as the same double. */
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void number_print(double value, char *digits)
{
	/* most printed numbers are whole; up to 2^53 they are exact */
	if (value == floor(value) && fabs(value) < 9007199254740992.0) {
		snprintf(digits, NUMBER_BYTES, "%.0f", value == 0 ? 0.0 : value);
		return;
	}
	/* %g drops trailing zeros, so 15 digits also find a shorter form; 17 digits always suffice
	 */
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, NUMBER_BYTES, "%.*g", precision, value);
		if (strtod(digits, NULL) == value)
			return;
	}
}
