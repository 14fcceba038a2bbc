/* pool_cgroups.h - the cgroups of a run as pools: what they use, by their own files. */
#ifndef LEAKLINE_POOL_CGROUPS_H
#define LEAKLINE_POOL_CGROUPS_H

#include <stddef.h>

#include "pool.h"

struct arena;

struct pool_cgroup {
	struct pool pool;
	struct process sum; /* anonymous memory and swap, both as footprint and as private */
};

/* All cgroups of a run that tell their anonymous memory, in the order of their first one. *count:
 * their number. */
struct pool_cgroup *pool_cgroups_find(const struct processes *processes,
	const struct processes_settings *settings, struct arena *arena, size_t *count);

#endif
