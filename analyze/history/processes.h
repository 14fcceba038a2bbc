/* processes.h - the lives of processes over a run: identity, restarts, and a series for each
 * metric. */
#ifndef LEAKLINE_PROCESSES_H
#define LEAKLINE_PROCESSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"
#include "../metrics.h"

/*
 * One number over time. A gap is an absent point. Arrays have n entries, belong to the run's arena,
 * and x and at are shared by the series that have the same points.
 */
struct series {
	size_t n;
	const double *x; /* the regressor: round number, or with --by time seconds since the run's
			    first round */
	const double *value; /* KiB (threads: a count) */
	const uint32_t *at;  /* index into the run's rounds */
	enum kind source;    /* of all points: sources are never mixed */
	double grain; /* resolution of the source in KiB: page size, or the unit of a BusyBox suffix
		       */
};

/* A group of mappings of one life over the run (mapping_groups.c fills it). */
struct mapping_group {
	struct span
		name; /* "[heap]", "[stack]", "[anon]" ... ours; else the name that pmap prints */
	char mode[6]; /* as pmap shows it, the first seen: "rw---" */
	uint32_t count_first, count_last;
	int64_t kib_first, kib_last;
	struct series size; /* Kbytes of the group, one point for each round that has the life's
			       mappings */
	struct series private_dirty, pss; /* from smaps; n == 0 if missing */
};

/*
 * Blocks of one life that belong together: one size, one pointer that they hold. Of one such
 * pointer a size is joined with the next one, 16 bytes more, where that is the rarer: malloc gives
 * the larger block where the rest would be too small for a block of its own.
 */
struct block_class {
	bool is_pooled;       /* in CPython's pools */
	int64_t size;         /* bytes, header included; of the joined sizes the usual one */
	struct span module;   /* file that the pointer leads into; empty: no known pointer */
	struct span build_id; /* of that file; empty: unknown */
	uint64_t offset;      /* there, from the load address */
	struct span object;   /* name of what it leads to, from symbols; ends with a NUL; empty:
				 unknown */
	uint32_t position;    /* of the pointer in the block */
	int64_t count_first, count_last; /* in the first and last whole reading */
	double block_bytes;              /* mean size of a block: more than size where joined */
	struct series blocks;            /* their number: one point a whole reading */
};

/* What the readings of one life's heap are. */
struct heap_view {
	size_t rounds; /* rounds that have a reading of any state */
	size_t complete, partial, unread;
	struct span allocator; /* of the last complete reading, else of the last one; empty: the
				  heap was not recorded */
	bool is_whole;         /* no runtime's own heap beside it that is not read */
	double held_kib;       /* that malloc held in the last complete reading, in use or free */
	double cached_kib;     /* of it free in the caches of threads and in fastbins */
	int64_t arenas;        /* in that reading; -1: unknown */
	struct block_class *classes; /* those that grew most, then the largest */
	size_t class_count;
	size_t classes_seen; /* all there were, for the correction of p */
};

/* Why a life has no readable memory, or lacks some rounds. Bit set. */
enum life_trouble {
	LIFE_DEAD_LEADER = 1,  /* at its end the main thread had exited and others held the memory:
				  unmeasurable */
	LIFE_ENDED_ZOMBIE = 2, /* its last rounds were those of a zombie and do not count */
	LIFE_EXECED = 4        /* the process went on as another program, in the life after it */
};

/* One life: a PID with one start time. */
struct process {
	int32_t pid;
	uint64_t start_ticks;    /* 0 if unknown */
	int32_t parent, session; /* PIDs when it was first seen; 0: unknown */
	struct span name,
		command;  /* raw bytes: escape at output. command: empty if no ps or pmap had it */
	struct span user; /* from ps, or empty */
	uint32_t first_round, last_round; /* numbers */
	size_t rounds;                    /* number of rounds in which it was measured */
	size_t rounds_before;  /* those of the process before an exec, in other lives; 0: none */
	uint32_t first_before; /* number of the first of them */
	bool is_target;        /* in a file other than ps (or in a run of only ps, or in a log) */
	uint32_t life, lives;  /* from 1: lives of one name that follow one another are restarts of
				  one process */
	size_t identity; /* equal for the lives of one process; those of targets are 0 to as many as
			    there are */
	size_t first_life; /* index of the first of them */
	size_t next_life;  /* index of the one that follows; SIZE_MAX: none */
	unsigned trouble;  /* enum life_trouble */
	bool never_ran;    /* it used no CPU from its first round to its last, as far as known, nor
			      did descendants in half of its rounds */
	bool ran;          /* some point showed that it did */
	bool was_stopped;  /* in more than half of the rounds that tell its state, by a signal or a
			      tracer; of a group: one of its processes was, in 8 rounds or in all */
	bool is_named;     /* the user named it: TARGET of the collector, or -p */
	bool ended_early;  /* it, or its files, ended before the run did; nothing replaced it */
	bool has_sizes;    /* some of its private memory is told as sizes of whole mappings */
	uint32_t unread_rounds, unread_of; /* the file that tells its memory could not be read in so
					      many of so many rounds; 0: in none */
	enum kind unread;                  /* which file */
	size_t jstat_rounds;               /* number of rounds in which jstat had its heap */
	double quantum_kib; /* how much its allocator takes at a time, by its mappings' names; 132
			       without one */
	struct span allocator; /* the mapping name that determined the quantum, or empty */
	struct series value[METRICS];
	/* by smaps_rollup, where a page counts as much less as more processes share it: the sum
	 * over them counts it once. n == 0 if missing */
	struct series share[METRIC_SHARED];
	struct mapping_group *groups;
	size_t group_count;
	struct heap_view heap;
};

/* What the numbers of the system are about: the keys of --gate and JUnit, in their order. */
enum system_key {
	SYSTEM_AVAILABLE,
	SYSTEM_SLAB, /* that cannot be reclaimed */
	SYSTEM_PAGE_TABLES,
	SYSTEM_KERNEL_STACK,
	SYSTEM_PERCPU,
	SYSTEM_SHMEM,
	SYSTEM_THREADS,             /* of all recorded processes */
	SYSTEM_FDS,                 /* of all recorded processes */
	SYSTEM_UNACCOUNTED,         /* memory that no line of meminfo accounts for */
	SYSTEM_KEYS,                /* number of keys: each has at most one series */
	SYSTEM_CACHE = SYSTEM_KEYS, /* one of the slab caches */
	SYSTEM_OTHER,               /* shown if it grows, not judged */
	SYSTEM_CGROUP,              /* of a cgroup: judged as a group, or shown with it */
	SYSTEM_FREEABLE /* what MemAvailable counts by half while it is little: not shown */
};

/* A number of the whole system over time: MemAvailable, SUnreclaim, a slab cache. */
struct system_series {
	struct span name;     /* "MemAvailable", "SUnreclaim", "slab dentry" */
	struct series series; /* KiB; threads and descriptors: counts */
	enum system_key key;
};

/* All lives of a run, in the order of the reports: targets first, then by name, first round, pid.
 */
struct processes {
	struct process *items;
	size_t count;
	size_t target_count; /* the first target_count of items are targets */
	struct system_series *system;
	size_t system_count;
	size_t short_count;    /* lives left out: there were more than PROCESSES_LIVES */
	uint32_t short_rounds; /* those that were there in fewer rounds */
};

/* Of more lives than these, the shortest are left out, which are too short to be judged. */
enum { PROCESSES_LIVES = 10000, PROCESSES_SHORT = 8 };

struct arena;
struct columns;
struct round_list;

/* How columns become lives. */
struct processes_settings {
	const struct round_list *rounds; /* built */
	bool by_time;                    /* x: seconds since the first round, not its number */
	const char *const *names;        /* -p: only these are targets; name_count 0: all */
	size_t name_count;
	double page_kib;
	bool anon_is_private; /* the log of another tool: it holds no other private memory */
};

/* Builds all lives from sorted columns, in report order; memory comes from the arena (names are
 * copied). A PID's points are freed once its lives are built. */
void processes_build(struct columns *columns, const struct processes_settings *settings,
	struct arena *arena, struct processes *out);

/* Orders lives by name, first round, PID, start. <0, 0, >0. */
int processes_compare(const struct process *x, const struct process *y);

#endif
