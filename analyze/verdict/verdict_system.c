/* verdict_system.c - the findings about numbers of the whole system: each is judged as the memory
 * of a process would be. */
#include "verdict.h"

#include <math.h>

#include "../base/arena.h"
#include "../history/system_series.h"
#include "method.h"
#include "verdict_fit.h"
#include "verdict_rules.h"
#include "verdict_stand_in.h"
#include "verdict_works.h"

/* Numbers that are judged together, and corrected for each other. */
enum system_list { SIZES, COUNTS, CACHES, SYSTEM_LISTS };

/* The state of one call. */
struct judging {
	const struct processes *processes;
	const struct verdict_settings *settings;
	const double *budgets; /* of each key, or NULL */
	struct arena *arena;
	struct system_finding *findings;
};

static bool is_in(enum system_list list, enum system_key key)
{
	if (key >= SYSTEM_KEYS)
		return list == CACHES && key == SYSTEM_CACHE;
	return list == (system_series_is_count(key) ? COUNTS : SIZES);
}

/* All memory of the machine, in KiB; 0: not recorded. */
static double total_of(const struct processes *processes)
{
	for (size_t i = 0; i < processes->system_count; i++)
		if (span_is(processes->system[i].name, "MemTotal") && processes->system[i].series.n)
			return processes->system[i].series.value[0];
	return 0;
}

static const struct series *series_of(const struct processes *processes, const char *name)
{
	for (size_t i = 0; i < processes->system_count; i++)
		if (span_is(processes->system[i].name, name))
			return &processes->system[i].series;
	return NULL;
}

/* The value of a series in a round; false: it has none. *k: where to look, ascending. */
static bool value_at(const struct series *series, uint32_t at, size_t *k, double *value)
{
	while (*k < series->n && series->at[*k] < at)
		++*k;
	if (*k == series->n || series->at[*k] != at)
		return false;
	*value = series->value[*k];
	return true;
}

/*
 * MemAvailable counts pages of files, and caches that can be freed, by half while they are less
 * than twice the low watermark (mm/show_mem.c, si_mem_available): on a machine that has just
 * started it falls while they fill, though nothing is lost. Adds what it left out since the first
 * round: what can be freed, and is free, less MemAvailable. That is no more than half of what they
 * grew by.
 */
static void add_left_out(
	const struct processes *processes, const struct series *available, double *value)
{
	const struct series *free = series_of(processes, "MemFree"),
			    *freeable = series_of(processes, "freeable");
	double before = 0, half_before = 0, left_out = 0;
	size_t at_free = 0, at_freeable = 0;
	bool any = false;

	for (size_t i = 0; free && freeable && i < available->n; i++) {
		double is_free, can_be, half, all;

		if (value_at(free, available->at[i], &at_free, &is_free) &&
			value_at(freeable, available->at[i], &at_freeable, &can_be)) {
			all = is_free + can_be - available->value[i];
			before = any ? before : all;
			half_before = any ? half_before : can_be / 2;
			any = true;
			half = can_be / 2 - half_before;
			left_out = fmax(fmin(all - before, fmax(half, 0)), fmin(half, 0));
		}
		value[i] += left_out;
	}
}

/* MemAvailable with what it left out. */
static struct series whole_available(
	const struct processes *processes, const struct series *series, struct arena *arena)
{
	double *value = arena_take_array(arena, series->n + 1, sizeof *value);
	struct series out = *series;

	for (size_t i = 0; i < series->n; i++)
		value[i] = series->value[i];
	add_left_out(processes, series, value);
	out.value = value;
	return out;
}

/* For what is available, which is worse when it is smaller: what has been taken of all. */
static struct series taken(
	const struct processes *processes, const struct series *series, struct arena *arena)
{
	struct series whole = whole_available(processes, series, arena);
	double *value = arena_take_array(arena, series->n + 1, sizeof *value),
	       most = total_of(processes);

	for (size_t i = 0; i < whole.n; i++)
		most = fmax(most, whole.value[i]);
	for (size_t i = 0; i < whole.n; i++)
		value[i] = most - whole.value[i];
	whole.value = value;
	return whole;
}

/* The number to judge: of MemAvailable what is taken. */
static struct series judged_series(
	const struct judging *judging, const struct system_series *system)
{
	return system->key == SYSTEM_AVAILABLE
		       ? taken(judging->processes, &system->series, judging->arena)
		       : system->series;
}

/* When the memory that was available at the end is used up at the pace of a finding. */
static double end_of(const struct judging *judging, const struct finding *finding)
{
	const struct verdict_settings *settings = judging->settings;
	double rate = finding->trend[METRIC_FOOTPRINT].rate;

	if (finding->verdict < VERDICT_SUSPECT || rate <= 0 || settings->mem_available_kib < 0)
		return INFINITY;
	return settings->x_s > 0 ? settings->mem_available_kib / rate * settings->x_s : -1.0;
}

static void judge_list(const struct judging *judging, enum system_list which)
{
	const struct processes *all = judging->processes;
	const enum stand_in_unit unit = which == COUNTS ? STAND_IN_COUNTS : STAND_IN_KIB;
	double *budgets = arena_take_array(judging->arena, all->system_count + 1, sizeof *budgets);
	struct stand_ins list =
		verdict_stand_in_list(all->system_count, unit, judging->settings, judging->arena);

	list.settings.budgets = budgets;
	list.settings.most_kib = unit == STAND_IN_KIB ? judging->settings->mem_available_kib : -1.0;
	list.settings.no_review |=
		which == CACHES; /* there are many of them, and they are shown, not judged */
	for (size_t i = 0; i < all->system_count; i++) {
		const struct system_series *system = &all->system[i];
		struct series series;

		if (!is_in(which, system->key))
			continue;
		budgets[list.judged.count] = judging->budgets && system->key < SYSTEM_KEYS
						     ? judging->budgets[system->key]
						     : -1.0;
		series = judged_series(judging, system);
		judging->findings[i].finding = verdict_stand_in_add(&list, system->name, &series);
	}
	verdict_stand_in_judge(&list);
	for (size_t i = 0; i < all->system_count; i++)
		if (is_in(which, all->system[i].key))
			judging->findings[i].ends_s =
				unit == STAND_IN_COUNTS
					? (double)INFINITY
					: end_of(judging, judging->findings[i].finding);
}

/* The trend of what is available, as it is printed: it falls as what is taken grows. A fit of its
 * own finds other bends than that, which is judged, and its interval would deny the p. */
static struct trend falling(const struct trend *taken, double first, double last)
{
	struct trend out = *taken;

	out.first = first;
	out.last = last;
	out.has_line = out.has_robust = false;
	out.late = -taken->late;
	out.late_low = -taken->late_high;
	out.late_high = -taken->late_low;
	out.rate = -taken->rate;
	out.rate_low = -taken->rate_high;
	out.rate_high = -taken->rate_low;
	return out;
}

/* Its ends are those that were recorded. */
static struct trend available_trend(
	const struct judging *judging, const struct series *series, const struct trend *taken)
{
	size_t first = 0;

	while (first < series->n && series->x[first] < judging->settings->skip_x)
		first++;
	return first == series->n
		       ? *taken
		       : falling(taken, series->value[first], series->value[series->n - 1]);
}

/* The trend of a number as it was recorded, for those who print it. */
static void fit_recorded(const struct judging *judging, size_t i, struct trend_work *work)
{
	const struct verdict_settings *settings = judging->settings;
	const struct system_series *system = &judging->processes->system[i];
	double grain = system->series.grain;
	enum metric metric = system->key < SYSTEM_KEYS && system_series_is_count(system->key)
				     ? METRIC_THREADS
				     : METRIC_RSS;
	struct trend_settings fit = verdict_fit_settings(settings, metric, grain, -1.0);
	struct rule_settings rules = verdict_fit_rules(settings, metric, grain, -1.0);
	struct system_finding *out = &judging->findings[i];

	if (out->finding && system->key == SYSTEM_AVAILABLE)
		out->trend = available_trend(
			judging, &system->series, &out->finding->trend[METRIC_FOOTPRINT]);
	else if (out->finding)
		out->trend = out->finding->trend[METRIC_FOOTPRINT];
	else
		verdict_fit_series(&system->series, settings->skip_x, &fit, work, &out->trend);
	out->judged = out->finding ? out->finding->judged[METRIC_FOOTPRINT]
				   : verdict_state(&out->trend, out->trend.late_p, &rules);
}

void verdict_system(const struct processes *processes, const struct verdict_settings *settings,
	const double *budgets, struct arena *arena, struct system_finding *findings)
{
	struct judging judging = { processes, settings, budgets, arena, findings };
	struct trend_work *work = verdict_works_take(settings, 0);

	for (enum system_list list = 0; list < SYSTEM_LISTS; list++)
		judge_list(&judging, list);
	for (size_t i = 0; i < processes->system_count; i++)
		fit_recorded(&judging, i, work);
	verdict_works_give(settings, work);
}
