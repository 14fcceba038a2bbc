/* compare.h - --baseline: does each process's growth differ from that in earlier runs? */
#ifndef LEAKLINE_COMPARE_H
#define LEAKLINE_COMPARE_H

#include <stddef.h>

#include "compare_row.h"

struct analysis;

/* A process that is in a baseline but not in this run: whether it still grows is unknown. */
struct compare_missing {
	struct span name;
	const struct finding *before; /* its worst life in the first baseline that has it */
};

/* Rows in the order of the report's table. */
struct comparison {
	struct compare_row *rows;
	size_t count;
	struct compare_missing *missing;
	size_t missing_count;
	size_t baseline_count;
	struct span *baseline_names;
};

/* Fills analysis->comparison (memory from its arena). The baselines must outlive the analysis's
 * reports. */
void compare_build(
	struct analysis *analysis, const struct analysis *const *baselines, size_t count);

/* "fixed", "improved" ... */
const char *compare_code(enum compare_verdict verdict);

#endif
