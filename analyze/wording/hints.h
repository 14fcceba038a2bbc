/* hints.h - possible causes of a growth, worded as hints: never a verdict. */
#ifndef LEAKLINE_HINTS_H
#define LEAKLINE_HINTS_H

#include <stddef.h>

#include "../analysis.h"

/* Returns the hints for a finding in a fixed order, made of our own words and numbers only. *count:
 * the number of strings. */
const char *const *hints_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

#endif
