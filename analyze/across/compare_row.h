/* compare_row.h - one process compared with earlier runs: by the round, by the hour, and the
 * answer. */
#ifndef LEAKLINE_COMPARE_ROW_H
#define LEAKLINE_COMPARE_ROW_H

#include <stdbool.h>
#include <stddef.h>

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

/* Rates are compared by the round and, where rounds last unequally long, by the hour. */
enum compare_unit { COMPARE_BY_ROUND, COMPARE_BY_HOUR };

/* The rate of the metric that decides, in KiB per round or hour. */
struct compare_rate {
	struct slope_difference difference;
	double p_adjusted; /* over the compared processes */
	double margin;     /* a smaller difference does not matter */
	enum compare_verdict verdict;
};

/* A process in a baseline. */
struct compare_before {
	const struct finding *finding; /* its worst life there */
	const struct analysis *run;
};

struct compare_row {
	struct span name;
	const struct finding *now;         /* the process's worst life */
	const struct finding *before;      /* from the first baseline that has it; NULL: new */
	const struct analysis *before_run; /* that baseline; NULL: new */
	size_t nth;                        /* how many processes of that name precede it */
	size_t baselines;                  /* number of runs that have it */
	const struct compare_before *all;  /* so many, in the order of --baseline */
	bool measured[METRICS];
	struct slope_difference metric[METRICS]; /* KiB per round; of footprint, private, rss, rest,
						    and of the heap in use */
	enum metric decided_by;
	bool chosen; /* of two metrics: the p values are doubled */
	struct compare_rate round, hour;
	bool has_hour;            /* rounds last unequally long */
	double before_s, now_s;   /* what they last in the mean, if so */
	enum compare_unit counts; /* what the verdict is by */
	bool known;               /* time or action: it is known which of them counts */
	enum compare_verdict verdict;
	const struct grown_change *groups; /* of mappings (grown.h) */
	size_t group_count;
};

/* Was it compared in that unit, and how did that come out? */
bool compare_row_has(const struct compare_row *row, enum compare_unit unit);
struct compare_rate *compare_row_rate(struct compare_row *row, enum compare_unit unit);

/* Do hour and round say different things? */
bool compare_row_disagrees(const struct compare_row *row);

#endif
