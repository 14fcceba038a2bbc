/* columns.h - facts folded into columns as they are read: points of one PID and one kind, in the
 * order of reading. */
#ifndef LEAKLINE_COLUMNS_H
#define LEAKLINE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "facts.h"

struct round_list;

/*
 * All points begin with `at`: while members are folded the number of their member, after
 * columns_sort the index of their round. What status said of a PID:
 */
struct status_point {
	uint32_t at;
	uint32_t name; /* of columns_name */
	int32_t threads;
	uint32_t rss, anon, swap, page_tables,
		peak;    /* by columns_kib; peak: of the address space */
	uint32_t worked; /* context switches, by columns_count */
	char state;
	int64_t data_stack; /* -1 not told: VmData may be tens of TiB */
};

struct stat_point {
	uint32_t at;
	uint32_t name;
	uint64_t start_ticks;
	uint32_t worked; /* ticks of CPU, by columns_count */
	char state;
};

struct pmap_point {
	uint32_t at;
	uint32_t rss;        /* by columns_kib; what pmap -x sums up */
	int64_t private_kib; /* -1: nothing could be read */
	const struct group_list *groups;
};

/* A run has far more of these than of all others: 8 bytes. */
struct ps_point {
	uint32_t at;
	uint32_t rss; /* by columns_kib; -1: no memory of its own */
};

/* What ps tells beside it, kept where it changed: it holds for the points from `at` on until the
 * next, in the order of reading. */
struct ps_cpu {
	uint32_t at;
	uint32_t cpu; /* parse_ps_time.h */
};

struct ps_said {
	uint32_t at;
	uint32_t start;               /* parse_ps_time.h */
	uint32_t name, command, user; /* of columns_name */
};

/* A process that had the PID, where ps shows that there were several. */
struct ps_life {
	uint32_t at;                     /* its first round */
	struct span name, command, user; /* interned */
};

/* Points of one kind, in memory of their own: growing leaves no dead copies behind, as in an arena.
 */
struct point_list {
	void *items;
	size_t count, capacity;
};

/* `pmap -x PID; pmap -d PID`: what the later point of a round does not tell the one before it does.
 */
void columns_join_pmap(struct pmap_point *point, const struct pmap_point *before);

/* `grep VmPTE; grep VmRSS`: the same of lines cut out of status; a whole status, which has a state,
 * tells all there is. */
void columns_join_status(struct status_point *point, const struct status_point *before);

/* Room for a point of size bytes more at the end of the list. */
void *columns_add(struct point_list *list, size_t size);

/* All that was read of a PID. */
struct pid_columns {
	int32_t pid;
	uint32_t ps_told,
		pmap_told; /* the order of the latest member that tells the names below + 1 */
	bool is_used;      /* status is what `used` holds */
	bool ps_kept;      /* the names of ps are those of the last of said */
	bool cpu_mixed, said_mixed; /* rows of one table tell several: they are threads */
	/* of ps first: a round has far more of its points than of all others */
	struct point_list ps, cpu, said; /* ps_point, ps_cpu, ps_said */
	uint32_t ps_cpu, ps_start;       /* of the last of them */
	int64_t ps_grain;                /* the greatest of its ps points; 0 none */
	struct span ps_name, ps_command, ps_user, pmap_name, pmap_command; /* interned */
	struct ps_life *ps_lives; /* after columns_sort, in order; NULL: one */
	size_t ps_life_count, ps_life_capacity;
	struct point_list status, stat, pmap, maps; /* maps: pmap_points of maps or smaps */
	struct point_list used; /* status_points of what smaps or smaps_rollup sum up: where there
				   is no status */
};

struct system_point {
	uint32_t at;
	int64_t size; /* KiB, or pages */
};

struct system_column {
	struct span name;
	bool pages; /* sizes are in pages */
	struct point_list points;
};

/* Where points come from: a file of a round. */
struct member_origin {
	uint32_t round;
	uint32_t order; /* of two that tell the same the later counts */
	enum kind kind;
	uint32_t form; /* of ps: which table it is; columns_fold sets it */
	bool alone;    /* of a round and kind only one counts (a run's ROUND-TIME.KIND; not a loop's
			  files) */
};

/* Columns of a run. All zero is empty; memory is the arena's, that of points and members
 * columns_free's. */
struct columns {
	struct arena *arena;
	struct intern_table texts;
	struct index name_ids; /* by interned text */
	struct span *names;
	size_t name_count, name_capacity;
	struct member_origin *members;
	size_t member_count, member_capacity;
	struct pid_columns *pids;
	size_t count, capacity;
	struct index pid_places;
	struct system_column *system;
	size_t system_count, system_capacity;
	struct index system_places; /* by interned name */
};

/* Folds what a member said. */
void columns_fold(
	struct columns *columns, const struct facts *facts, const struct member_origin *origin);

/*
 * After the last member: PIDs ascending, points by round with one a round, those of rounds that are
 * not in the (built) list and of members that a later one replaces left out. True: tables of ps of
 * several forms told the resident memory of one process; procps takes it from status, BusyBox from
 * stat, which lags: that of the form with the most points stays.
 */
bool columns_sort(struct columns *columns, const struct round_list *rounds);

/* The columns of a PID, and those of a number of the system, made where they are new. */
struct pid_columns *columns_pid(struct columns *columns, int32_t pid);
struct system_column *columns_system(struct columns *columns, struct span name, bool pages);

/* The name that a point's number stands for. */
struct span columns_name(const struct columns *columns, uint32_t name);

/* The number that stands for a name from now on. */
uint32_t columns_name_id(struct columns *columns, struct span name);

/* A count that only ever grows, as kept in 32 bits: two are the same where nothing moved. -1 (not
 * told) is UINT32_MAX. */
uint32_t columns_count(int64_t count);

/* KiB, as kept in 32 bits (from 2 TiB on to 64 KiB); -1 not told. */
int64_t columns_kib(uint32_t kept);

/* Takes all back that was folded of a PID, where there is any; before columns_sort, after the last
 * fold. */
void columns_drop(struct columns *columns, int32_t pid);

/* Gives the memory of points and members back; that of one PID's points. */
void columns_free(struct columns *columns);
void columns_free_pid(struct pid_columns *pid);

#endif
