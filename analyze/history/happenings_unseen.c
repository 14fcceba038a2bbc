/* happenings_unseen.c - targets of which the run has nothing, as they might not be read. */
#include "happenings.h"

#include <stdlib.h>

#include "../base/arena.h"
#include "processes.h"

static int compare_pids(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

const int32_t *happenings_unseen(const struct happenings *happenings,
	const struct processes *processes, struct arena *arena, size_t *count)
{
	size_t all = happenings->denied_count, targets = all ? processes->target_count : 0;
	int32_t *seen = arena_take_array(arena, targets + 1, sizeof *seen),
		*pids = arena_take_array(arena, all + 1, sizeof *pids);

	for (size_t i = 0; i < targets; i++)
		seen[i] = processes->items[i].pid;
	for (size_t i = 0; i < all; i++)
		pids[i] = happenings->denied[i].pid;
	qsort(seen, targets, sizeof *seen, compare_pids);
	qsort(pids, all, sizeof *pids, compare_pids);
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if ((!*count || pids[*count - 1] != pids[i]) &&
			!bsearch(&pids[i], seen, targets, sizeof *seen, compare_pids))
			pids[(*count)++] = pids[i];
	return pids;
}
