/* verdict_again.c - judges one life again by itself, as in its run, but with a leak added, cut at
 * an earlier round, or without some rounds. */
#include "verdict_again.h"

#include <math.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "../base/room.h"
#include "../stats/rising.h"
#include "method.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_rules.h"
#include "verdict_works.h"

struct verdict_again {
	const struct verdict_settings *settings;
	struct trend_work *work;
	struct arena arena;
};

struct verdict_again *verdict_again_new(const struct verdict_settings *settings, size_t worker)
{
	struct verdict_again *again = room_resize(NULL, 1, sizeof *again);

	*again = (struct verdict_again){ settings, verdict_works_take(settings, worker),
		{ NULL, 0 } };
	return again;
}

void verdict_again_free(struct verdict_again *again)
{
	verdict_works_give(again->settings, again->work);
	arena_free(&again->arena);
	free(again);
}

struct verdict_again_tests verdict_again_tests(
	const struct verdict_tests *tests, const struct process *process)
{
	double lives = (double)(process->lives ? process->lives : 1);
	double footprint = fmax(1.0, (double)tests->count[METRIC_FOOTPRINT]);
	double private = fmax(1.0, (double)tests->count[METRIC_PRIVATE]);

	return (struct verdict_again_tests){ lives * footprint, lives * private };
}

static void fit(struct verdict_again *again, const struct process *process, enum metric metric,
	struct trend *trend)
{
	const struct series *series = &process->value[metric];
	struct trend_settings settings =
		verdict_fit_settings(again->settings, metric, series->grain, -1.0);

	settings.late_only = true;
	verdict_fit_series(series, again->settings->skip_x, &settings, again->work, trend);
}

static struct rule_settings rules_of(
	const struct verdict_again *again, const struct process *process, enum metric metric)
{
	return verdict_fit_rules(again->settings, metric, process->value[metric].grain, -1.0);
}

static struct judgement judge_trend(const struct verdict_again *again,
	const struct process *process, enum metric metric, double tests, const struct trend *trend)
{
	struct rule_settings rules = rules_of(again, process, metric);

	return verdict_state(trend, fmin(1.0, trend->late_p * tests), &rules);
}

static bool grows(struct verdict_again *again, const struct process *process, enum metric metric,
	double tests)
{
	struct trend trend;

	fit(again, process, metric, &trend);
	return judge_trend(again, process, metric, tests, &trend).state == STATE_GROW;
}

/* Would the review dismiss this growth, because the series stays at its height? Start-up memory
 * that was given back is left out. */
static bool rests(const struct verdict_again *again, const struct process *process, size_t begin)
{
	const struct series *series = &process->value[METRIC_FOOTPRINT];
	size_t skip = 0;

	while (skip < series->n && series->x[skip] < again->settings->skip_x)
		skip++;
	return rising_rests(
		series->n - skip - begin, series->value + skip + begin, again->settings->is_exact);
}

static bool both_grow(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	const struct series *footprint = &process->value[METRIC_FOOTPRINT],
			    *private = &process->value[METRIC_PRIVATE];
	struct trend *trends = arena_take_array(&again->arena, METRICS, sizeof *trends);
	struct judgement *judged = arena_take_array(&again->arena, METRICS, sizeof *judged);
	struct evidence life = { process, trends };
	struct rule_settings rules = rules_of(again, process, METRIC_FOOTPRINT);
	struct private_view view;

	fit(again, process, METRIC_FOOTPRINT, &trends[METRIC_FOOTPRINT]);
	judged[METRIC_FOOTPRINT] = judge_trend(
		again, process, METRIC_FOOTPRINT, tests->footprint, &trends[METRIC_FOOTPRINT]);
	if (judged[METRIC_FOOTPRINT].state != STATE_GROW)
		return false; /* private memory can refute a growth, but never adds one */
	if (verdict_same_series(footprint, private))
		trends[METRIC_PRIVATE] = trends[METRIC_FOOTPRINT];
	else
		fit(again, process, METRIC_PRIVATE, &trends[METRIC_PRIVATE]);
	judged[METRIC_PRIVATE] = judge_trend(
		again, process, METRIC_PRIVATE, tests->private, &trends[METRIC_PRIVATE]);
	view = verdict_private(&life, judged, &rules, &again->arena);
	return view.footprint.state == STATE_GROW && view.private.state == STATE_GROW &&
	       !rests(again, process, trends[METRIC_FOOTPRINT].begin);
}

bool verdict_again_leaks(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	struct pulses pulses;
	struct process calm =
		verdict_calm(process, again->settings->page_kib, &again->arena, &pulses);
	bool leaks;

	if (!calm.value[METRIC_FOOTPRINT].n)
		leaks = grows(again, &calm, METRIC_PRIVATE, tests->private);
	else if (!calm.value[METRIC_PRIVATE].n)
		leaks = grows(again, &calm, METRIC_FOOTPRINT, tests->footprint);
	else
		leaks = both_grow(again, &calm, tests);
	arena_reset(&again->arena);
	return leaks;
}

bool verdict_again_old_grows(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	return process->value[METRIC_OLD].n >= METHOD_CYCLES &&
	       grows(again, process, METRIC_OLD, tests->footprint);
}
