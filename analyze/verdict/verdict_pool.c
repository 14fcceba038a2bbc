/* verdict_pool.c - the verdict on a pool: that of its sums, the number of its members, and how its
 * members grow while they live. */
#include "verdict_pool.h"

#include <math.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "method.h"
#include "verdict_calm.h"
#include "verdict_revise.h"
#include "verdict_rules.h"
#include "verdict_runtime.h"
#include "verdict_stand_in.h"

/* The state of one call. */
struct pool_judging {
	const struct processes *processes;
	const struct pools *pools;
	const struct verdict_settings *settings;
	struct arena *arena;
	struct pool_finding *out;
};

/* Was it there all the time? Then nobody replaced it: a master, or what is no part of the
 * population. */
static bool is_permanent(const struct process *life, const struct process *sum)
{
	return life->first_round <= sum->first_round && life->last_round >= sum->last_round;
}

/* A life without its start-up. */
static struct pooled_part part_of(const struct process *life)
{
	const struct series *series = verdict_leading(life);
	size_t skip = series->n / METHOD_START_UP;

	/* one without a point has no arrays, to which nothing may be added */
	if (series->n == 0)
		return (struct pooled_part){ 0, NULL, NULL };
	skip += series->n > METHOD_START_UP;
	return (struct pooled_part){ series->n - skip, series->x + skip, series->value + skip };
}

/* What was there before the run has lived longer than it was seen. */
enum which_lives { LIVES_SEEN_WHOLE, LIVES_ALL };

/* Takes the medians of the lives that were replaced. */
static void take_replaced(const struct pool_judging *judging, size_t i, enum which_lives which,
	struct pool_growth *growth)
{
	const struct pool *pool = &judging->pools->items[i];
	const struct process *sum = &judging->pools->sums.items[i];
	double *rounds = arena_take_array(judging->arena, pool->life_count + 1, sizeof *rounds),
	       *ends = arena_take_array(judging->arena, pool->life_count + 1, sizeof *ends),
	       *work = arena_take_array(judging->arena, pool->life_count + 1, sizeof *work);
	size_t n = 0;

	for (size_t k = 0; k < pool->life_count; k++) {
		const struct process *life = &judging->processes->items[pool->lives[k]];
		const struct series *series = verdict_leading(life);

		if (!series->n || life->last_round >= sum->last_round ||
			(which == LIVES_SEEN_WHOLE && life->first_round <= sum->first_round))
			continue;
		rounds[n] = (double)(life->last_round - life->first_round) + 1;
		ends[n++] = series->value[series->n - 1];
	}
	growth->rounds = n ? events_median(n, rounds, work) : 0;
	growth->height_kib = n ? events_median(n, ends, work) : 0;
}

static struct pool_growth growth_of(const struct pool_judging *judging, size_t i, size_t tests)
{
	const struct pool *pool = &judging->pools->items[i];
	struct pool_growth growth = { .slope = { .p = 1 } };
	struct pooled_part *parts =
		arena_take_array(judging->arena, pool->life_count + 1, sizeof *parts);
	double round_x = judging->settings->round_x;
	size_t n = 0;

	if (!pool->recycled)
		return growth;
	for (size_t k = 0; k < pool->life_count; k++) {
		const struct process *life = &judging->processes->items[pool->lives[k]];

		if (!is_permanent(life, &judging->pools->sums.items[i]))
			parts[n++] = part_of(life);
	}
	growth.slope = pooled_slope(parts, n);
	take_replaced(judging, i, LIVES_SEEN_WHOLE, &growth);
	if (growth.rounds <= 0)
		take_replaced(judging, i, LIVES_ALL, &growth);
	growth.growth_kib = growth.slope.slope * round_x * fmax(growth.rounds - 1, 0);
	growth.grows = growth.slope.known &&
		       growth.slope.p * (double)tests < judging->settings->alpha &&
		       growth.growth_kib >= verdict_floor(judging->settings->page_kib, 0);
	return growth;
}

/* Judges one series of every pool that has it, together. */
static void judge_series(const struct pool_judging *judging, const struct series *const *series,
	enum stand_in_unit unit, const struct finding **out)
{
	const struct processes *sums = &judging->pools->sums;
	size_t count = judging->pools->count;
	struct stand_ins list =
		verdict_stand_in_list(count, unit, judging->settings, judging->arena);

	for (size_t i = 0; i < count; i++)
		out[i] = series[i]->n ? verdict_stand_in_add(&list, sums->items[i].name, series[i])
				      : NULL;
	verdict_stand_in_judge(&list);
}

static void judge_members(const struct pool_judging *judging)
{
	size_t count = judging->pools->count;
	const struct series **series =
		arena_take_array(judging->arena, count + 1, sizeof(struct series *));
	const struct finding **found =
		arena_take_array(judging->arena, count + 1, sizeof(struct finding *));

	for (size_t i = 0; i < count; i++)
		series[i] = &judging->pools->items[i].members;
	judge_series(judging, series, STAND_IN_COUNTS, found);
	for (size_t i = 0; i < count; i++)
		judging->out[i].members = found[i];
	/* memory.current counts page cache: it is not judged */
	for (enum pool_extra extra = 0; extra < POOL_CURRENT; extra++) {
		for (size_t i = 0; i < count; i++)
			series[i] = &judging->pools->items[i].extra[extra];
		judge_series(judging, series, STAND_IN_KIB, found);
		for (size_t i = 0; i < count; i++)
			judging->out[i].extra[extra] = found[i];
	}
}

/* Processes that multiply are a leak of processes, whatever their sum says. */
static void weigh_members(struct finding *sum, const struct finding *members)
{
	if (!members || members->verdict < VERDICT_SUSPECT || sum->verdict >= VERDICT_SUSPECT ||
		sum->reason == REASON_BELOW_BUDGET)
		return;
	sum->verdict = VERDICT_SUSPECT;
	sum->reason = REASON_MEMBERS_GROW;
}

/* What a cgroup uses beside its anonymous memory, and what grows too, uses up the memory sooner
 * than the pace of the sum says. */
static void drop_forecast(struct finding *sum, const struct pool_finding *pool)
{
	for (enum pool_extra extra = 0; extra < POOL_EXTRAS; extra++)
		if (pool->extra[extra] && pool->extra[extra]->verdict >= VERDICT_SUSPECT)
			sum->exhausted_low_s = sum->exhausted_high_s = -1.0;
}

static int compare_rounds(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* The rounds in which a life of the pool was new, except for the first one; one may stand twice. */
static struct pulses births_of(const struct pool_judging *judging, size_t i)
{
	const struct pool *pool = &judging->pools->items[i];
	const struct process *sum = &judging->pools->sums.items[i];
	uint32_t *at = arena_take_array(judging->arena, pool->life_count + 1, sizeof *at);
	struct pulses births = { at, 0 };

	for (size_t k = 0; k < pool->life_count; k++) {
		const struct process *life = &judging->processes->items[pool->lives[k]];
		const struct series *rest = &life->value[METRIC_REST];

		if (life->first_round > sum->first_round && rest->n)
			at[births.count++] = rest->at[0];
	}
	qsort(at, births.count, sizeof *at, compare_rounds);
	return births;
}

/* All that a life held in all its rounds, in KiB. */
static double held_by(const struct process *life)
{
	const struct series *series = verdict_leading(life);
	double sum = 0.0;

	for (size_t i = 0; i < series->n; i++)
		sum += series->value[i];
	return sum;
}

/* The collector of a pool most of whose memory is in managed heaps, as a mapping's name, or empty:
 * what its members keep until a collection is in their sum, too. Of several the one that frees
 * last. Members that are replaced take their garbage with them, and more members are none. */
static struct span collector_of(const struct pool_judging *judging, size_t i)
{
	const struct pool *pool = &judging->pools->items[i];
	const struct finding *members = judging->out[i].members;
	const struct process *last = NULL;
	double managed = 0.0, all = 0.0;

	if (pool->recycled || (members && members->verdict >= VERDICT_SUSPECT))
		return span_of("");
	for (size_t k = 0; k < pool->life_count; k++) {
		const struct process *life = &judging->processes->items[pool->lives[k]];
		enum collector collector = verdict_collector(life);
		double held = held_by(life);

		all += held;
		if (collector == COLLECTOR_NONE)
			continue;
		managed += held;
		if (!last || collector > verdict_collector(last))
			last = life;
	}
	return last && managed > METHOD_MANAGED_PART * all ? verdict_collector_name(last)
							   : span_of("");
}

/*
 * The sums as they are judged, with the collector of their members. A new member has not touched
 * the shared memory and the files yet that each older one has mapped: where its pool is recycled,
 * the sum of such pages dips and comes back, again and again, and no page was given back. So these
 * rounds are left out of that sum, unless they are more than METHOD_BIRTHS_PART of it.
 */
static struct processes as_judged(const struct pool_judging *judging)
{
	struct processes out = judging->pools->sums;
	struct process *sums = arena_take_array(judging->arena, out.count + 1, sizeof *sums);

	for (size_t i = 0; i < out.count; i++) {
		struct series rest;
		struct pulses births;

		sums[i] = out.items[i];
		sums[i].allocator = collector_of(judging, i);
		if (!judging->pools->items[i].recycled)
			continue;
		births = births_of(judging, i);
		rest = verdict_calm_series(&sums[i].value[METRIC_REST], &births, judging->arena);
		if ((double)rest.n >=
			(1 - METHOD_BIRTHS_PART) * (double)sums[i].value[METRIC_REST].n)
			sums[i].value[METRIC_REST] = rest;
	}
	out.items = sums;
	return out;
}

/* Judges the sums again whose growth may be garbage, without their collectors. That makes a leak of
 * them provisional, but takes none back: beside members that are each stable nothing would be left
 * of it. */
static void keep_growth(
	const struct pool_judging *judging, struct processes *judged, struct finding *findings)
{
	struct finding *again = arena_take_array(judging->arena, judged->count + 1, sizeof *again);
	struct verdict_tests tests = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < judged->count; i++)
		if (findings[i].reason == REASON_NO_FULL_COLLECTION) {
			judged->items[i].allocator = span_of("");
			count++;
		}
	if (!count)
		return;
	verdict_judge(judged, judging->settings, judging->arena, again, &tests);
	for (size_t i = 0; i < judged->count; i++) {
		if (findings[i].reason != REASON_NO_FULL_COLLECTION ||
			again[i].verdict < VERDICT_SUSPECT)
			continue;
		findings[i] = again[i];
		findings[i].awaits_collection = again[i].verdict == VERDICT_LEAK;
		if (findings[i].awaits_collection && again[i].provisional != PROVISIONAL_COLD)
			verdict_revise_provisional(&findings[i], PROVISIONAL_COLLECTOR);
	}
}

/* Judges all sums together; the findings are of the whole sums. */
static void judge_sums(
	const struct pool_judging *judging, struct finding *findings, struct verdict_tests *tests)
{
	const struct processes *whole = &judging->pools->sums;
	struct processes judged = as_judged(judging);

	verdict_judge(&judged, judging->settings, judging->arena, findings, tests);
	keep_growth(judging, &judged, findings);
	for (size_t i = 0; i < whole->count; i++)
		findings[i].process = &whole->items[i];
}

struct pool_finding *verdict_pool_members(const struct processes *processes,
	const struct pools *pools, const struct verdict_settings *settings, struct arena *arena)
{
	struct pool_finding *findings = arena_take_array(arena, pools->count + 1, sizeof *findings);
	struct pool_judging judging = { processes, pools, settings, arena, findings };

	if (pools->count)
		judge_members(&judging);
	return findings;
}

void verdict_pools(const struct processes *processes, const struct pools *pools,
	const struct verdict_settings *settings, struct arena *arena, struct pool_verdicts *out)
{
	struct pool_judging judging = { processes, pools, settings, arena, out->findings };

	out->sums = arena_take_array(arena, pools->count + 1, sizeof *out->sums);
	out->tests = (struct verdict_tests){ 0 };
	if (!pools->count)
		return;
	judge_sums(&judging, out->sums, &out->tests);
	for (size_t i = 0; i < pools->count; i++) {
		struct pool_growth *growth = &out->findings[i].growth;

		*growth = growth_of(&judging, i, pools->count);
		weigh_members(&out->sums[i], out->findings[i].members);
		drop_forecast(&out->sums[i], &out->findings[i]);
		growth->bounded = growth->grows && out->sums[i].verdict == VERDICT_STABLE;
	}
}

const struct series *verdict_pool_layer(const struct pool *pool, const struct process *member)
{
	return pool->shares ? &member->share[METRIC_FOOTPRINT] : verdict_leading(member);
}

/* Is it a life that others replaced, or will replace: not there all the time, and no older than
 * those that were replaced? */
static bool is_worker(const struct process *life, const struct process *sum, double rounds)
{
	return !is_permanent(life, sum) &&
	       (double)(life->last_round - life->first_round) < METHOD_HELD_ROUNDS * rounds;
}

/* Is this life, whose pool is bounded, held by replacement: did it end, or has it lived no longer
 * than those that were replaced? */
static bool holds_growth(const struct processes *processes, const struct pools *pools,
	const struct pool_finding *findings, size_t life)
{
	size_t pool = pools->of[life];
	const struct pool_growth *growth = &findings[pool].growth;

	return growth->bounded &&
	       is_worker(&processes->items[life], &pools->sums.items[pool], growth->rounds);
}

/* Is a verdict graver than that on its pool? */
static bool is_graver(const struct finding *member, const struct finding *sum)
{
	if (member->verdict != sum->verdict)
		return member->verdict > sum->verdict;
	return member->verdict == VERDICT_LEAK && sum->flags & 1u << FLAG_PROVISIONAL &&
	       !(member->flags & 1u << FLAG_PROVISIONAL);
}

/* A life that is going to be replaced cannot be recorded for longer, and never uses up the memory:
 * if anything does, it is the sum. */
static void drop_advice(const struct processes *processes, const struct pools *pools,
	const struct pool_finding *pool_findings, struct finding *findings)
{
	for (size_t i = 0; i < processes->target_count; i++) {
		size_t pool = pools->of[i];

		if (pool == SIZE_MAX || !pools->items[pool].recycled ||
			is_permanent(&processes->items[i], &pools->sums.items[pool]))
			continue;
		findings[i].rounds_needed = -1.0;
		if (is_worker(&processes->items[i], &pools->sums.items[pool],
			    pool_findings[pool].growth.rounds))
			findings[i].exhausted_low_s = findings[i].exhausted_high_s = -1.0;
	}
}

/* Did the process end that its tree was named by, before the tree did? No sum answers for that. */
static bool is_lost_target(const struct process *process, const struct pool *pool)
{
	return pool->lost_target && process->is_named && process->ended_early;
}

void verdict_pool_mark(const struct processes *processes, const struct pools *pools,
	const struct pool_verdicts *judged, struct finding *findings,
	struct process_verdict *verdicts, size_t count)
{
	drop_advice(processes, pools, judged->findings, findings);
	for (size_t i = 0; i < count; i++) {
		size_t life = verdicts[i].gravest, pool = pools->of[life];

		verdicts[i].in_group =
			pool != SIZE_MAX &&
			!is_lost_target(&processes->items[life], &pools->items[pool]) &&
			(!is_graver(&findings[life], &judged->sums[pool]) ||
				holds_growth(processes, pools, judged->findings, life));
	}
}
