/* grown.c - what grew: mapping groups, processes that are not targets, threads, page tables, swap,
 * numbers of the system. */
#include "grown.h"

#include <math.h>
#include <stdlib.h>

#include "../base/text.h"
#include "../history/system_series.h"
#include "../verdict/method.h"
#include "wording.h"

enum { MOST_TOUCHED = 3 };

static double change_of(const struct mapping_group *group)
{
	return (double)(group->kib_last - group->kib_first);
}

/* The change in the rounds that are judged; analysis NULL: in all rounds. */
static double judged_change(const struct analysis *analysis, const struct mapping_group *group)
{
	const struct series *size = &group->size;
	size_t i = 0;

	if (!analysis || !size->n || size->x[0] >= analysis->settings.skip_x)
		return change_of(group);
	while (i < size->n && size->x[i] < analysis->settings.skip_x)
		i++;
	return i < size->n ? (double)group->kib_last - size->value[i] : 0;
}

static int compare_groups(const void *a, const void *b)
{
	const struct grown_group *x = a, *y = b;

	if (x->share != y->share)
		return x->share < y->share ? 1 : -1;
	if (x->change_kib != y->change_kib)
		return x->change_kib < y->change_kib ? 1 : -1;
	return span_compare(x->group->name, y->group->name);
}

/* A group that never changes is stored as its two end points: too few for a fit, but its slope is 0
 * anyway. */
static void take_trend(const struct finding *finding, size_t i, struct grown_group *out)
{
	static const struct trend still = {
		.has_late = true, .has_line = true, .constant = true, .late_p = 1, .p = 1
	};
	static const struct judgement flat = { STATE_FLAT, -1, 1, 1 };
	const struct series *size = &finding->process->groups[i].size;

	if (!finding->group_trend)
		return;
	out->trend = &finding->group_trend[i];
	out->judged = &finding->group_judged[i];
	if (finding->process->rounds >= METHOD_LINE_ROUNDS && !finding->group_trend[i].has_late &&
		size->n == 2 && !(size->value[0] < size->value[1]) &&
		!(size->value[0] > size->value[1])) {
		out->trend = &still;
		out->judged = &flat;
	}
}

/* Inaccessible address space (guard pages, room for an arena to grow) is not memory: it has no
 * share of the growth. */
static bool is_memory(struct span name)
{
	return !span_is(name, "[reserved]");
}

struct grown_group *grown_groups(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count)
{
	const struct process *process = finding->process;
	struct grown_group *groups = arena_take_array(arena, process->group_count, sizeof *groups);
	double sum = 0;

	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];

		groups[i] = (struct grown_group){ .group = group,
			.change_kib = judged_change(analysis, group),
			.share = -1,
			.is_reserved = !is_memory(group->name) };
		take_trend(finding, i, &groups[i]);
		if (groups[i].change_kib > 0 && is_memory(group->name))
			sum += groups[i].change_kib;
	}
	for (size_t i = 0; i < process->group_count; i++)
		if (groups[i].change_kib > 0 && is_memory(groups[i].group->name))
			groups[i].share = groups[i].change_kib / sum;
	if (process->group_count)
		qsort(groups, process->group_count, sizeof *groups, compare_groups);
	*count = process->group_count;
	return groups;
}

const char *grown_rest(
	struct arena *arena, const struct grown_group *groups, size_t count, size_t shown)
{
	double share = 0, change_kib = 0;
	size_t rest = 0;
	const char *percent, *kib;

	for (size_t i = shown; i < count && groups[i].share > 0; i++, rest++) {
		share += groups[i].share;
		change_kib += groups[i].change_kib;
	}
	if (!rest)
		return "";
	percent = wording_percent(arena, share);
	kib = wording_kib_change(arena, change_kib);
	return text_format(
		arena, "%zu other%s %s, %s KiB", rest, rest == 1 ? "" : "s", percent, kib);
}

struct grown_change *grown_changes(struct arena *arena, const struct grown_side *before,
	const struct grown_side *now, size_t *count)
{
	size_t earlier = before->process->group_count, later = now->process->group_count;
	struct grown_change *changes = arena_take_array(arena, later + earlier, sizeof *changes);
	size_t n = 0;

	for (size_t i = 0; i < later; i++) {
		const struct mapping_group *group = &now->process->groups[i];

		changes[n++] = (struct grown_change){ group->name, NAN,
			judged_change(now->analysis, group) };
	}
	for (size_t i = 0; i < earlier; i++) {
		const struct mapping_group *group = &before->process->groups[i];
		struct span name = group->name;
		size_t k = 0;

		while (k < n && !span_equal(changes[k].name, name))
			k++;
		if (k == n)
			changes[n++] = (struct grown_change){ name, NAN, NAN };
		changes[k].before = judged_change(before->analysis, group);
	}
	*count = n;
	return changes;
}

/* A group that does not exist did not change. */
static double difference_of(const struct grown_change *change)
{
	return fabs((isnan(change->now) ? 0 : change->now) -
		    (isnan(change->before) ? 0 : change->before));
}

static int compare_differences(const void *a, const void *b)
{
	const struct grown_change *x = *(const struct grown_change *const *)a,
				  *y = *(const struct grown_change *const *)b;
	double dx = difference_of(x), dy = difference_of(y);

	return dx < dy || dx > dy ? (dx < dy) - (dx > dy) : (x > y) - (x < y);
}

const struct grown_change **grown_differences(struct arena *arena,
	const struct grown_change *changes, size_t count, size_t most, size_t *shown)
{
	const struct grown_change **list = arena_take_array(arena, count, sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (is_memory(changes[i].name) && difference_of(&changes[i]) > 0)
			list[n++] = &changes[i];
	if (n)
		qsort(list, n, sizeof *list, compare_differences);
	*shown = n < most ? n : most;
	return list;
}

/* How much the use of a group grew whose size did not. */
static double touched_kib(const struct analysis *analysis, const struct mapping_group *group)
{
	const struct series *pss = &group->pss;

	return pss->n && group->kib_last <= group->kib_first
		       ? pss->value[pss->n - 1] - wording_first(analysis, pss)
		       : 0;
}

const struct mapping_group **grown_touched(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count)
{
	const struct process *process = finding->process;
	const struct mapping_group **list = arena_take_array(arena, MOST_TOUCHED + 1, sizeof *list);
	const struct series *rss = &process->value[METRIC_RSS];
	size_t n = 0,
	       groups = finding->reason == REASON_ONLY_RSS || finding->reason == REASON_ONLY_FILES
				? process->group_count
				: 0;

	for (size_t i = 0; i < groups; i++) {
		size_t j = n;

		if (touched_kib(analysis, &process->groups[i]) <= 0)
			continue;
		for (; j > 0 && touched_kib(analysis, list[j - 1]) <
					touched_kib(analysis, &process->groups[i]);
			j--)
			list[j] = list[j - 1];
		list[j] = &process->groups[i];
		n += n < MOST_TOUCHED;
	}
	/* a page or two of other growth explains nothing */
	if (!rss->n)
		n = 0;
	while (n && touched_kib(analysis, list[n - 1]) <
			    0.1 * (rss->value[rss->n - 1] - wording_first(analysis, rss)))
		n--;
	*count = n;
	return list;
}

static int compare_processes(const void *a, const void *b)
{
	const struct grown_process *x = a, *y = b;
	int order;

	if (x->change_kib != y->change_kib)
		return x->change_kib < y->change_kib ? 1 : -1;
	order = span_compare(x->finding->process->name, y->finding->process->name);
	return order ? order
		     : (x->finding->process->pid > y->finding->process->pid) -
			       (x->finding->process->pid < y->finding->process->pid);
}

/* The largest number of rounds in which ps showed a process that is not a target. */
static size_t most_rounds(const struct processes *processes)
{
	size_t most = 0;

	for (size_t i = processes->target_count; i < processes->count; i++)
		most = processes->items[i].rounds > most ? processes->items[i].rounds : most;
	return most;
}

struct grown_process *grown_processes(
	struct arena *arena, const struct analysis *analysis, size_t most, size_t *count)
{
	struct grown_process *list =
		arena_take_array(arena, analysis->processes.count, sizeof *list);
	size_t n = 0, rounds = most_rounds(&analysis->processes);

	for (size_t i = 0; i < analysis->processes.count; i++) {
		const struct process *process = &analysis->processes.items[i];
		double first, last;

		/* a process that came and went only shows its start-up */
		if (!process->is_target && process->rounds * 2 < rounds)
			continue;
		if (wording_ends(analysis, process, METRIC_RSS, &first, &last) && last > first)
			list[n++] = (struct grown_process){ &analysis->findings[i], first, last,
				last - first };
	}
	if (n)
		qsort(list, n, sizeof *list, compare_processes);
	*count = n < most ? n : most;
	return list;
}

const struct finding **grown_beside(
	struct arena *arena, const struct analysis *analysis, size_t *count)
{
	const struct finding **list =
		arena_take_array(arena, analysis->processes.count, sizeof *list);

	*count = 0;
	for (size_t i = analysis->processes.target_count; i < analysis->processes.count; i++)
		if (analysis->findings[i].judged[METRIC_RSS].state == STATE_GROW)
			list[(*count)++] = &analysis->findings[i];
	return list;
}

/* MemAvailable is worse when it is smaller: its trend is judged unchanged, and a fall shows in the
 * sign of its interval. */
static bool is_available(struct span name)
{
	return span_is(name, "MemAvailable");
}

/* More of MemFree or SwapFree is nothing to watch. */
static bool is_free(struct span name)
{
	return span_is(name, "MemFree") || span_is(name, "SwapFree");
}

static bool system_grows(struct span name, const struct system_finding *finding)
{
	return finding->judged.state == STATE_GROW && !is_free(name) &&
	       (!is_available(name) || finding->trend.rate < 0);
}

struct grown_other *grown_others(
	struct arena *arena, const struct analysis *analysis, size_t *count)
{
	static const struct {
		enum metric metric;
		const char *name;
	} watched[] = { { METRIC_THREADS, "threads" }, { METRIC_FDS, "descriptors" },
		{ METRIC_PAGE_TABLES, "page tables" }, { METRIC_SWAP, "swap" } };
	size_t kinds = sizeof watched / sizeof *watched, targets = analysis->processes.target_count;
	struct grown_other *list = arena_take_array(
		arena, targets * kinds + analysis->processes.system_count, sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < targets; i++)
		for (size_t k = 0; k < kinds; k++) {
			const struct finding *finding = &analysis->findings[i];
			enum metric metric = watched[k].metric;

			if (finding->judged[metric].state == STATE_GROW)
				list[n++] = (struct grown_other){ finding->process,
					span_of(watched[k].name), &finding->trend[metric],
					&finding->judged[metric], false, metric_is_count(metric),
					false };
		}
	for (size_t i = 0; analysis->system_findings && i < analysis->processes.system_count; i++) {
		const struct system_finding *finding = &analysis->system_findings[i];
		struct span name = analysis->processes.system[i].name;

		if (analysis->processes.system[i].key < SYSTEM_CGROUP &&
			system_grows(name, finding))
			list[n++] = (struct grown_other){ NULL, name, &finding->trend,
				&finding->judged, is_available(name),
				system_series_is_count(analysis->processes.system[i].key),
				finding->finding != NULL };
	}
	*count = n;
	return list;
}

size_t grown_unjudged(struct grown_other *list, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!list[i].has_verdict)
			list[kept++] = list[i];
	return kept;
}

const char *grown_other_text(
	struct arena *arena, const struct analysis *analysis, const struct grown_other *other)
{
	const char *slope = wording_late(arena, analysis, other->trend);
	const char *first = wording_kib(arena, other->trend->first),
		   *last = wording_kib(arena, other->trend->last);
	return text_format(arena, "%s%s a round, %s → %s%s", slope, other->is_count ? "" : " KiB",
		first, last, other->is_count ? "" : " KiB");
}
