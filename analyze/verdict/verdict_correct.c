/* verdict_correct.c - the second stage: decides which lives count, and corrects their p-values for
 * the number of tests. */
#include "verdict_rules.h"

#include <math.h>

#include "../base/arena.h"
#include "../stats/adjust.h"
#include "method.h"
#include "verdict_fit.h"

/* The state of one call. */
struct correction {
	const struct processes *processes;
	const struct life_trends *trends;
	struct corrected *out;
	size_t *lives; /* for each item: how many lives of its process count */
	double *p;     /* work space, one per item */
	size_t *order; /* as well */
};

/* Lives of 12 rounds or more count; if a process has none, its longest life counts. */
static void choose_lives(struct correction *c)
{
	const struct process *items = c->processes->items;

	for (size_t i = 0; i < c->processes->count; i++) {
		size_t longest = i, count = 0;

		if (items[i].first_life != i)
			continue;
		for (size_t j = i; j != SIZE_MAX; j = items[j].next_life) {
			count += items[j].rounds >= METHOD_MODEL_ROUNDS;
			if (items[j].rounds > items[longest].rounds)
				longest = j;
		}
		for (size_t j = i; j != SIZE_MAX; j = items[j].next_life) {
			c->out[j].counts =
				count ? items[j].rounds >= METHOD_MODEL_ROUNDS : longest == j;
			c->lives[j] = count ? count : 1;
		}
	}
}

static bool is_tested(const struct correction *c, size_t i, enum metric metric)
{
	return c->out[i].counts && c->trends[i].metric[metric].limit != TREND_ABSENT;
}

/* Corrects one metric over the lives in items from..to that count; returns the number of tests. */
static size_t correct_metric(struct correction *c, size_t from, size_t to, enum metric metric)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		if (is_tested(c, i, metric))
			c->p[count++] =
				fmin(1.0, c->trends[i].metric[metric].late_p * (double)c->lives[i]);
	adjust_benjamini_hochberg(count, c->p, c->order);
	count = 0;
	for (size_t i = from; i < to; i++)
		if (is_tested(c, i, metric))
			c->out[i].metric[metric] = c->p[count++];
	return count;
}

/* The mapping groups of all lives form one list of tests. */
static void correct_groups(struct correction *c, struct arena *arena)
{
	size_t count = 0;
	double *p;

	for (size_t i = 0; i < c->processes->count; i++)
		count += c->trends[i].group ? c->processes->items[i].group_count : 0;
	p = arena_take_array(arena, count + 1, sizeof *p);
	count = 0;
	for (size_t i = 0; i < c->processes->count; i++) {
		if (!c->trends[i].group)
			continue;
		c->out[i].group = p + count;
		for (size_t g = 0; g < c->processes->items[i].group_count; g++)
			p[count++] = c->trends[i].group[g].late_p;
	}
	adjust_benjamini_hochberg(count, p, arena_take_array(arena, count + 1, sizeof(size_t)));
}

const struct corrected *verdict_correct(const struct processes *processes,
	const struct life_trends *trends, struct arena *arena, struct verdict_tests *tests)
{
	static const enum metric others[] = { METRIC_SWAP, METRIC_PAGE_TABLES, METRIC_THREADS,
		METRIC_FDS, METRIC_OLD, METRIC_HEAP, METRIC_HEAP_FREE, METRIC_HEAP_BLOCKS };
	size_t room = processes->count + 1, targets = processes->target_count;
	struct correction c = { .processes = processes, .trends = trends };

	c.out = arena_take_array(arena, room, sizeof *c.out);
	c.lives = arena_take_array(arena, room, sizeof *c.lives);
	c.p = arena_take_array(arena, room, sizeof *c.p);
	c.order = arena_take_array(arena, room, sizeof *c.order);
	for (size_t i = 0; i < processes->count; i++)
		for (enum metric metric = 0; metric < METRICS; metric++)
			c.out[i].metric[metric] = 1.0;
	choose_lives(&c);
	*tests = (struct verdict_tests){ .ps_count = processes->count - targets };
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++) {
		tests->count[metric] = correct_metric(&c, 0, targets, metric);
		correct_metric(&c, targets, processes->count, metric);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		correct_metric(&c, 0, processes->count, others[i]);
	correct_groups(&c, arena);
	return c.out;
}
