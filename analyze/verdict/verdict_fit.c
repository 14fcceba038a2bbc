/* verdict_fit.c - the first stage: fits the trends of all lives on several threads. */
#include "verdict_fit.h"

#include <string.h>

#include "../base/arena.h"
#include "../base/parallel.h"
#include "method.h"
#include "verdict_heap_views.h"
#include "verdict_rules.h"
#include "verdict_settle.h"
#include "verdict_works.h"

enum { COVARIANCE = TREND_COLUMNS * TREND_COLUMNS };

/* State shared by the workers. */
struct fitting {
	const struct processes *processes;
	const struct verdict_settings *settings;
	struct life_trends *trends; /* one per item */
	struct arena *arena;        /* protected by the lock */
	size_t next;
	size_t *taken;            /* the item of each slot */
	struct trend_work **work; /* one per worker */
	double **covariance;      /* one per slot: room for the covariances of its item, one after
				     another */
};

double verdict_budget_of(const struct verdict_settings *settings, size_t i)
{
	return settings->budgets && settings->budgets[i] >= 0.0 ? settings->budgets[i]
								: settings->budget_kib_per_round;
}

struct trend_settings verdict_fit_settings(
	const struct verdict_settings *settings, enum metric metric, double grain, double budget)
{
	if (metric == METRIC_HEAP || metric == METRIC_HEAP_FREE || metric == METRIC_HEAP_BLOCKS)
		return verdict_heap_fit(settings, metric, budget);
	if (metric_is_count(metric))
		return (struct trend_settings){ .page = 1,
			.floor = METHOD_FLOOR_COUNT,
			.alpha = settings->alpha,
			.budget = -1.0,
			.unit = settings->round_x };
	return (struct trend_settings){
		.page = grain > settings->page_kib ? grain : settings->page_kib,
		.floor = verdict_floor(settings->page_kib, grain),
		.alpha = settings->alpha,
		.budget = budget >= 0.0 ? budget / settings->round_x : -1.0,
		.unit = settings->round_x,
		.starts_up = settings->least_kib <= 0.0 && !settings->is_exact,
	};
}

struct rule_settings verdict_fit_rules(
	const struct verdict_settings *settings, enum metric metric, double grain, double budget)
{
	struct trend_settings fit = verdict_fit_settings(settings, metric, grain, budget);

	return (struct rule_settings){
		.alpha = fit.alpha, .page = fit.page, .floor = fit.floor, .budget = fit.budget
	};
}

void verdict_fit_trend(size_t n, const double *x, const double *y,
	const struct trend_settings *settings, struct trend_work *work, struct trend *out)
{
	/* without the search for other explanations the verdict would be a different one */
	if (!trend_fit(n, x, y, settings, work, out))
		verdict_works_lack();
}

void verdict_fit_series(const struct series *series, double skip_x,
	const struct trend_settings *settings, struct trend_work *work, struct trend *out)
{
	struct series judged = verdict_judged_series(series, skip_x);

	verdict_fit_trend(judged.n, judged.x, judged.value, settings, work, out);
	verdict_settle(&judged, settings, work, out);
}

/* Several metrics can be the same series (no swap, or only anonymous memory): fit it only once. */
static const struct trend *known_trend(
	const struct process *process, const struct life_trends *trends, enum metric metric)
{
	for (enum metric m = 0; m < metric && !metric_is_count(metric) && !metric_is_count(m); m++)
		if (verdict_same_series(&process->value[m], &process->value[metric]))
			return &trends->metric[m];
	return NULL;
}

/* Does the series vary? Readings are whole numbers, so equal values have equal bytes. */
static bool varies(const struct series *series)
{
	return series->n > 1 && memcmp(series->value, series->value + 1,
					(series->n - 1) * sizeof *series->value) != 0;
}

/* Does the metric need curves of its own: it varies, and is no series that was fitted before? */
static bool has_curve(
	const struct process *process, const struct life_trends *trends, enum metric metric)
{
	return varies(&process->value[metric]) && !known_trend(process, trends, metric);
}

static void fit_item(void *context, size_t worker, size_t slot, size_t item)
{
	struct fitting *fitting = context;
	size_t i = fitting->taken[slot] + item;
	struct life_trends *trends = &fitting->trends[i];
	const struct process *process = &fitting->processes->items[i];
	double budget = verdict_budget_of(fitting->settings, i);

	for (enum metric metric = 0; metric < METRICS; metric++) {
		const struct trend *known = known_trend(process, trends, metric);
		struct trend_settings settings = verdict_fit_settings(
			fitting->settings, metric, process->value[metric].grain, budget);

		if (has_curve(process, trends, metric)) {
			settings.covariance = fitting->covariance[slot];
			fitting->covariance[slot] += COVARIANCE;
		}
		if (known)
			trends->metric[metric] = *known;
		else
			verdict_fit_series(&process->value[metric], fitting->settings->skip_x,
				&settings, fitting->work[worker], &trends->metric[metric]);
	}
	for (size_t g = 0; trends->group && g < process->group_count; g++) {
		struct trend_settings settings = verdict_fit_settings(
			fitting->settings, METRIC_PRIVATE, process->groups[g].size.grain, budget);

		verdict_fit_series(&process->groups[g].size, fitting->settings->skip_x, &settings,
			fitting->work[worker], &trends->group[g]);
	}
}

static size_t next_item(void *context, size_t slot)
{
	struct fitting *fitting = context;
	size_t curves = 0, i = fitting->next;

	if (i >= fitting->processes->count)
		return 0;
	for (enum metric metric = 0; metric < METRICS; metric++)
		curves += has_curve(&fitting->processes->items[i], &fitting->trends[i], metric);
	fitting->covariance[slot] =
		arena_take_array(fitting->arena, curves * COVARIANCE, sizeof(double));
	fitting->taken[slot] = fitting->next++;
	return 1;
}

const struct life_trends *verdict_fit(const struct processes *processes,
	const struct verdict_settings *settings, struct arena *arena)
{
	static const struct parallel_work work = { next_item, fit_item, NULL };
	size_t jobs = settings->jobs < processes->count ? settings->jobs : processes->count;
	struct fitting fitting = { .processes = processes, .settings = settings, .arena = arena };

	jobs = jobs ? jobs : 1;
	fitting.trends = arena_take_array(arena, processes->count + 1, sizeof *fitting.trends);
	for (size_t i = 0; i < processes->count; i++) {
		const struct process *process = &processes->items[i];

		if (process->is_target && process->group_count)
			fitting.trends[i].group = arena_take_array(
				arena, process->group_count, sizeof *fitting.trends[i].group);
	}
	fitting.taken = arena_take_array(arena, jobs, sizeof *fitting.taken);
	fitting.work = arena_take_array(arena, jobs, sizeof *fitting.work);
	fitting.covariance = arena_take_array(arena, jobs, sizeof *fitting.covariance);
	for (size_t i = 0; i < jobs; i++)
		fitting.work[i] = verdict_works_take(settings, i);
	parallel_pull(jobs, &work, &fitting);
	for (size_t i = 0; i < jobs; i++)
		verdict_works_give(settings, fitting.work[i]);
	return fitting.trends;
}
