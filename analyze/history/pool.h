/* pool.h - processes that are judged as one, which the manual calls a group. */
#ifndef LEAKLINE_POOL_H
#define LEAKLINE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "processes.h"

enum pool_kind { POOL_NAME, POOL_TREE, POOL_CGROUP };

/* --group: AUTO takes those pools of which several members live at a time, or are replaced. */
enum pool_choice {
	POOL_CHOICE_AUTO,
	POOL_CHOICE_NAME,
	POOL_CHOICE_TREE,
	POOL_CHOICE_CGROUP,
	POOL_CHOICE_NONE
};

/* What a cgroup uses beside its anonymous memory. */
enum pool_extra { POOL_KERNEL, POOL_SOCK, POOL_SHMEM, POOL_CURRENT, POOL_EXTRAS };

/* A pool; its sums are a process of the same place. */
struct pool {
	enum pool_kind kind;
	const size_t *lives;      /* places of its members' lives in the run, ascending */
	size_t life_count;        /* 0: a cgroup whose members are not known */
	size_t first, last, most; /* members in its first and last round, and at most */
	size_t granted;           /* members whose budgets the sum may use */
	size_t replaced;          /* lives that ended before the run did */
	bool recycled;            /* members end, and others take their place */
	bool lost_target; /* a tree: those of its members that were named ended before it did */
	bool shares; /* the sums are of shares: memory that members have in common counts once */
	struct series members; /* their number; of a cgroup with unknown members its pids */
	struct series extra[POOL_EXTRAS];
};

/* Sets first, last and most by the number of members over the rounds: 0 if it is not known. */
void pool_count_members(struct pool *pool);

/* "name", "tree", "cgroup": a constant string. */
const char *pool_kind_code(enum pool_kind kind);

#endif
