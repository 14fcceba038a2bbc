/* grown.h - what grew: the mapping groups of a life by their share of its growth, and what else
 * grows in the run. */
#ifndef LEAKLINE_GROWN_H
#define LEAKLINE_GROWN_H

#include "../analysis.h"

/* What these functions give lives as long as the arena. */

/* A group of mappings, with its part in the growth. */
struct grown_group {
	const struct mapping_group *group;
	const struct trend *trend;      /* NULL: not fitted */
	const struct judgement *judged; /* of it, or NULL */
	double change_kib;              /* last less first */
	double share;     /* of the sum of the positive changes of the life's memory; < 0: none */
	bool is_reserved; /* address space without access: no memory */
};

/* All groups of a finding's process, greatest share first, then by change, then name. *count of
 * them. */
struct grown_group *grown_groups(struct arena *arena, const struct finding *finding, size_t *count);

/* "+3.9 KiB a round": at the end of the run, or (in steps) over all of it; "" where there is no
 * trend. */
const char *grown_slope(
	struct arena *arena, const struct analysis *analysis, const struct grown_group *group);

/* "36 others 90 %, +2 304 KiB": the groups that grew and of which only the first shown are listed;
 * "" where those are all. */
const char *grown_rest(
	struct arena *arena, const struct grown_group *groups, size_t count, size_t shown);

/* By how much a group of mappings changed in an earlier run, and in this one, KiB; NAN: it is not
 * there. */
struct grown_change {
	struct span name;
	double before, now;
};

/* All groups of both lives: those of now in their order, then what before alone has. *count of
 * them. */
struct grown_change *grown_changes(struct arena *arena, const struct process *before,
	const struct process *now, size_t *count);

/* Those of them that are memory and did not change alike, greatest difference first, *shown of
 * them, at most most. */
const struct grown_change **grown_differences(struct arena *arena,
	const struct grown_change *changes, size_t count, size_t most, size_t *shown);

/* Where resident memory grows and private does not: groups that are as large as ever, and of which
 * smaps says that ever more is used. Greatest growth of Pss first, the smaller ones left out.
 */
const struct mapping_group **grown_touched(
	struct arena *arena, const struct finding *finding, size_t *count);

/* Two processes of ps, of which the one comes first that grew more from its first to its last
 * round. */
struct grown_process {
	const struct finding *finding;
	double first_kib, last_kib, change_kib;
};

/* Every target, and every other process that ps showed for half of the run or longer, that grew
 * from its first round to its last: greatest growth first, at most most. */
struct grown_process *grown_processes(
	struct arena *arena, const struct analysis *analysis, size_t most, size_t *count);

/* The findings that are no target, and grow. */
const struct finding **grown_beside(
	struct arena *arena, const struct analysis *analysis, size_t *count);

/* Something else that grows: threads, page tables, swap of a target; slab, MemAvailable of the
 * system. */
struct grown_other {
	const struct process *process; /* NULL: of the whole system */
	struct span name; /* of the system's: as the run tells it; of a process: our word */
	const struct trend *trend;
	const struct judgement *judged; /* of it */
	bool falls;                     /* it is MemAvailable: less is worse */
	bool is_count;                  /* threads, not KiB */
};

/* All of them, targets in their order, then the system's. */
struct grown_other *grown_others(
	struct arena *arena, const struct analysis *analysis, size_t *count);

/* "+0.5 ± 0.1 a round, 12 → 40": what is said of one. */
const char *grown_other_text(
	struct arena *arena, const struct analysis *analysis, const struct grown_other *other);

#endif
