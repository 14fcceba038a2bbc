/* grown.h - what grew: the mapping groups of a life by their share of its growth, and what else
 * grew in the run. */
#ifndef LEAKLINE_GROWN_H
#define LEAKLINE_GROWN_H

#include "../analysis.h"

/* All results of these functions are in the arena passed to them. */

/* A mapping group and its part in the growth. */
struct grown_group {
	const struct mapping_group *group;
	const struct trend *trend;      /* NULL: not fitted */
	const struct judgement *judged; /* of the trend, or NULL */
	double change_kib;              /* last reading minus first of those that are judged */
	double share; /* share of the sum of all positive changes in the life's memory; < 0: none */
	bool is_reserved; /* inaccessible address space: not memory */
};

/* All groups of a finding's process: greatest share first, then by change, then by name. analysis
 * NULL: their change in all rounds, as tables of raw readings have it. *count: their number. */
struct grown_group *grown_groups(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

/* "+3.9 KiB a round": the slope at the end of the run, or over the whole run if the growth is in
 * steps ("on average" where its last third gained clearly less); "in one step" or "in two steps"
 * where it has no pace; "" if there is no trend. */
const char *grown_slope(
	struct arena *arena, const struct analysis *analysis, const struct grown_group *group);

/* "36 others 90 %, +2 304 KiB": the sum of the groups that grew, beyond the first shown ones, which
 * are listed; "" if there are no others. */
const char *grown_rest(
	struct arena *arena, const struct grown_group *groups, size_t count, size_t shown);

/* One side of a comparison: a process, and the analysis of the run that it is in. */
struct grown_side {
	const struct analysis *analysis;
	const struct process *process;
};

/* The change of a mapping group in the judged rounds of an earlier run and of this one, in KiB;
 * NAN: the group does not exist there. */
struct grown_change {
	struct span name;
	double before, now;
};

/* All groups of both lives: those of the later life in their order, then those that only the
 * earlier one has. *count: their number. */
struct grown_change *grown_changes(struct arena *arena, const struct grown_side *before,
	const struct grown_side *now, size_t *count);

/* The changes that concern memory and differ between the runs, greatest difference first. Returns
 * *shown of them, no more than most. */
const struct grown_change **grown_differences(struct arena *arena,
	const struct grown_change *changes, size_t count, size_t most, size_t *shown);

/* For a process whose resident memory grows while its private memory does not: groups that are
 * no larger than before, but of which smaps shows ever more in use. Greatest growth of Pss first;
 * small ones are left out. */
const struct mapping_group **grown_touched(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

/* A process of ps and its growth from its first round to its last; sorted by growth. */
struct grown_process {
	const struct finding *finding;
	double first_kib, last_kib, change_kib;
};

/* Every target, and every other process that ps showed for at least half of the run, if it grew
 * from its first round to its last: greatest growth first, no more than most. */
struct grown_process *grown_processes(
	struct arena *arena, const struct analysis *analysis, size_t most, size_t *count);

/* The findings on processes that are not targets and grow. */
const struct finding **grown_beside(
	struct arena *arena, const struct analysis *analysis, size_t *count);

/* Something else that grows: threads, page tables or swap of a target; slab or MemAvailable of the
 * system. */
struct grown_other {
	const struct process *process; /* NULL: the whole system */
	struct span name; /* for the system: the name in the run; for a process: our word */
	const struct trend *trend;
	const struct judgement *judged; /* its judgement */
	bool falls;                     /* MemAvailable: smaller is worse */
	bool is_count;                  /* threads, not KiB */
	bool has_verdict; /* a number of the system that reports judge beside this list */
};

/* All of them: targets in their order, then the system's. */
struct grown_other *grown_others(
	struct arena *arena, const struct analysis *analysis, size_t *count);

/* Keeps those that no other part of a report judges, in their order; returns their number. */
size_t grown_unjudged(struct grown_other *list, size_t count);

/* "+0.5 ± 0.1 a round, 12 → 40": the text that describes one. */
const char *grown_other_text(
	struct arena *arena, const struct analysis *analysis, const struct grown_other *other);

#endif
