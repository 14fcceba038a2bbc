/* verdict_review.c - the last stage: the checks that a verdict must pass before it is reported. */
#include "verdict_review.h"

#include "../base/arena.h"
#include "../base/parallel.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_review_leak.h"
#include "verdict_review_pass.h"

/* State shared by the workers. */
struct reviewing {
	const struct processes *processes;
	const struct verdict_settings *settings;
	const struct verdict_tests *tests;
	struct finding *findings;
	size_t next;
	size_t *taken; /* the item of each slot */
	struct verdict_again **again;
	struct arena *arena; /* one per worker */
};

static void review_item(void *context, size_t worker, size_t slot, size_t item)
{
	struct reviewing *all = context;
	size_t i = all->taken[slot] + item;
	const struct process *process = &all->processes->items[i];
	struct process calm =
		verdict_calm_without(process, &all->findings[i].pulses, &all->arena[worker]);
	struct verdict_review_life life = { .settings = all->settings,
		.process = process,
		.calm = &calm,
		.tests = verdict_again_tests(all->tests, process),
		.again = all->again[worker],
		.finding = &all->findings[i],
		.budget = verdict_budget_of(all->settings, i),
		.arena = &all->arena[worker] };

	if (life.finding->verdict == VERDICT_LEAK)
		verdict_review_leak(&life);
	else if (life.finding->verdict == VERDICT_STABLE)
		verdict_review_pass(&life);
	arena_reset(&all->arena[worker]);
}

/* The next life of a target that counts. */
static size_t next_item(void *context, size_t slot)
{
	struct reviewing *all = context;

	while (all->next < all->processes->target_count && !all->findings[all->next].counts)
		all->next++;
	if (all->next >= all->processes->target_count)
		return 0;
	all->taken[slot] = all->next++;
	return 1;
}

void verdict_review(const struct processes *processes, const struct verdict_settings *settings,
	const struct verdict_tests *tests, struct finding *findings)
{
	static const struct parallel_work work = { next_item, review_item, NULL };
	size_t jobs = settings->jobs < processes->count ? settings->jobs : processes->count;
	struct arena own = { NULL, 0 };
	struct reviewing all = {
		.processes = processes, .settings = settings, .tests = tests, .findings = findings
	};

	jobs = jobs ? jobs : 1;
	all.taken = arena_take_array(&own, jobs, sizeof *all.taken);
	all.again = arena_take_array(&own, jobs, sizeof(struct verdict_again *));
	all.arena = arena_take_array(&own, jobs, sizeof *all.arena);
	for (size_t i = 0; i < jobs; i++)
		all.again[i] = verdict_again_new(settings, i);
	parallel_pull(jobs, &work, &all);
	for (size_t i = 0; i < jobs; i++) {
		verdict_again_free(all.again[i]);
		arena_free(&all.arena[i]);
	}
	arena_free(&own);
}
