/* columns.h - facts folded into columns as they are read: points of one PID and one kind, in the order of reading. */
#ifndef LEAKLINE_COLUMNS_H
#define LEAKLINE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "facts.h"

/* What status said of a PID in a round. */
struct status_point {
	uint32_t round;
	uint32_t order;         /* of its member: of two the later counts */
	struct span name;       /* interned */
	int32_t threads;
	char state;
	int64_t rss, anon, swap, data_stack, page_tables; /* -1 not told */
};

struct stat_point {
	uint32_t round, order;
	uint64_t start_ticks;
	struct span name;
	char state;
};

struct pmap_point {
	uint32_t round, order;
	int64_t private_kib;    /* -1: nothing could be read */
	const struct group_list *groups;
};

struct ps_point {
	uint32_t round, order;
	int64_t rss;            /* -1: no memory of its own */
};

/* Points of one kind, in memory of their own: growing leaves no dead copies behind, as in an arena. */
struct point_list {
	void *items;
	size_t count, capacity;
};

/* All that was read of a PID. */
struct pid_columns {
	int32_t pid;
	struct point_list status, stat, pmap, maps, ps; /* maps: pmap_points of maps or smaps */
	int64_t ps_grain;       /* the greatest of its ps points; 0 none */
	struct span ps_name, ps_command, ps_user, pmap_name, pmap_command; /* the latest */
};

struct system_point {
	uint32_t round, order;
	int64_t kib;
};

struct system_column {
	struct span name;
	struct point_list points;
};

/* Columns of a run. All zero is empty; memory is the arena's. */
struct columns {
	struct arena *arena;
	struct intern_table names;
	struct pid_columns *pids;
	size_t count, capacity;
	uint32_t *slots;        /* hash by PID: index + 1 */
	size_t slot_count;
	struct system_column *system;
	size_t system_count;
};

/* Folds what a member of that round said. order: of the member. */
void columns_fold(struct columns *columns, const struct facts *facts, uint32_t round, uint32_t order);

/* Gives the points' memory back. */
void columns_free(struct columns *columns);

/* Sorts the points by round, of two of one round the later; PIDs ascending. */
void columns_sort(struct columns *columns);

#endif
