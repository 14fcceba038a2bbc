/* pools.h - processes that are judged as one, which the manual calls groups: all of a name, a tree,
 * a cgroup. A pool is made a process whose readings are the sums over its members. */
#ifndef LEAKLINE_POOLS_H
#define LEAKLINE_POOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "pool.h"

struct happened_frame;

struct pools {
	struct pool *items;
	struct processes sums; /* .items[i]: the sums of items[i] */
	size_t count;
	size_t *of; /* the pool of each target's life; SIZE_MAX: none */
};

struct pools_settings {
	const struct processes_settings *series;
	enum pool_choice choice;
	bool by_tree;                       /* the run was recorded with --tree */
	bool one_cgroup;                    /* all its targets are in the one cgroup in it */
	bool named_cgroup;                  /* the user named that cgroup */
	const struct happened_frame *frame; /* of the run */
};

/* The pools of a built run; memory comes from the arena. Members that are replaced did not end
 * early: that mark is taken from their lives. */
void pools_build(struct processes *processes, const struct pools_settings *settings,
	struct arena *arena, struct pools *out);

#endif
