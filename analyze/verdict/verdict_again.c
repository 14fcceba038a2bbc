/* verdict_again.c - judges one life again by itself, as in its run, but with a leak added, cut at
 * an earlier round, or without some rounds. */
#include "verdict_again.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/room.h"
#include "../stats/rising.h"
#include "method.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_rules.h"

struct verdict_again {
	const struct verdict_settings *settings;
	struct trend_work *work;
	struct arena arena;
};

struct verdict_again *verdict_again_new(const struct verdict_settings *settings)
{
	struct verdict_again *again = room_resize(NULL, 1, sizeof *again);

	*again = (struct verdict_again){ settings, verdict_fit_work(NULL), { NULL, 0 } };
	return again;
}

void verdict_again_free(struct verdict_again *again)
{
	trend_work_free(again->work);
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

static struct judgement judge(struct verdict_again *again, const struct process *process,
	enum metric metric, double tests, struct trend *trend)
{
	struct trend_settings fit =
		verdict_fit_settings(again->settings, metric, process->value[metric].grain, -1.0);
	struct rule_settings rules = { fit.alpha, fit.page, fit.floor, -1.0 };

	fit.late_only = true;
	verdict_fit_series(
		&process->value[metric], again->settings->skip_x, &fit, again->work, trend);
	return verdict_state(trend, fmin(1.0, trend->late_p * tests), &rules);
}

/* Would the review dismiss this growth, because the series stays at its height? Start-up memory
 * that was given back is left out. */
static bool rests(const struct verdict_again *again, const struct process *process, size_t begin)
{
	const struct series *series = &process->value[METRIC_FOOTPRINT];
	size_t skip = 0;

	while (skip < series->n && series->x[skip] < again->settings->skip_x)
		skip++;
	return rising_rests(series->n - skip - begin, series->value + skip + begin);
}

/* A number of the system stands in for both memories of a process: it is fitted once. */
static bool are_same(const struct series *a, const struct series *b)
{
	return a->n == b->n && a->x == b->x && fabs(a->grain - b->grain) <= 0 &&
	       !memcmp(a->value, b->value, a->n * sizeof *a->value);
}

/* The judgement of private memory, as judge() gives it; that of the footprint is there. */
static struct judgement judge_private(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests, struct trend *trends)
{
	struct trend_settings fit;

	if (!are_same(&process->value[METRIC_FOOTPRINT], &process->value[METRIC_PRIVATE]))
		return judge(
			again, process, METRIC_PRIVATE, tests->private, &trends[METRIC_PRIVATE]);
	fit = verdict_fit_settings(
		again->settings, METRIC_PRIVATE, process->value[METRIC_PRIVATE].grain, -1.0);
	trends[METRIC_PRIVATE] = trends[METRIC_FOOTPRINT];
	return verdict_state(&trends[METRIC_PRIVATE],
		fmin(1.0, trends[METRIC_PRIVATE].late_p * tests->private),
		&(struct rule_settings){ fit.alpha, fit.page, fit.floor, -1.0 });
}

static bool both_grow(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	struct trend *trends = arena_take_array(&again->arena, METRICS, sizeof *trends);
	struct judgement *judged = arena_take_array(&again->arena, METRICS, sizeof *judged);
	struct evidence life = { process, trends };
	struct private_view view;
	struct trend_settings fit;

	judged[METRIC_FOOTPRINT] = judge(
		again, process, METRIC_FOOTPRINT, tests->footprint, &trends[METRIC_FOOTPRINT]);
	if (judged[METRIC_FOOTPRINT].state != STATE_GROW)
		return false; /* private memory can refute a growth, but never adds one */
	judged[METRIC_PRIVATE] = judge_private(again, process, tests, trends);
	fit = verdict_fit_settings(
		again->settings, METRIC_FOOTPRINT, process->value[METRIC_FOOTPRINT].grain, -1.0);
	view = verdict_private(&life, judged,
		&(struct rule_settings){ fit.alpha, fit.page, fit.floor, -1.0 }, &again->arena);
	return view.footprint.state == STATE_GROW && view.private.state == STATE_GROW &&
	       !rests(again, process, trends[METRIC_FOOTPRINT].begin);
}

bool verdict_again_leaks(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	struct pulses pulses;
	struct process calm =
		verdict_calm(process, again->settings->page_kib, &again->arena, &pulses);
	struct trend trend;
	bool leaks;

	if (!calm.value[METRIC_FOOTPRINT].n)
		leaks = judge(again, &calm, METRIC_PRIVATE, tests->private, &trend).state ==
			STATE_GROW;
	else if (!calm.value[METRIC_PRIVATE].n)
		leaks = judge(again, &calm, METRIC_FOOTPRINT, tests->footprint, &trend).state ==
			STATE_GROW;
	else
		leaks = both_grow(again, &calm, tests);
	arena_reset(&again->arena);
	return leaks;
}

bool verdict_again_old_grows(struct verdict_again *again, const struct process *process,
	const struct verdict_again_tests *tests)
{
	struct trend trend;
	bool grows =
		process->value[METRIC_OLD].n >= METHOD_CYCLES &&
		judge(again, process, METRIC_OLD, tests->footprint, &trend).state == STATE_GROW;

	arena_reset(&again->arena);
	return grows;
}
