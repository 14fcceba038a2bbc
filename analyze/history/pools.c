/* pools.c - processes that are judged as one: their members, and the sums over them. */
#include "pools.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../columns/rounds.h"
#include "../facts/facts_bare.h"
#include "happenings.h"
#include "pool_cgroups.h"
#include "pool_members.h"
#include "series_build.h"
#include "sums.h"

/* A pool is recycled where so many of its members were replaced. */
enum { RECYCLED = 3 };

/* Lives one after the other are workers where they last for so many rounds on average. */
enum { WORKER_ROUNDS = 5 };

/* Several members at a time in less than this part of the rounds are a restart, or a fork before
 * its exec. */
enum { SEVERAL_PART = 10 };

/* Sums are of shares (PSS) where more than one in so many rounds of them has those of all members.
 */
enum { SHARED_PART = 2 };

/* The state of one call. */
struct pooling {
	struct processes *processes;
	const struct pools_settings *settings;
	struct series_builder series;
	struct sums sums;
	struct pools *out;
	size_t capacity, sum_capacity;
};

static const struct round *round_at(const struct pooling *pooling, size_t at)
{
	return &pooling->settings->series->rounds->items[at];
}

/* Fills what the number of members over the rounds and their lives tell. */
static void count_members(struct pool *pool, const struct lives *lives)
{
	const struct series *members = &pool->members;
	size_t born = 0;

	if (!members->n)
		return;
	pool_count_members(pool);
	for (size_t i = 0; i < lives->count; i++) {
		uint32_t first, last;

		if (!sums_life(lives->items[i], &first, &last))
			continue;
		born += first > members->at[0];
		pool->replaced += last < members->at[members->n - 1];
	}
	pool->recycled = pool->replaced >= RECYCLED && born >= RECYCLED;
}

/* The most that a life gained since it began, in KiB. */
static double gained(const struct series *life)
{
	double most = 0.0;

	for (size_t i = 1; i < life->n; i++)
		most = fmax(most, life->value[i] - life->value[0]);
	return most;
}

/* Does nearly each of the lives begin with more than the one before it, and the last with more
 * above the first than any of them gained? A process that is restarted begins with about as much as
 * the last time, whatever it leaked since, so that the numbers which part these may be no PIDs. */
static bool begin_higher(const struct lives *lives)
{
	double first = 0.0, last = 0.0, most = 0.0;
	size_t higher = 0;

	for (size_t i = 0; i < lives->count; i++) {
		const struct process *life = lives->items[i];
		const struct series *rss = &life->value[METRIC_RSS];

		if (!rss->n || (i && life->first_round < lives->items[i - 1]->first_round))
			return false;
		first = i ? first : rss->value[0];
		higher += i && rss->value[0] > last;
		last = rss->value[0];
		most = fmax(most, gained(rss));
	}
	return higher * 4 >= (lives->count - 1) * 3 && last - first > most;
}

/* Is there a reason to judge these lives as one, though the user did not ask for it? Lives without
 * a name may be anything. */
static bool has_reason(
	const struct pool *pool, const struct lives *lives, struct span name, size_t rounds)
{
	size_t several = 0;

	if (span_is(name, FACTS_BARE_NAME) && (pool->most > 1 || !begin_higher(lives)))
		return false;
	for (size_t i = 0; i < pool->members.n; i++)
		several += pool->members.value[i] >= 2;
	if (several * SEVERAL_PART > rounds)
		return true;
	/* one that ends again and again, as soon as it has begun, is no worker but a crash */
	return pool->recycled &&
	       (pool->most > 1 || pool->members.n >= WORKER_ROUNDS * pool->life_count);
}

/* The life that a pool is named after: the first, and of a tree the one above all others. */
static const struct process *head_of(const struct pool *pool, const struct lives *lives)
{
	const struct process *head = lives->items[0];

	for (size_t i = 1; pool->kind == POOL_TREE && i < lives->count; i++) {
		const struct process *life = lives->items[i];

		if (life->first_round < head->first_round ||
			(life->first_round == head->first_round &&
				(head->parent == life->pid ||
					(life->parent != head->pid &&
						life->start_ticks < head->start_ticks))))
			head = life;
	}
	return head;
}

/* The quantum of the sum: each living member may hold back one step of its own. */
static double quantum_of(const struct pool *pool, const struct lives *lives)
{
	double most = 0;

	for (size_t i = 0; i < lives->count; i++)
		most = lives->items[i]->quantum_kib > most ? lives->items[i]->quantum_kib : most;
	return most * (double)(pool->most ? pool->most : 1);
}

/* The memory of members that share some: by their shares, unless those are of few rounds. */
static void take_shares(
	struct pooling *pooling, const struct lives *lives, struct pool *pool, struct process *sum)
{
	struct series footprint =
		sums_shares(&pooling->sums, &pooling->series, lives, METRIC_FOOTPRINT);

	if (footprint.n * SHARED_PART <= sum->value[METRIC_FOOTPRINT].n)
		return;
	pool->shares = true;
	for (enum metric metric = 0; metric < METRIC_SHARED; metric++)
		if (metric != METRIC_PRIVATE)
			sum->value[metric] =
				sums_shares(&pooling->sums, &pooling->series, lives, metric);
}

/* Was a member stopped, and long enough there to matter? A debugger looks at many a short one. */
static bool is_held_back(const struct process *life, size_t rounds)
{
	return life->was_stopped && (life->rounds >= PROCESSES_SHORT || life->rounds >= rounds);
}

static struct process sum_of(struct pooling *pooling, struct pool *pool, const struct lives *lives)
{
	const struct process *head = head_of(pool, lives);
	struct process sum = { .pid = pool->kind == POOL_TREE ? head->pid : 0,
		.name = head->name,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.next_life = SIZE_MAX,
		.quantum_kib = quantum_of(pool, lives) };

	/* collections and readings of the live heap are of one process */
	for (enum metric metric = 0; metric < METRIC_OLD; metric++)
		sum.value[metric] = sums_metric(&pooling->sums, &pooling->series, lives, metric);
	take_shares(pooling, lives, pool, &sum);
	sum.never_ran = true;
	for (size_t i = 0; i < lives->count; i++) {
		sum.is_named |= lives->items[i]->is_named;
		sum.never_ran &= lives->items[i]->never_ran;
		sum.was_stopped |= is_held_back(lives->items[i], pool->members.n);
		sum.has_sizes |= lives->items[i]->has_sizes;
		sum.unread_rounds += lives->items[i]->unread_rounds;
		sum.unread_of += lives->items[i]->unread_of;
		sum.unread = lives->items[i]->unread;
	}
	sum.rounds = pool->members.n;
	sum.first_round = round_at(pooling, pool->members.at[0])->number;
	sum.last_round = round_at(pooling, pool->members.at[pool->members.n - 1])->number;
	return sum;
}

/* Did a pool end before the run did: by events, if all that lived at its end have one? */
static bool has_ended_early(
	const struct pooling *pooling, const struct pool *pool, const struct process *sum)
{
	const struct happened_frame *frame = pooling->settings->frame;
	bool by_event = pool->life_count > 0;

	for (size_t i = 0; i < pool->life_count; i++) {
		const struct process *life = &pooling->processes->items[pool->lives[i]];

		by_event &= life->last_round < sum->last_round ||
			    happenings_ended(frame->happened, life);
	}
	return happenings_ended_early(frame, sum, by_event);
}

static void add_pool(struct pooling *pooling, const struct pool *pool, const struct process *sum)
{
	struct pools *out = pooling->out;

	out->items = list_room_in(pooling->series.arena, out->items, out->count + 1,
		&pooling->capacity, sizeof *out->items);
	out->sums.items = list_room_in(pooling->series.arena, out->sums.items, out->count + 1,
		&pooling->sum_capacity, sizeof *out->sums.items);
	out->items[out->count] = *pool;
	out->sums.items[out->count] = *sum;
	out->sums.items[out->count].ended_early = has_ended_early(pooling, pool, sum);
	out->sums.items[out->count].identity = out->count;
	out->sums.items[out->count].first_life = out->count;
	out->sums.count = out->sums.target_count = ++out->count;
}

/* Of a tree the process that was named is watched: what it began may live on without it. */
static bool has_lost_target(
	const struct pool *pool, const struct lives *lives, const struct process *sum)
{
	bool named = false;

	if (pool->kind != POOL_TREE)
		return false;
	for (size_t i = 0; i < lives->count; i++) {
		if (lives->items[i]->is_named && lives->items[i]->last_round == sum->last_round)
			return false;
		named |= lives->items[i]->is_named;
	}
	return named;
}

/* Makes a pool the one of those members that have none. A member that others replaced did not end
 * early: the pool goes on. */
static void own_members(struct pooling *pooling, size_t place)
{
	const struct pool *pool = &pooling->out->items[place];

	for (size_t i = 0; i < pool->life_count; i++) {
		struct process *life = &pooling->processes->items[pool->lives[i]];

		if (pooling->out->of[pool->lives[i]] != SIZE_MAX)
			continue;
		pooling->out->of[pool->lives[i]] = place;
		life->ended_early &= !pool->recycled || (pool->lost_target && life->is_named);
	}
}

/* Judges the lives at these places as one, if they are several and there is a reason. */
static void take_set(
	struct pooling *pooling, enum pool_kind kind, const size_t *places, size_t count)
{
	struct arena *arena = pooling->series.arena;
	const struct process **items = arena_take_array(arena, count + 1, sizeof *items);
	struct lives lives = { items, count };
	struct pool pool = { .kind = kind, .lives = places, .life_count = count };
	struct process sum;

	for (size_t i = 0; i < count; i++)
		items[i] = &pooling->processes->items[places[i]];
	pool.members = sums_members(&pooling->sums, &pooling->series, &lives);
	count_members(&pool, &lives);
	if (!pool.members.n ||
		(pooling->settings->choice == POOL_CHOICE_AUTO &&
			!has_reason(&pool, &lives, items[0]->name, pooling->sums.rounds)))
		return;
	sum = sum_of(pooling, &pool, &lives);
	pool.lost_target = has_lost_target(&pool, &lives, &sum);
	add_pool(pooling, &pool, &sum);
	own_members(pooling, pooling->out->count - 1);
}

/* Takes each set of two lives or more whose members have no pool yet. */
static void take_sets(struct pooling *pooling, enum pool_kind kind, const struct pool_sets *sets)
{
	size_t count = pooling->processes->target_count;
	struct arena *arena = pooling->series.arena;
	size_t *next = arena_take_array(arena, count + 1, sizeof *next),
	       *end = arena_take_array(arena, count + 1, sizeof *end),
	       *size = arena_take_array(arena, count + 1, sizeof *size);

	for (size_t i = 0; i < count; i++) {
		size_t first = sets->first[i];

		next[i] = SIZE_MAX;
		if (first != i)
			next[end[first]] = i;
		end[first] = i;
		size[first]++;
	}
	for (size_t i = 0; i < count; i++) {
		size_t *places, n = 0;

		if (sets->first[i] != i || size[i] < 2)
			continue;
		places = arena_take_array(arena, size[i], sizeof *places);
		for (size_t k = i; k != SIZE_MAX; k = next[k])
			if (pooling->out->of[k] == SIZE_MAX)
				places[n++] = k;
		if (n >= 2)
			take_set(pooling, kind, places, n);
	}
}

static void take_trees(struct pooling *pooling)
{
	struct pool_sets sets = pool_members_by_tree(
		pooling->processes, pooling->settings->frame->happened, pooling->series.arena);

	take_sets(pooling, POOL_TREE, &sets);
}

static void take_names(struct pooling *pooling)
{
	struct pool_sets sets =
		pooling->settings->choice == POOL_CHOICE_AUTO
			? pool_members_related(pooling->processes, pooling->series.arena)
			: pool_members_by_name(pooling->processes, pooling->series.arena);

	take_sets(pooling, POOL_NAME, &sets);
}

/* All targets of a run of one cgroup are its members. */
static void take_members(struct pooling *pooling, struct pool *pool)
{
	size_t count = pooling->processes->target_count;
	struct arena *arena = pooling->series.arena;
	const struct process **items = arena_take_array(arena, count + 1, sizeof *items);
	size_t *places = arena_take_array(arena, count + 1, sizeof *places);
	struct lives lives = { items, count };

	for (size_t i = 0; i < count; i++) {
		items[i] = &pooling->processes->items[i];
		places[i] = i;
	}
	pool->lives = places;
	pool->life_count = count;
	pool->members = sums_members(&pooling->sums, &pooling->series, &lives);
	/* so far the number of tasks is known: a process may have several */
	pool->most = 0;
	count_members(pool, &lives);
}

/* Adds what the run tells of cgroups. */
static void take_cgroups(struct pooling *pooling)
{
	size_t count;
	struct pool_cgroup *found = pool_cgroups_find(
		pooling->processes, pooling->settings->series, pooling->series.arena, &count);

	for (size_t i = 0; i < count; i++) {
		if (count == 1 && pooling->settings->one_cgroup)
			take_members(pooling, &found[i].pool);
		found[i].sum.is_named = count == 1 && pooling->settings->named_cgroup;
		add_pool(pooling, &found[i].pool, &found[i].sum);
	}
}

void pools_build(struct processes *processes, const struct pools_settings *settings,
	struct arena *arena, struct pools *out)
{
	struct arena scratch = { NULL, 0 };
	struct pooling pooling = { .processes = processes,
		.settings = settings,
		.series = { .arena = arena, .settings = settings->series },
		.sums = sums_new(settings->series->rounds->count, &scratch),
		.out = out };
	enum pool_choice choice = settings->choice;

	*out = (struct pools){ .of = arena_take_array(
				       arena, processes->target_count + 1, sizeof *out->of) };
	for (size_t i = 0; i < processes->target_count; i++)
		out->of[i] = SIZE_MAX;
	if (choice == POOL_CHOICE_CGROUP || choice == POOL_CHOICE_AUTO)
		take_cgroups(&pooling);
	if (choice == POOL_CHOICE_TREE || (choice == POOL_CHOICE_AUTO && settings->by_tree))
		take_trees(&pooling);
	if (choice == POOL_CHOICE_NAME || choice == POOL_CHOICE_AUTO)
		take_names(&pooling);
	/* a smaller group of a member counts first */
	for (size_t i = 0; i < out->count; i++)
		own_members(&pooling, i);
	free(pooling.series.at);
	free(pooling.series.value);
	arena_free(&scratch);
}
