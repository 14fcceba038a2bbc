/* pool.c - the words for kinds of groups. */
#include "pool.h"

const char *pool_kind_code(enum pool_kind kind)
{
	static const char *const codes[] = { "name", "tree", "cgroup" };

	return codes[kind];
}
