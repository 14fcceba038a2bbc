/* columns.h - facts folded into columns as they are read: points of one PID and one kind, in
 * reading order. */
#ifndef LEAKLINE_COLUMNS_H
#define LEAKLINE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "../facts/facts.h"
#include "grains.h"

struct round_list;

/*
 * Every point starts with `at`: the number of its member while members are folded, the index of its
 * round after columns_sort. The values of status for a PID:
 */
struct status_point {
	uint32_t at;
	uint32_t rss;  /* by columns_kib */
	uint32_t rest; /* columns_status_rest() */
};

/* What status says besides VmRSS. */
struct status_rest {
	uint32_t name;         /* of columns_name */
	uint32_t threads : 24; /* by columns_threads */
	uint32_t state : 8;    /* its letter; 0: unknown */
	uint32_t anon, swap, page_tables, size,
		peak;       /* by columns_kib; size, peak: of the address space */
	uint32_t worked;    /* context switches, by columns_count */
	int64_t data_stack; /* -1 if unknown: VmData may be tens of TiB */
};

struct stat_point {
	uint32_t at;
	uint32_t name;
	uint64_t start_ticks;
	uint32_t worked, faults; /* ticks of CPU, page faults, by columns_count */
	uint32_t size;           /* of the address space, by columns_kib */
	int32_t parent, session; /* 0: unknown */
	uint32_t stack : 24;     /* by columns_pack_stack */
	uint32_t state : 8;      /* its letter */
};

struct pmap_point {
	uint32_t at;
	uint32_t rss;        /* by columns_kib; the RSS sum of pmap -x */
	int64_t private_kib; /* -1 if unknown */
	const struct group_list *groups;
};

/* What a process has of the memory that it shares with others, each page divided by their number.
 */
struct share_point {
	uint32_t at;
	uint32_t pss, pss_anon, swap_pss; /* by columns_kib */
};

/* Descriptors of a process. */
struct fd_point {
	uint32_t at;
	uint32_t count;
};

/* What jstat said of a JVM. */
struct jstat_point {
	uint32_t at;
	uint32_t old; /* by columns_kib */
	int64_t collections;
};

/* The live heap of a process. */
struct heap_point {
	uint32_t at;
	const struct heap_reading *reading;
};

/* A run has far more of these than of all the others: 8 bytes. */
struct ps_point {
	uint32_t at;
	uint32_t rss; /* by columns_kib; -1: no memory of its own */
};

/* Other values from ps, stored when they change: valid for the points from `at` to the next one, in
 * reading order. */
struct ps_cpu {
	uint32_t at;
	uint32_t cpu; /* parse_ps_time.h */
};

struct ps_said {
	uint32_t at;
	uint32_t start;               /* parse_ps_time.h */
	uint32_t name, command, user; /* of columns_name */
};

/* One process that had the PID, if ps shows several. */
struct ps_life {
	uint32_t at;                     /* its first round */
	struct span name, command, user; /* interned */
};

/* Points of one kind, in their own memory: growing leaves no dead copies, as it would in an arena.
 */
struct point_list {
	void *items;
	size_t count, capacity;
};

/* `pmap -x PID; pmap -d PID`: fills values missing in a round's later point from the one before it.
 */
void columns_join_pmap(struct pmap_point *point, const struct pmap_point *before);

/* Makes room for one more point of size bytes at the end of the list. */
void *columns_add(struct point_list *list, size_t size);

/* The `at` of point i of a list whose points have size bytes. */
static inline uint32_t columns_at(const struct point_list *list, size_t size, size_t i)
{
	return *(const uint32_t *)(const void *)((const char *)list->items + i * size);
}

/* The last point of a list if it is of that member, else NULL. */
static inline void *columns_last(const struct point_list *list, size_t size, uint32_t at)
{
	if (!list->count || columns_at(list, size, list->count - 1) != at)
		return NULL;
	return (char *)list->items + (list->count - 1) * size;
}

/* How many points of a sorted list lie before that round. */
size_t columns_before(const struct point_list *list, size_t size, uint32_t at);

/* All data about one PID. */
struct pid_columns {
	int32_t pid;
	uint32_t ps_told; /* order of the latest member that set the names of ps below, plus 1 */
	uint64_t ps_row; /* the row folded last, if all of it is kept below but its point; else 0 */
	/* ps first: a round has far more of its points than of all the others */
	struct point_list ps; /* ps_point */
	uint32_t ps_at;       /* the member of the row folded last */
	uint32_t pmap_told;   /* as ps_told */
	bool is_used;         /* status holds the points of `used` */
	bool ps_kept;         /* the ps names are those of the last entry in said */
	bool is_tabled;       /* pmap holds the private memory of a table: that is no other file */
	bool has_sizes;       /* some private memory in pmap is of whole mappings, used or not */
	uint32_t unread_rounds, unread_of; /* unread_find: it lacks `unread` in so many of so many
					      rounds; 0: in none */
	enum kind unread;
	uint32_t ps_known, ps_stopped; /* rows of ps that tell its state; where that is T or t */
	char ps_state;                 /* of the latest row; 0: unknown */
	bool cpu_mixed, said_mixed;    /* rows of one table differ: they are threads */
	struct point_list cpu, said;   /* ps_cpu, ps_said */
	uint32_t ps_cpu, ps_start;     /* from the last one */
	int64_t ps_grain;              /* the greatest among its ps points; 0: none */
	struct grains grains;          /* of these points */
	struct span ps_name, ps_command, ps_user, pmap_name, pmap_command; /* interned */
	struct ps_life *ps_lives; /* after columns_sort, in order; NULL: one */
	size_t ps_life_count, ps_life_capacity;
	struct point_list status, stat, pmap, maps; /* maps: pmap_points of maps or smaps */
	struct point_list fd, jstat, heap, share;
	struct point_list used;  /* status_points from the sums in smaps or smaps_rollup: used if
				    there is no status */
	struct point_list rests; /* status_rests of both: they have no `at` */
};

/* The lists of a PID. */
enum points {
	POINTS_PS,
	POINTS_CPU,
	POINTS_SAID,
	POINTS_STATUS,
	POINTS_USED,
	POINTS_STAT,
	POINTS_PMAP,
	POINTS_MAPS,
	POINTS_FD,
	POINTS_JSTAT,
	POINTS_HEAP,
	POINTS_SHARE,
	POINTS
};

/* One of these lists, to change or to read it; how many bytes each of its points has. */
struct point_list *columns_list(struct pid_columns *pid, enum points points);
const struct point_list *columns_list_of(const struct pid_columns *pid, enum points points);
size_t columns_size(enum points points);

struct system_point {
	uint32_t at;
	int64_t size; /* KiB, or pages */
};

struct system_column {
	struct span name;
	bool pages; /* sizes are in pages */
	struct point_list points;
};

/* The source of points: a file of a round. */
struct member_origin {
	uint32_t round;
	uint32_t order;     /* of two with the same data the later one counts */
	uint32_t form;      /* of ps: the form of its table; set by columns_fold */
	enum kind kind : 8; /* 16 bytes in all: a log has one for each of its rounds */
	bool alone : 1; /* only one per round and kind counts (a run's ROUND-TIME.KIND; not a loop's
			   files) */
};

/* Columns of a run. All zero is empty; memory comes from the arena, except points, PIDs and
 * members, which columns_free frees. */
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
	bool is_log;                /* of one log: one tool made all tables of it */
};

/* Folds the facts of a member. Returns the PID of a process that is in it twice with other values
 * (the last of them), which is then left out; 0: none. A member with several rounds has none. */
int32_t columns_fold(
	struct columns *columns, const struct facts *facts, const struct member_origin *origin);

/*
 * Call after the last member. Sorts PIDs ascending and points by round, one per round; drops points
 * of rounds not in the (built) list and of members that a later one replaces. Returns true if ps
 * tables of several forms have the resident memory of one process by turns: procps reads it from
 * status, BusyBox from stat, which lags; the form with the most points stays. The members are
 * freed.
 */
bool columns_sort(struct columns *columns, const struct round_list *rounds);

/* The columns of a PID, and of a system number; created if new. */
struct pid_columns *columns_pid(struct columns *columns, int32_t pid);
struct system_column *columns_system(struct columns *columns, struct span name, bool pages);

/* The name for a number in a point. */
struct span columns_name(const struct columns *columns, uint32_t name);

/* The number that stands for a name. */
uint32_t columns_name_id(struct columns *columns, struct span name);

/* Where a stack begins, in 24 bits: equal ones stay equal, others may be equal by a chance of 1 in
 * 16 million. 0: unknown. */
uint32_t columns_pack_stack(uint64_t stack);

/* Did exec move a stack, which nothing else does? A place that comes back in the next stat (after;
 * 0: there is none) was a damaged line. */
bool columns_stack_moved(uint32_t before, uint32_t now, uint32_t after);

/* Threads in 24 bits, of which the kernel never has as many (include/linux/threads.h,
 * PID_MAX_LIMIT). -1 (unknown) is all bits. */
uint32_t columns_pack_threads(int64_t threads);
int64_t columns_threads(const struct status_rest *rest);

/* Is that letter, of status, stat or ps, the state of a process that a signal or a tracer stopped?
 */
bool columns_is_stop(unsigned state);

/* A count that only grows, in 32 bits: two are equal if nothing changed. -1 (unknown) is
 * UINT32_MAX. */
uint32_t columns_count(int64_t count);

/* The 32-bit form of so many KiB, for columns_kib(); kib is -1 if unknown. More than
 * FACTS_LARGEST_KIB is kept as that. */
uint32_t columns_pack(int64_t kib);

/* The KiB of that form: exact below 2 TiB, above rounded to 64 KiB; -1 if unknown. */
int64_t columns_kib(uint32_t kept);

/* Drops all data of a PID, if any; call after the last fold and before columns_sort. */
void columns_drop(struct columns *columns, int32_t pid);

/* Frees the points and members; the others the members alone, and the points of one PID. */
void columns_free(struct columns *columns);
void columns_free_members(struct columns *columns);
void columns_free_pid(struct pid_columns *pid);

#endif
