/* compare.c - --baseline: does each process's growth differ from that in earlier runs? */
#include "compare.h"

#include <math.h>
#include <stdlib.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../options.h"
#include "../stats/adjust.h"
#include "../wording/grown.h"
#include "../verdict/method.h"

const char *compare_code(enum compare_verdict verdict)
{
	static const char *const codes[COMPARE_VERDICTS] = { "fixed", "improved", "same", "worse",
		"new", "cannot-tell" };

	return codes[verdict];
}

/* The name that a process of an earlier run has now: --map OLD=NEW. */
static struct span name_now(const struct analysis *run, struct span name)
{
	const struct option_list *maps = &run->options->maps;

	for (size_t i = maps->count; i-- > 0;) {
		struct span map = span_of(maps->items[i]);
		ptrdiff_t equals = span_find(map, '=');

		if (span_equal((struct span){ map.at, (size_t)equals }, name))
			return span_from(map, (size_t)equals + 1);
	}
	return name;
}

/* The name of a process of the run as it is called now; is_before: the run is a baseline. */
static struct span name_in(
	const struct analysis *run, const struct process *process, bool is_before)
{
	return is_before ? name_now(run, process->name) : process->name;
}

/* The worst life of the process of that name; of several simultaneous ones the nth (only their name
 * is the same). */
static const struct finding *find_process(
	const struct analysis *run, bool is_before, struct span name, size_t nth)
{
	for (size_t i = 0; i < run->processes.target_count; i++) {
		const struct process *process = &run->processes.items[i];

		if (!span_equal(name_in(run, process, is_before), name) || process->life != 1 ||
			nth-- > 0)
			continue;
		for (size_t j = 0; j < run->verdict_count; j++)
			if (run->verdicts[j].identity == process->identity)
				return &run->findings[run->verdicts[j].gravest];
	}
	return NULL;
}

/* How many processes of that name precede the finding's: the second of two is compared with the
 * second. */
static size_t number_among_namesakes(const struct analysis *run, const struct finding *finding)
{
	size_t number = 0;

	for (size_t i = 0; i < run->processes.target_count; i++) {
		const struct process *process = &run->processes.items[i];

		if (process->identity == finding->process->identity)
			return number;
		number += process->life == 1 && span_equal(process->name, finding->process->name);
	}
	return number;
}

/* Degrees of freedom of the late slope: judged points minus columns minus one for the
 * autocorrelation. */
static double freedom_of(const struct trend *trend)
{
	double columns = 2;

	for (size_t i = 0; i < trend->nuisance_count; i++)
		columns += trend->nuisance[i].kind == NUISANCE_WAVE ? 2 : 1;
	return fmax((double)trend->judged_n - columns - 1, 1);
}

/* The rate that is printed. Where that is not the late slope, its interval knows nothing of
 * correlated noise: then the greater error of the two counts (a 95 %
 * interval reaches two errors to each side). */
static struct slope_estimate estimate_of(const struct analysis *run, const struct trend *trend)
{
	double half = (trend->rate_high - trend->rate_low) / 2, error = trend->late_error;

	if (trend->rate != trend->late)
		error = fmax(error, half / 2);
	return (struct slope_estimate){ trend->rate * run->round_x, error * run->round_x,
		freedom_of(trend) };
}

static bool comparable(const struct trend *trend)
{
	return trend->has_late || trend->constant;
}

/* Computes the differences of all metrics that both have. */
static void compare_metrics(struct compare_row *row, struct analysis *analysis,
	const struct analysis *const *baselines, size_t count, size_t nth)
{
	struct slope_estimate *before = arena_take_array(&analysis->arena, count, sizeof *before);

	for (enum metric metric = 0; metric < METRICS; metric++) {
		size_t n = 0;

		if ((metric >= METRIC_TRENDS && metric != METRIC_HEAP && metric != METRIC_OLD) ||
			!comparable(&row->now->trend[metric]))
			continue;
		for (size_t i = 0; i < count; i++) {
			const struct finding *finding =
				find_process(baselines[i], true, row->name, nth);

			if (finding && comparable(&finding->trend[metric]))
				before[n++] = estimate_of(baselines[i], &finding->trend[metric]);
		}
		if (!n)
			continue;
		difference_of(before, n, estimate_of(analysis, &row->now->trend[metric]),
			&row->metric[metric]);
		row->measured[metric] = true;
	}
}

/*
 * A difference that does not matter: over the shorter of both runs below the floor of
 * docs/method.md 4 (8 pages), or within a quarter of the earlier growth (then it is the same leak),
 * or within the budget.
 */
static double margin_of(const struct analysis *analysis, const struct compare_row *row)
{
	const struct trend *now = &row->now->trend[row->decided_by],
			   *before = &row->before->trend[row->decided_by];
	double rounds =
		fmin(now->span / analysis->round_x, before->span / row->before_run->round_x);
	double budget = quantity_per_round(&analysis->options->budget, analysis->round_s);
	double page =
		row->decided_by == METRIC_HEAP ? METHOD_HEAP_PAGE_KIB : analysis->info.page_kib;

	return fmax(fmax(budget, METHOD_FLOOR_PAGES * page / fmax(rounds, 1)),
		METHOD_COMPARE_PART * fabs(row->metric[row->decided_by].before));
}

static bool grew(const struct finding *finding)
{
	return finding->verdict == VERDICT_LEAK || finding->verdict == VERDICT_SUSPECT;
}

/* So few rounds show nothing, though two equal readings make a slope without an error. */
static bool too_short(const struct finding *finding)
{
	return finding->reason == REASON_ROUNDS || finding->reason == REASON_UNMEASURABLE;
}

static enum compare_verdict verdict_of(const struct compare_row *row, double alpha)
{
	const struct slope_difference *d = &row->metric[row->decided_by];

	if (!row->measured[row->decided_by] || too_short(row->now) || too_short(row->before))
		return COMPARE_CANNOT_TELL;
	if (row->p_adjusted < alpha &&
		fabs(d->difference) >=
			fmin(row->margin,
				METHOD_COMPARE_LEAST * fmax(fabs(d->before), row->margin))) {
		const struct finding *steeper = d->difference > 0 ? row->now : row->before;

		/* a steeper slope that is not growth counts as none; one that was not judged is
		 * unknown */
		if (!grew(steeper))
			return steeper->verdict == VERDICT_STABLE ? COMPARE_SAME
								  : COMPARE_CANNOT_TELL;
		if (d->difference > 0)
			return COMPARE_WORSE;
		return row->now->verdict == VERDICT_STABLE ? COMPARE_FIXED : COMPARE_IMPROVED;
	}
	if (d->low >= -row->margin && d->high <= row->margin)
		return COMPARE_SAME;
	return row->now->verdict == VERDICT_STABLE && row->before->verdict == VERDICT_STABLE
		       ? COMPARE_SAME
		       : COMPARE_CANNOT_TELL;
}

/* The metric that shows a run's growth; the footprint if there was none, or if both have a leak. */
static enum metric metric_of(const struct compare_row *row, const struct finding *finding)
{
	enum metric otherwise = row->measured[METRIC_FOOTPRINT] ? METRIC_FOOTPRINT
				: row->measured[METRIC_PRIVATE] ? METRIC_PRIVATE
								: METRIC_RSS;

	bool may_lack = finding->verdict == VERDICT_LEAK || finding->decided_by >= METRIC_TRENDS;

	if (!grew(finding) || (may_lack && !row->measured[finding->decided_by]))
		return otherwise;
	return finding->decided_by;
}

/* The metric that grew, now or before. If they are not the same, the one that differs more decides,
 * and its p value is corrected for that choice. */
static enum metric deciding_metric(struct compare_row *row)
{
	enum metric before = metric_of(row, row->before), now = metric_of(row, row->now);

	if (!grew(row->before) || before == now)
		return now;
	if (!grew(row->now) || !row->measured[now] || !row->measured[before])
		return before;
	row->metric[before].p = fmin(1.0, 2 * row->metric[before].p);
	row->metric[now].p = fmin(1.0, 2 * row->metric[now].p);
	return row->metric[now].p < row->metric[before].p ? now : before;
}

static void fill_row(struct compare_row *row, struct analysis *analysis,
	const struct analysis *const *baselines, size_t count)
{
	size_t nth = number_among_namesakes(analysis, row->now);

	row->verdict = COMPARE_NEW;
	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = find_process(baselines[i], true, row->name, nth);

		if (!finding)
			continue;
		row->baselines++;
		if (!row->before) {
			row->before = finding;
			row->before_run = baselines[i];
		}
	}
	if (!row->before)
		return;
	compare_metrics(row, analysis, baselines, count, nth);
	row->groups = grown_changes(
		&analysis->arena, row->before->process, row->now->process, &row->group_count);
	row->decided_by = deciding_metric(row);
	row->margin = margin_of(analysis, row);
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
			struct span name = name_now(analysis, before->process->name);

			if (!find_process(analysis, false, name, 0) &&
				!is_missing(comparison, name))
				comparison->missing[comparison->missing_count++] =
					(struct compare_missing){ name, before };
		}
}

static void compare_run(
	struct analysis *analysis, const struct analysis *const *baselines, size_t count)
{
	struct comparison *comparison = arena_take(&analysis->arena, sizeof *comparison);
	double *p = arena_take_array(&analysis->arena, analysis->verdict_count + 1, sizeof *p);
	size_t tested = 0;

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
		fill_row(row, analysis, baselines, count);
		if (row->measured[row->decided_by])
			p[tested++] = row->metric[row->decided_by].p;
	}
	adjust_benjamini_hochberg(
		tested, p, arena_take_array(&analysis->arena, tested + 1, sizeof(size_t)));
	tested = 0;
	for (size_t i = 0; i < comparison->count; i++) {
		struct compare_row *row = &comparison->rows[i];

		row->p_adjusted = row->measured[row->decided_by] ? p[tested++] : 1.0;
		if (row->before)
			row->verdict = verdict_of(row, analysis->options->alpha);
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
