/* compare.c - --baseline: does each process's growth differ from that in earlier runs? */
#include "compare.h"

#include <math.h>
#include <stdlib.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../options.h"
#include "../stats/adjust.h"
#include "../wording/grown.h"
#include "compare_hours.h"
#include "compare_names.h"
#include "compare_rate.h"

const char *compare_code(enum compare_verdict verdict)
{
	static const char *const codes[COMPARE_VERDICTS] = { "fixed", "improved", "same", "worse",
		"new", "cannot-tell" };

	return codes[verdict];
}

/* Computes the differences by the round of all metrics that both have. */
static void compare_metrics(struct compare_row *row, const struct compare_runs *runs)
{
	for (enum metric metric = 0; metric < METRICS; metric++) {
		if ((metric >= METRIC_TRENDS && metric != METRIC_HEAP && metric != METRIC_OLD) ||
			!compare_rate_is_known(&row->now->trend[metric]))
			continue;
		row->measured[metric] = compare_rate_difference(
			runs, row, metric, COMPARE_BY_ROUND, &row->metric[metric]);
	}
}

/* The metric that shows a run's growth; the footprint if there was none, or if both have a leak. */
static enum metric metric_of(const struct compare_row *row, const struct finding *finding)
{
	enum metric otherwise = row->measured[METRIC_FOOTPRINT] ? METRIC_FOOTPRINT
				: row->measured[METRIC_PRIVATE] ? METRIC_PRIVATE
								: METRIC_RSS;

	bool may_lack = finding->verdict == VERDICT_LEAK || finding->decided_by >= METRIC_TRENDS;

	if (!compare_rate_grew(finding) || (may_lack && !row->measured[finding->decided_by]))
		return otherwise;
	return finding->decided_by;
}

/* The metric that grew, now or before. If they are not the same, the one that differs more decides,
 * and its p value is corrected for that choice. */
static enum metric deciding_metric(struct compare_row *row)
{
	enum metric before = metric_of(row, row->before), now = metric_of(row, row->now);

	if (!compare_rate_grew(row->before) || before == now)
		return now;
	if (!compare_rate_grew(row->now) || !row->measured[now] || !row->measured[before])
		return before;
	row->chosen = true;
	row->metric[before].p = fmin(1.0, 2 * row->metric[before].p);
	row->metric[now].p = fmin(1.0, 2 * row->metric[now].p);
	return row->metric[now].p < row->metric[before].p ? now : before;
}

static void find_before(struct compare_row *row, const struct compare_runs *runs)
{
	struct compare_before *all =
		arena_take_array(&runs->now->arena, runs->count + 1, sizeof *all);

	row->all = all;
	for (size_t i = 0; i < runs->count; i++) {
		const struct finding *finding =
			compare_names_find(runs->before[i], true, row->name, row->nth);

		if (!finding)
			continue;
		all[row->baselines++] = (struct compare_before){ finding, runs->before[i] };
		if (row->before)
			continue;
		row->before = finding;
		row->before_run = runs->before[i];
	}
}

static void compare_mappings(struct compare_row *row, const struct compare_runs *runs)
{
	struct grown_side before = { row->before_run, row->before->process },
			  now = { runs->now, row->now->process };

	row->groups = grown_changes(&runs->now->arena, &before, &now, &row->group_count);
}

static void fill_row(struct compare_row *row, const struct compare_runs *runs)
{
	row->nth = compare_names_number(runs->now, row->now);
	row->verdict = COMPARE_NEW;
	find_before(row, runs);
	if (!row->before)
		return;
	compare_metrics(row, runs);
	compare_mappings(row, runs);
	row->decided_by = deciding_metric(row);
	row->round.difference = row->metric[row->decided_by];
	row->round.margin =
		compare_rate_margin(runs->now, row, COMPARE_BY_ROUND, row->round.difference.before);
	if (row->measured[row->decided_by])
		compare_hours_fill(row, runs);
}

static bool is_missing(const struct comparison *comparison, struct span name)
{
	for (size_t i = 0; i < comparison->missing_count; i++)
		if (span_equal(comparison->missing[i].name, name))
			return true;
	return false;
}

static void find_missing(struct comparison *comparison, struct analysis *analysis,
	const struct analysis *const *baselines, size_t count)
{
	size_t room = 1;

	for (size_t i = 0; i < count; i++)
		room += baselines[i]->verdict_count;
	comparison->missing = arena_take_array(&analysis->arena, room, sizeof *comparison->missing);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < baselines[i]->verdict_count; j++) {
			const struct finding *before =
				&baselines[i]->findings[baselines[i]->verdicts[j].gravest];
			struct span name = compare_names_now(analysis, before->process->name);

			if (!compare_names_find(analysis, false, name, 0) &&
				!is_missing(comparison, name))
				comparison->missing[comparison->missing_count++] =
					(struct compare_missing){ name, before };
		}
}

/* Corrects the p values of one unit over the processes, and says what they mean. */
static void judge(struct comparison *comparison, struct analysis *analysis, enum compare_unit unit)
{
	double *p = arena_take_array(&analysis->arena, comparison->count + 1, sizeof *p);
	size_t *order = arena_take_array(&analysis->arena, comparison->count + 1, sizeof *order);
	size_t tested = 0;

	for (size_t i = 0; i < comparison->count; i++)
		if (compare_row_has(&comparison->rows[i], unit))
			p[tested++] = compare_row_rate(&comparison->rows[i], unit)->difference.p;
	adjust_benjamini_hochberg(tested, p, order);
	tested = 0;
	for (size_t i = 0; i < comparison->count; i++) {
		struct compare_row *row = &comparison->rows[i];
		struct compare_rate *rate = compare_row_rate(row, unit);

		rate->p_adjusted = compare_row_has(row, unit) ? p[tested++] : 1.0;
		if (row->before)
			rate->verdict = compare_rate_verdict(row, rate, analysis->options->alpha);
	}
}

static void compare_run(
	struct analysis *analysis, const struct analysis *const *baselines, size_t count)
{
	struct comparison *comparison = arena_take(&analysis->arena, sizeof *comparison);
	const struct compare_runs runs = { analysis, baselines, count };

	comparison->rows = arena_take_array(
		&analysis->arena, analysis->verdict_count + 1, sizeof *comparison->rows);
	comparison->baseline_names =
		arena_take_array(&analysis->arena, count, sizeof *comparison->baseline_names);
	comparison->baseline_count = count;
	for (size_t i = 0; i < count; i++)
		comparison->baseline_names[i] = baselines[i]->run_name;
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		struct compare_row *row = &comparison->rows[comparison->count++];

		row->now = &analysis->findings[analysis->verdicts[i].gravest];
		row->name = row->now->process->name;
		fill_row(row, &runs);
	}
	judge(comparison, analysis, COMPARE_BY_ROUND);
	judge(comparison, analysis, COMPARE_BY_HOUR);
	for (size_t i = 0; i < comparison->count; i++) {
		struct compare_row *row = &comparison->rows[i];

		if (row->before)
			row->verdict = compare_row_rate(row, row->counts)->verdict;
	}
	find_missing(comparison, analysis, baselines, count);
	analysis->comparison = comparison;
}

static struct span group_name(struct arena *arena, struct span name)
{
	return span_of(text_format(arena, "group:%.*s", (int)name.len, name.at));
}

/* Appends the rows of the groups behind those of the processes, which stay in the order of the
 * verdicts. */
static void append(struct analysis *analysis, const struct comparison *groups)
{
	struct comparison *all = analysis->comparison;
	struct arena *arena = &analysis->arena;
	struct compare_row *rows =
		arena_take_array(arena, all->count + groups->count + 1, sizeof *rows);
	struct compare_missing *missing = arena_take_array(
		arena, all->missing_count + groups->missing_count + 1, sizeof *missing);

	for (size_t i = 0; i < all->count; i++)
		rows[i] = all->rows[i];
	for (size_t i = 0; i < all->missing_count; i++)
		missing[i] = all->missing[i];
	for (size_t i = 0; i < groups->count; i++) {
		rows[all->count] = groups->rows[i];
		rows[all->count++].name = group_name(arena, groups->rows[i].name);
	}
	for (size_t i = 0; i < groups->missing_count; i++) {
		missing[all->missing_count] = groups->missing[i];
		missing[all->missing_count++].name = group_name(arena, groups->missing[i].name);
	}
	all->rows = rows;
	all->missing = missing;
}

void compare_build(struct analysis *analysis, const struct analysis *const *baselines, size_t count)
{
	const struct analysis **groups =
		arena_take_array(&analysis->arena, count + 1, sizeof(struct analysis *));
	size_t n = 0;

	compare_run(analysis, baselines, count);
	for (size_t i = 0; i < count; i++)
		if (baselines[i]->groups)
			groups[n++] = baselines[i]->groups;
	if (!analysis->groups)
		return;
	compare_run(analysis->groups, groups, n);
	append(analysis, analysis->groups->comparison);
}
