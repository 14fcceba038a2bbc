/* life.h - one life of a PID becomes a process: its names, its rounds, its series. */
#ifndef LEAKLINE_LIFE_H
#define LEAKLINE_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../columns/columns.h"
#include "processes.h"
#include "series_build.h"

struct life_counts;
struct ps_life;

/* Lives being collected. */
struct life_builder {
	struct series_builder series;
	const struct columns *columns;
	struct processes *out;
	size_t capacity;
	bool only_ps;               /* the run has only ps: every process with memory is a target */
	struct life_counts *counts; /* not NULL: lives are counted only */
};

/* The position of a walk over a PID's lists: the next point of each. */
struct life_cursor {
	size_t status, stat, pmap;
};

/* A life during the walk: its points are [from, to) of the lists. */
struct life {
	struct life_cursor from, to;
	uint64_t start_ticks; /* 0: unknown so far */
	uint32_t stack;       /* columns_pack_stack(): the first known; 0: unknown so far */
	unsigned trouble;
	uint32_t first_at, seen_at;     /* its first round, and the latest */
	size_t before;                  /* rounds of the process before its exec; 0: none */
	uint32_t before_at;             /* the first of them */
	const struct status_rest *last; /* by its latest status; NULL: none so far */
	uint32_t peak; /* by columns_kib: the latest known; as long as last is set */
};

/* Adds the process of a life that files other than ps show. */
void life_add(struct life_builder *builder, const struct pid_columns *pid, const struct life *life);

/* Adds a process that only ps shows: points [begin, end) of its PID. told: which of several lives;
 * NULL: the only one. Adds none if it has no memory in any round. */
void life_add_of_ps(struct life_builder *builder, const struct pid_columns *pid, size_t begin,
	size_t end, const struct ps_life *told);

#endif
