/* sums.h - the sum of one metric over several lives, a point for each round that all living ones
 * have. */
#ifndef LEAKLINE_SUMS_H
#define LEAKLINE_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../metrics.h"

struct process;
struct series;
struct series_builder;

/* Some lives of a run. */
struct lives {
	const struct process *const *items;
	size_t count;
};

/* Work space for the sums of a run of so many rounds. */
struct sums {
	size_t rounds;
	uint32_t *alive, *measured; /* number of lives that are there, and that have the metric */
	double *sum;
};

struct arena;

/* Allocates the work space, which no sum needs afterwards. */
struct sums sums_new(size_t rounds, struct arena *arena);

/* Index of a life's first and last round, by all of its series; false: it has no reading. */
bool sums_life(const struct process *process, uint32_t *first, uint32_t *last);

/*
 * The sum of a metric. A round in which a living one lacks its reading is a gap: a sum without it
 * would dip. Lives without any reading of any metric count as absent. Absent (n = 0) if no round
 * has all.
 */
struct series sums_metric(struct sums *sums, struct series_builder *builder,
	const struct lives *lives, enum metric metric);

/* The same of their shares of memory: what several have counts once. metric below METRIC_SHARED. */
struct series sums_shares(struct sums *sums, struct series_builder *builder,
	const struct lives *lives, enum metric metric);

/* The number of lives that are there, for each round with at least one. */
struct series sums_members(
	struct sums *sums, struct series_builder *builder, const struct lives *lives);

#endif
