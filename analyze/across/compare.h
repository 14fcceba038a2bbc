/* compare.h - --baseline: is each process's growth different from that in earlier runs? */
#ifndef LEAKLINE_COMPARE_H
#define LEAKLINE_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../stats/difference.h"
#include "../verdict/verdict.h"

struct analysis;
struct grown_change;

enum compare_verdict {
	COMPARE_FIXED,       /* grew before, does not now, and the difference is significant */
	COMPARE_IMPROVED,    /* grows by significantly less, or may */
	COMPARE_SAME,        /* no difference that would matter */
	COMPARE_WORSE,       /* grows by significantly more */
	COMPARE_NEW,         /* not in the baseline */
	COMPARE_CANNOT_TELL, /* the difference is neither significant nor small, or a run could not
				be judged */
	COMPARE_VERDICTS
};

struct compare_row {
	struct span name;
	const struct finding *now;         /* the process's gravest life */
	const struct finding *before;      /* of the first baseline that has it; NULL: new */
	const struct analysis *before_run; /* where that is; NULL: new */
	size_t baselines;                  /* how many runs have it */
	bool measured[METRIC_TRENDS];
	struct slope_difference
		metric[METRIC_TRENDS]; /* KiB a round; of footprint, private, rss, rest */
	double p_adjusted;             /* of the metric that decides, over the processes compared */
	enum metric decided_by;
	double margin; /* a difference below it does not matter, KiB a round */
	enum compare_verdict verdict;
	const struct grown_change *groups; /* of mappings (grown.h) */
	size_t group_count;
};

/* A process that a baseline has, and this run has not: nobody knows whether it still grows. */
struct compare_missing {
	struct span name;
	const struct finding *before; /* of the first baseline that has it: its gravest life */
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

/* Fills analysis->comparison (memory of its arena). The baselines must outlive the analysis's
 * reports. */
void compare_build(
	struct analysis *analysis, const struct analysis *const *baselines, size_t count);

/* "fixed", "improved" ... */
const char *compare_code(enum compare_verdict verdict);

#endif
