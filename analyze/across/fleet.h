/* fleet.h - several runs in one table: correction over all tests in it; --merge makes the same
 * table from JSON. */
#ifndef LEAKLINE_FLEET_H
#define LEAKLINE_FLEET_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../base/unique_names.h"
#include "../metrics.h"
#include "../verdict/verdict.h"

struct analysis;
struct run_info;

/* A life as the table needs it: all of it is in --format json, so that a merge gives the same. */
struct fleet_life {
	struct span run, name; /* printable */
	int32_t pid,
		first_pid; /* of this life, of the process's first one: tells namesakes apart */
	uint32_t life, lives;
	enum verdict_kind verdict;
	bool provisional;   /* its flag */
	struct span reason; /* its code; of a merge printable, also where this version does not know
			       it */
	bool measured[METRIC_TRENDS]; /* the metric was tested */
	bool grows[METRIC_TRENDS];    /* its state is grow by a test of its own */
	double p[METRIC_TRENDS];      /* before correction over tests, times the lives judged of its
					 process */
	double p_adjusted[METRIC_TRENDS]; /* over all runs: fleet_correct */
	double slope, low, high;          /* KiB a round, footprint; NAN where there is none */
	double private_slope;
	double detectable;           /* < 0: not known */
	enum verdict_kind corrected; /* fleet_correct */
};

enum { FLEET_KEYS = 16 };

/* A key of run.info that is none of leakline-run(5)'s, and its value: as version: 9.1.2. */
struct fleet_key {
	struct span key, value;
};

/* What a run is, for grouping: keys of run.info. */
struct fleet_run {
	struct span name, host, kernel, collector;
	struct fleet_key *keys; /* by key */
	size_t key_count;       /* at most FLEET_KEYS */
	bool open;              /* its own exit status is 3 */
	bool leaks, suspect;    /* fleet_correct: one of its processes leaks; else one is suspect */
};

struct fleet {
	struct arena arena;
	struct unique_names names; /* of runs, in a merge */
	struct fleet_life *lives;
	size_t life_count, life_capacity;
	struct fleet_run *runs;
	size_t run_count, run_capacity;
};

/* The next life, run of the tables, zeroed: for those that fill them. */
struct fleet_life *fleet_next_life(struct fleet *fleet);
struct fleet_run *fleet_next_run(struct fleet *fleet);

/* The first FLEET_KEYS such keys of a run.info, by name, raw bytes; keys has FLEET_KEYS entries.
 * Gives how many. */
size_t fleet_keys(const struct run_info *info, struct fleet_key *keys);

/* Puts a key into its place among count (< FLEET_KEYS) others; false, and nothing done: it is
 * there, full, or no such key. */
bool fleet_key_add(struct span key, struct span value, struct fleet_key *keys, size_t *count);

/* The value of a run's key; empty where it has none. */
struct span fleet_key_value(const struct fleet_run *run, struct span key);

/* All keys that any run has (FLEET_KEYS at most), by name; names has FLEET_KEYS entries. Gives how
 * many. */
size_t fleet_key_names(const struct fleet *fleet, struct span *names);

/* Processes that leak, of which only provisional lives do. */
size_t fleet_provisional(const struct fleet *fleet);

/* Takes over what the table needs of a run; the analysis may be freed afterwards. */
void fleet_add(struct fleet *fleet, const struct analysis *analysis);

/* Adds the runs of a file of --format json, an object a line ("-": standard input). 0, or -1 with
 * one line said. */
int fleet_merge(struct fleet *fleet, const char *path);

/* Corrects over all lives, and sets corrected. A growth that does not survive it is inconclusive.
 */
void fleet_correct(struct fleet *fleet, double alpha);

/* Lives i and i + 1 (in the order that fleet_correct makes) are restarts of one process. */
bool fleet_same_process(const struct fleet_life *a, const struct fleet_life *b);

/* The end of the process that begins at lives[first] (its lives are neighbours), and the gravest of
 * its corrected verdicts. */
size_t fleet_process(const struct fleet *fleet, size_t first, enum verdict_kind *gravest);

/* How many processes have that corrected verdict. */
size_t fleet_count(const struct fleet *fleet, enum verdict_kind verdict);

void fleet_free(struct fleet *fleet);

#endif
