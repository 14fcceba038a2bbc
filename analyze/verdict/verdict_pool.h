/* verdict_pool.h - the verdict on a pool: that of its sums, the number of its members, and how its
 * members grow while they live. */
#ifndef LEAKLINE_VERDICT_POOL_H
#define LEAKLINE_VERDICT_POOL_H

#include "../history/pools.h"
#include "../stats/pooled.h"
#include "verdict.h"

/* The lives of a pool whose members are replaced, as one population. */
struct pool_growth {
	struct pooled_slope slope; /* KiB per unit of x; known: false where nothing is replaced */
	double rounds;             /* the median length of a replaced life */
	double height_kib;         /* the median of what it had at its end */
	double growth_kib;         /* the slope over that length */
	bool grows;                /* significantly, and by more than the floor in a life */
	bool bounded;              /* it grows, and the sum is stable: replacement holds it */
};

struct pool_finding {
	const struct finding *members;            /* the verdict on their number; NULL: unknown */
	const struct finding *extra[POOL_EXTRAS]; /* of a cgroup; NULL: not recorded, or not judged
						   */
	struct pool_growth growth;
};

/* What is concluded of all pools: arrays of their number, in their order. */
struct pool_verdicts {
	struct finding *sums; /* as verdict_judge fills them */
	struct pool_finding *findings;
	struct verdict_tests tests;
};

/* Judges the number of the members of all pools, and what cgroups use beside anonymous memory: no
 * budget has a say in it. The result, pools->count of them, is in arena. */
struct pool_finding *verdict_pool_members(const struct processes *processes,
	const struct pools *pools, const struct verdict_settings *settings, struct arena *arena);

/* Judges the sums of all pools by the rules for processes, corrected among themselves; settings has
 * the budgets of pools, out->findings what verdict_pool_members() found. Members that multiply make
 * a sum suspect at least. The result is in arena. */
void verdict_pools(const struct processes *processes, const struct pools *pools,
	const struct verdict_settings *settings, struct arena *arena, struct pool_verdicts *out);

/* Marks the verdicts on processes whose pool counts in their place: those that are not graver than
 * it, and those that leak, but are replaced in time. Takes back advice that no life of such a pool
 * can follow: more rounds, and a forecast. findings: processes->count entries in their order;
 * verdicts: count entries, as verdict_processes() filled them. */
void verdict_pool_mark(const struct processes *processes, const struct pools *pools,
	const struct pool_verdicts *judged, struct finding *findings,
	struct process_verdict *verdicts, size_t count);

/* The series of a member that the sum of its pool is made of: verdict_leading of the sum. */
const struct series *verdict_pool_layer(const struct pool *pool, const struct process *member);

#endif
