/* wording_pool.h - sentences about groups of processes. */
#ifndef LEAKLINE_WORDING_POOL_H
#define LEAKLINE_WORDING_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "../analysis.h"

/* Strings are in arena and hold no names. groups: the run whose processes the groups are; i: the
 * place of a group. */

/* "8 members (41 lives)", "1 → 41 members". */
const char *wording_pool_members(struct arena *arena, const struct analysis *groups, size_t i);

/* Does its group hold the growth of the process, which leaks by itself: are its members replaced in
 * time? */
bool wording_pool_bounds(const struct analysis *analysis, const struct process_verdict *verdict);

/* "members +0.40 a round, sum +312 ± 9 KiB/round": what moves. */
const char *wording_pool_rates(struct arena *arena, const struct analysis *groups, size_t i);

/* "kernel memory": what a cgroup uses beside its anonymous memory. */
const char *wording_pool_extra(enum pool_extra extra);

/* The one sentence that says why it has its verdict. */
const char *wording_pool_because(struct arena *arena, const struct analysis *groups, size_t i);

/* The lines below it: how certain the sum is (method: with p and R²), and of a cgroup what else it
 * uses. *count: the number of strings. */
const char *const *wording_pool_details(
	struct arena *arena, const struct analysis *groups, size_t i, bool method, size_t *count);

#endif
