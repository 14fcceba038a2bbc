/* wording_pool.c - sentences about groups of processes. */
#include "wording_pool.h"

#include "../base/text.h"
#include "wording.h"

static const struct pool *pool_of(const struct analysis *groups, size_t i)
{
	return &groups->pools.items[i];
}

const char *wording_pool_members(struct arena *arena, const struct analysis *groups, size_t i)
{
	const struct pool *pool = pool_of(groups, i);
	const char *lives = "", *what = pool->life_count ? "member" : "task",
		   *many = pool->life_count ? "members" : "tasks";

	if (!pool->members.n)
		return text_format(arena, "members not recorded");
	if (pool->life_count > pool->most)
		lives = text_format(arena, " (%zu lives)", pool->life_count);
	if (pool->first != pool->last)
		return text_format(arena, "%zu → %zu %s%s", pool->first, pool->last, many, lives);
	return text_format(arena, "%zu %s%s", pool->last, pool->last == 1 ? what : many, lives);
}

bool wording_pool_bounds(const struct analysis *analysis, const struct process_verdict *verdict)
{
	size_t pool;

	if (!verdict->in_group || verdict->verdict < VERDICT_SUSPECT)
		return false;
	pool = analysis->pools.of[verdict->gravest];
	return analysis->groups->pool_findings[pool].growth.bounded;
}

const char *wording_pool_rates(struct arena *arena, const struct analysis *groups, size_t i)
{
	const struct finding *finding = &groups->findings[i],
			     *members = groups->pool_findings[i].members;
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	const char *sum = wording_late(arena, groups,
			   footprint->limit == TREND_ABSENT ? &finding->trend[METRIC_PRIVATE]
							    : footprint),
		   *rate;

	if (!members || members->verdict < VERDICT_SUSPECT)
		return text_format(arena, "sum %s KiB/round", sum);
	rate = wording_number(
		arena, wording_per_round(groups, members->trend[METRIC_FOOTPRINT].rate));
	return text_format(arena, "members +%s a round, sum %s KiB/round", rate, sum);
}

/* "each worker grows 20 ± 1 KiB a round and is replaced after 40 rounds: bounded"; "" where members
 * are not replaced, or do not grow. */
static const char *growth_of(struct arena *arena, const struct analysis *groups, size_t i)
{
	const struct pool_growth *growth = &groups->pool_findings[i].growth;
	const char *slope, *rounds, *height;

	if (!growth->grows)
		return "";
	slope = wording_slope(arena, wording_per_round(groups, growth->slope.slope),
		wording_per_round(groups, growth->slope.low),
		wording_per_round(groups, growth->slope.high));
	rounds = wording_kib(arena, growth->rounds);
	height = wording_kib(arena, growth->height_kib);
	return text_format(arena,
		"each worker grows %s KiB a round and is replaced after %s rounds%s, at %s KiB",
		wording_without_plus(slope), rounds, growth->bounded ? ": bounded" : "", height);
}

/* What a leak of a cgroup is: its two metrics are one number, which is no process's memory. */
static const char *because_cgroup(struct arena *arena, const struct analysis *groups, size_t i)
{
	const struct finding *finding = &groups->findings[i];
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	double kib_per_hour;
	const char *slope = wording_without_plus(wording_late(arena, groups, trend)),
		   *hourly = wording_per_hour(groups, trend->rate, &kib_per_hour)
				     ? text_format(arena, ", %s", wording_rate(arena, kib_per_hour))
				     : "",
		   *provisional = wording_provisional(arena, finding);

	return text_format(arena, "%s grow by %s KiB a round%s, to the end of the run%s%s",
		WORDING_CGROUP_MEMORY, slope, hourly, *provisional ? "; " : "", provisional);
}

const char *wording_pool_extra(enum pool_extra extra)
{
	static const char *const names[POOL_EXTRAS] = { "kernel memory", "memory of sockets",
		"shared memory", "page cache and all else" };

	return names[extra];
}

/* "; kernel memory grows: +40 ± 1 KiB/round": what a cgroup uses beside its anonymous memory. */
static const char *beside(struct arena *arena, const struct analysis *groups, size_t i)
{
	const char *text = "";

	for (enum pool_extra extra = 0; extra < POOL_EXTRAS; extra++) {
		const struct finding *finding = groups->pool_findings[i].extra[extra];

		if (finding && finding->verdict >= VERDICT_SUSPECT)
			text = text_format(arena, "%s; %s %s: %s KiB/round", text,
				wording_pool_extra(extra), verdict_system_code(finding->verdict),
				wording_late(arena, groups, &finding->trend[METRIC_FOOTPRINT]));
	}
	return text;
}

const char *wording_pool_because(struct arena *arena, const struct analysis *groups, size_t i)
{
	const struct finding *finding = &groups->findings[i];
	const char *growth = growth_of(arena, groups, i), *more = beside(arena, groups, i),
		   *rates = wording_pool_rates(arena, groups, i),
		   *because = pool_of(groups, i)->kind == POOL_CGROUP &&
					      finding->reason == REASON_BOTH_GROW
				      ? because_cgroup(arena, groups, i)
				      : wording_because(arena, groups, finding);

	if (groups->pool_findings[i].growth.bounded)
		return text_format(arena, "%s%s", growth, more);
	if (finding->verdict >= VERDICT_SUSPECT)
		return text_format(
			arena, "%s%s%s; %s%s", rates, *growth ? "; " : "", growth, because, more);
	return text_format(arena, "%s%s%s%s", because, *growth ? "; " : "", growth, more);
}

const char *const *wording_pool_details(
	struct arena *arena, const struct analysis *groups, size_t i, bool method, size_t *count)
{
	static const char *const names[POOL_EXTRAS] = { "kernel", "sock", "shmem",
		"memory.current (with page cache, not judged)" };
	size_t shown;
	const char *const *lines =
		method ? wording_details(arena, groups, &groups->findings[i], &shown)
		       : wording_outline(arena, groups, &groups->findings[i], &shown);
	const char **all = arena_take_array(arena, shown + POOL_EXTRAS + 2, sizeof *all);

	*count = 0;
	if (pool_of(groups, i)->shares)
		all[(*count)++] = "the sums are of shares (PSS): memory in common counts once";
	for (size_t k = 0; k < shown; k++)
		all[(*count)++] = lines[k];
	for (enum pool_extra extra = 0; extra < POOL_EXTRAS; extra++) {
		const struct series *series = &pool_of(groups, i)->extra[extra];
		const struct finding *finding = groups->pool_findings[i].extra[extra];
		const char *first, *last, *says = "";

		if (!series->n)
			continue;
		first = wording_kib(arena, wording_first(groups, series));
		last = wording_kib(arena, series->value[series->n - 1]);
		if (finding)
			says = text_format(arena, ", %s: %s KiB/round",
				verdict_system_code(finding->verdict),
				wording_late(arena, groups, &finding->trend[METRIC_FOOTPRINT]));
		all[(*count)++] =
			text_format(arena, "%s %s → %s KiB%s", names[extra], first, last, says);
	}
	return all;
}
