/* fleet.h - several runs in one table, corrected for all its tests; --merge makes the same table
 * from JSON. */
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

/* A life with the data for the table: all of it is in --format json, so a merge yields the same. */
struct fleet_life {
	struct span run, name;  /* printable */
	int32_t pid, first_pid; /* PID of this life, and of the process's first one: distinguishes
				   processes of one name */
	uint32_t life, lives;
	struct span kind; /* "process"; of a group "name", "tree" or "cgroup". Printable */
	bool is_group;    /* then the name begins with FLEET_GROUP */
	bool in_group;    /* its group counts in its place */
	bool known;       /* a gate knows the leak of its process */
	enum verdict_kind verdict;
	bool provisional; /* its flag */
	struct span
		reason; /* its code; in a merge printable, even if this version does not know it */
	bool measured[METRIC_TRENDS]; /* the metric was tested */
	bool grows[METRIC_TRENDS];    /* it grows by this metric's own test */
	double p[METRIC_TRENDS]; /* before correction over tests, times the process's judged lives
				  */
	double p_adjusted[METRIC_TRENDS]; /* over all runs: set by fleet_correct */
	double slope, low, high;          /* KiB per round, footprint; NAN if missing */
	double private_slope;
	double detectable;           /* < 0: unknown */
	enum verdict_kind corrected; /* set by fleet_correct */
};

enum { FLEET_KEYS = 16 };

/* Stands before the name of a group, so that no process has it. */
#define FLEET_GROUP "group:"

/* A key of run.info that leakline-run(5) does not define, and its value: such as version: 9.1.2. */
struct fleet_key {
	struct span key, value;
};

/* A run's keys of run.info, for grouping. */
struct fleet_run {
	struct span name, host, kernel, collector;
	struct fleet_key *keys; /* by key */
	size_t key_count;       /* at most FLEET_KEYS */
	bool lacks;             /* a pass lacks something: its own exit status is 3, or would be */
	bool machine_fails;     /* a number of its system makes the exit status 1 */
	bool over;              /* so does a count that is beyond its budget */
	bool leaks,
		suspect; /* set by fleet_correct: one of its processes leaks; else one is suspect */
};

struct fleet {
	struct arena arena;
	struct unique_names names; /* of runs, for a merge */
	struct fleet_life *lives;
	size_t life_count, life_capacity;
	struct fleet_run *runs;
	size_t run_count, run_capacity;
};

/* The name of a group in the table; name is printable. */
struct span fleet_group_name(struct fleet *fleet, struct span name);

/* Appends a zeroed life or run to the tables and returns it. */
struct fleet_life *fleet_next_life(struct fleet *fleet);
struct fleet_run *fleet_next_run(struct fleet *fleet);

/* The first FLEET_KEYS such keys of a run.info, sorted, as raw bytes; keys has FLEET_KEYS entries.
 * Returns their number. */
size_t fleet_keys(const struct run_info *info, struct fleet_key *keys);

/* Inserts a key in order among count (< FLEET_KEYS) others; returns false and does nothing if it
 * exists, the list is full, or it is no such key. */
bool fleet_key_add(struct span key, struct span value, struct fleet_key *keys, size_t *count);

/* The value of a run's key; empty if it has none. */
struct span fleet_key_value(const struct fleet_run *run, struct span key);

/* All keys that any run has (FLEET_KEYS at most), sorted; names has FLEET_KEYS entries. Returns
 * their number. */
size_t fleet_key_names(const struct fleet *fleet, struct span *names);

/* Copies a run's data for the table; the analysis may be freed afterwards. */
void fleet_add(struct fleet *fleet, const struct analysis *analysis);

/* Adds the runs of a --format json file, one object per line ("-": standard input). Returns 0, or
 * -1 after printing one line. */
int fleet_merge(struct fleet *fleet, const char *path);

/* Corrects over all lives, and sets corrected. A growth that does not survive it is inconclusive.
 */
void fleet_correct(struct fleet *fleet, double alpha);

/* The end of the process that starts at lives[first] (its lives are neighbours), and the worst of
 * its corrected verdicts. */
size_t fleet_process(const struct fleet *fleet, size_t first, enum verdict_kind *gravest);

/* The number of processes with that corrected verdict. */
size_t fleet_count(const struct fleet *fleet, enum verdict_kind verdict);

void fleet_free(struct fleet *fleet);

#endif
