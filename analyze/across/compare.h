/* compare.h - --baseline: does each process's growth differ from that in earlier runs? */
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
	COMPARE_IMPROVED,    /* grows significantly less, or may */
	COMPARE_SAME,        /* no difference that matters */
	COMPARE_WORSE,       /* grows significantly more */
	COMPARE_NEW,         /* not in the baseline */
	COMPARE_CANNOT_TELL, /* the difference is neither significant nor small, or a run was not
				judged */
	COMPARE_VERDICTS
};

struct compare_row {
	struct span name;
	const struct finding *now;         /* the process's worst life */
	const struct finding *before;      /* from the first baseline that has it; NULL: new */
	const struct analysis *before_run; /* that baseline; NULL: new */
	size_t baselines;                  /* number of runs that have it */
	bool measured[METRICS];
	struct slope_difference metric[METRICS]; /* KiB per round; of footprint, private, rss, rest,
						    and of the heap in use */
	double p_adjusted; /* of the metric that decides, over the compared processes */
	enum metric decided_by;
	double margin; /* a smaller difference does not matter, KiB per round */
	enum compare_verdict verdict;
	const struct grown_change *groups; /* of mappings (grown.h) */
	size_t group_count;
};

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
