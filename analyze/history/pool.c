/* pool.c - how many members a group has, and the words for its kind. */
#include "pool.h"

void pool_count_members(struct pool *pool)
{
	const struct series *members = &pool->members;

	if (!members->n)
		return;
	pool->first = (size_t)members->value[0];
	pool->last = (size_t)members->value[members->n - 1];
	for (size_t i = 0; i < members->n; i++)
		if ((size_t)members->value[i] > pool->most)
			pool->most = (size_t)members->value[i];
}

const char *pool_kind_code(enum pool_kind kind)
{
	static const char *const codes[] = { "name", "tree", "cgroup" };

	return codes[kind];
}
