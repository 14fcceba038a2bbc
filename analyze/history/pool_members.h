/* pool_members.h - which lives of a run belong together: by name, parent, session. */
#ifndef LEAKLINE_POOL_MEMBERS_H
#define LEAKLINE_POOL_MEMBERS_H

#include <stddef.h>

#include "processes.h"

struct arena;
struct happenings;

/* Sets of lives: for each target's life the place of the first life of its set. */
struct pool_sets {
	size_t *first; /* processes.target_count of them */
};

/* All lives of a name are a set. */
struct pool_sets pool_members_by_name(const struct processes *processes, struct arena *arena);

/* Lives of a name that are parent and child, or children of one parent in one session. Where the
 * run does not tell parents, all lives of a name. */
struct pool_sets pool_members_related(const struct processes *processes, struct arena *arena);

/* The trees of descendants: a child's parent, or the leader of its session, or the root that an
 * event names. */
struct pool_sets pool_members_by_tree(
	const struct processes *processes, const struct happenings *happened, struct arena *arena);

#endif
