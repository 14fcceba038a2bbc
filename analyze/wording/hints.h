/* hints.h - what may lie behind a growth, worded as hints: never a verdict. */
#ifndef LEAKLINE_HINTS_H
#define LEAKLINE_HINTS_H

#include <stddef.h>

#include "../analysis.h"

/* Hints for a finding, in a fixed order, our words and numbers only. *count strings. */
const char *const *hints_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

#endif
