/* fleet.c - several runs in one table, corrected for all its tests. */
#include "fleet.h"

#include <math.h>
#include <stdlib.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "../base/list.h"
#include "../base/text.h"
#include "machine.h"
#include "../wording/wording.h"
#include "../stats/adjust.h"

struct fleet_life *fleet_next_life(struct fleet *fleet)
{
	struct fleet_life *life;

	fleet->lives = list_room_in(&fleet->arena, fleet->lives, fleet->life_count + 1,
		&fleet->life_capacity, sizeof *fleet->lives);
	life = &fleet->lives[fleet->life_count++];
	*life = (struct fleet_life){ .pid = 0 };
	return life;
}

struct fleet_run *fleet_next_run(struct fleet *fleet)
{
	struct fleet_run *run;

	fleet->runs = list_room_in(&fleet->arena, fleet->runs, fleet->run_count + 1,
		&fleet->run_capacity, sizeof *fleet->runs);
	run = &fleet->runs[fleet->run_count++];
	*run = (struct fleet_run){ .key_count = 0 };
	return run;
}

/* How many lives of the finding's process were judged: its p values are multiplied by this
 * (docs/method.md 1). */
static double lives_judged(const struct analysis *analysis, const struct finding *finding)
{
	double lives = 0;

	for (size_t i = finding->process->first_life; i != SIZE_MAX;
		i = analysis->processes.items[i].next_life)
		lives += analysis->findings[i].counts;
	return fmax(lives, 1);
}

static int32_t first_pid(const struct analysis *analysis, const struct finding *finding)
{
	return analysis->processes.items[finding->process->first_life].pid;
}

/* Names are stored in printable form, as in JSON: a merge then yields the same bytes. */
static struct span printable(struct fleet *fleet, struct span name)
{
	return span_of(escape_printable(&fleet->arena, name, 0));
}

static void add_life(struct fleet *fleet, const struct analysis *analysis,
	const struct finding *finding, struct span run)
{
	struct fleet_life *life = fleet_next_life(fleet);
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];

	*life = (struct fleet_life){ .run = run,
		.name = printable(fleet, finding->process->name),
		.kind = span_of("process"),
		.pid = finding->process->pid,
		.first_pid = first_pid(analysis, finding),
		.life = finding->process->life,
		.lives = finding->process->lives,
		.verdict = finding->verdict,
		.reason = span_of(verdict_reason_code(finding->reason)),
		.provisional = finding->flags & 1u << FLAG_PROVISIONAL,
		.detectable = finding->detectable,
		.slope = NAN,
		.low = NAN,
		.high = NAN,
		.private_slope = NAN };
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++) {
		const struct trend *trend = &finding->trend[metric];
		const struct judgement *judged = &finding->judged[metric];

		life->measured[metric] =
			finding->counts && trend->has_late && metric_row(metric)->decides;
		life->grows[metric] = life->measured[metric] && judged->state == STATE_GROW &&
				      judged->p_adjusted < 1;
		/* thousands of lives too short to be judged need no count of the others */
		life->p[metric] =
			trend->has_late ? fmin(1, judged->p * lives_judged(analysis, finding)) : 1;
	}
	if (footprint->has_late) {
		life->slope = wording_per_round(analysis, footprint->rate);
		life->low = wording_per_round(analysis, footprint->rate_low);
		life->high = wording_per_round(analysis, footprint->rate_high);
	}
	if (finding->trend[METRIC_PRIVATE].has_late)
		life->private_slope =
			wording_per_round(analysis, finding->trend[METRIC_PRIVATE].rate);
	if (life->detectable >= 0)
		life->detectable = wording_per_round(analysis, life->detectable);
}

/* Marks the lives of a process that was just added. */
static void mark_process(
	struct fleet *fleet, const struct analysis *analysis, const struct process_verdict *verdict)
{
	struct fleet_life *lives =
		fleet->lives + fleet->life_count - analysis->processes.target_count;

	for (size_t i = verdict->first; i != SIZE_MAX; i = analysis->processes.items[i].next_life) {
		lives[i].in_group = verdict->in_group;
		lives[i].known = verdict->known;
	}
}

struct span fleet_group_name(struct fleet *fleet, struct span name)
{
	return span_of(text_format(
		&fleet->arena, FLEET_GROUP "%.*s", (int)name.len, name.at ? name.at : ""));
}

/* Adds the group that is at place k in the reports. */
static void add_group(struct fleet *fleet, const struct analysis *groups, size_t k, struct span run)
{
	size_t place = groups->verdicts[k].gravest;
	struct fleet_life *life;

	add_life(fleet, groups, &groups->findings[place], run);
	life = &fleet->lives[fleet->life_count - 1];
	life->is_group = true;
	life->known = groups->verdicts[k].known;
	life->kind = span_of(pool_kind_code(groups->pools.items[place].kind));
	life->name = fleet_group_name(fleet, life->name);
	life->first_pid = (int32_t)k;
}

void fleet_add(struct fleet *fleet, const struct analysis *analysis)
{
	struct fleet_run *run = fleet_next_run(fleet);
	size_t machine = machine_gravest(analysis);

	*run = (struct fleet_run){ .name = printable(fleet, analysis->run_name),
		.host = printable(fleet, analysis->info.host),
		.kernel = printable(fleet, analysis->info.kernel),
		.collector = printable(fleet, analysis->info.collector),
		.lacks = analysis->outcome.lacks || analysis->outcome.status == EXIT_STATUS_NOTHING,
		.over = analysis->outcome.over,
		.machine_fails =
			machine != SIZE_MAX && machine_says(analysis, machine) == MACHINE_FAILS,
		.keys = arena_take_array(&fleet->arena, FLEET_KEYS, sizeof *run->keys) };
	run->key_count = fleet_keys(&analysis->info, run->keys);
	for (size_t i = 0; i < run->key_count; i++)
		run->keys[i] = (struct fleet_key){ printable(fleet, run->keys[i].key),
			printable(fleet, run->keys[i].value) };
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		add_life(fleet, analysis, &analysis->findings[i], run->name);
	for (size_t k = 0; k < analysis->verdict_count; k++)
		mark_process(fleet, analysis, &analysis->verdicts[k]);
	for (size_t k = 0; analysis->groups && k < analysis->groups->verdict_count; k++)
		add_group(fleet, analysis->groups, k, run->name);
}

/* Sorts runs by name, lives by run, process, life: the table does not depend on the order of the
 * operands. */
static int compare_lives(const void *a, const void *b)
{
	const struct fleet_life *x = a, *y = b;
	int order = span_compare(x->run, y->run);

	if (!order)
		order = span_compare(x->name, y->name);
	if (!order)
		order = (x->first_pid > y->first_pid) - (x->first_pid < y->first_pid);
	if (!order)
		order = (x->life > y->life) - (x->life < y->life);
	return order ? order : (x->pid > y->pid) - (x->pid < y->pid);
}

static int compare_runs(const void *a, const void *b)
{
	return span_compare(
		((const struct fleet_run *)a)->name, ((const struct fleet_run *)b)->name);
}

/* Adjusts one metric over all lives that measured it, or over all groups (Benjamini & Hochberg
 * 1995). */
static void adjust_metric(
	struct fleet *fleet, enum metric metric, bool groups, double *p, size_t *order)
{
	size_t n = 0;

	for (size_t i = 0; i < fleet->life_count; i++)
		if (fleet->lives[i].measured[metric] && fleet->lives[i].is_group == groups)
			p[n++] = fleet->lives[i].p[metric];
	adjust_benjamini_hochberg(n, p, order);
	n = 0;
	for (size_t i = 0; i < fleet->life_count; i++)
		if (fleet->lives[i].is_group == groups)
			fleet->lives[i].p_adjusted[metric] =
				fleet->lives[i].measured[metric] ? p[n++] : 1;
}

/* A growth found in its own run that does not survive the correction over all is not proven:
 * inconclusive. */
static enum verdict_kind corrected(const struct fleet_life *life, double alpha)
{
	bool grew = false, lost = false;

	if (life->verdict < VERDICT_SUSPECT)
		return life->verdict;
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++) {
		grew |= life->grows[metric] && life->p_adjusted[metric] < alpha;
		lost |= life->grows[metric] && life->p_adjusted[metric] >= alpha;
	}
	if (!lost)
		return life->verdict;
	return grew && life->verdict == VERDICT_LEAK ? VERDICT_SUSPECT
	       : grew                                ? life->verdict
						     : VERDICT_INCONCLUSIVE;
}

/* Marks for each run whether it leaks; runs and lives are sorted by name, and each life's run
 * exists. */
static void mark_runs(struct fleet *fleet)
{
	for (size_t i = 0, r = 0; i < fleet->life_count; i++) {
		while (!span_equal(fleet->runs[r].name, fleet->lives[i].run))
			r++;
		if (fleet->lives[i].in_group)
			continue;
		fleet->runs[r].leaks |= fleet->lives[i].corrected == VERDICT_LEAK;
		fleet->runs[r].suspect |= fleet->lives[i].corrected == VERDICT_SUSPECT;
	}
}

void fleet_correct(struct fleet *fleet, double alpha)
{
	double *p = arena_take_array(&fleet->arena, fleet->life_count + 1, sizeof *p);
	size_t *order = arena_take_array(&fleet->arena, fleet->life_count + 1, sizeof *order);

	if (fleet->life_count)
		qsort(fleet->lives, fleet->life_count, sizeof *fleet->lives, compare_lives);
	if (fleet->run_count)
		qsort(fleet->runs, fleet->run_count, sizeof *fleet->runs, compare_runs);
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
		for (int groups = 0; groups < 2; groups++)
			adjust_metric(fleet, metric, groups, p, order);
	for (size_t i = 0; i < fleet->life_count; i++)
		fleet->lives[i].corrected = corrected(&fleet->lives[i], alpha);
	mark_runs(fleet);
}

/* Are two lives, one after the other as fleet_correct sorts them, restarts of one process? */
static bool are_one_process(const struct fleet_life *a, const struct fleet_life *b)
{
	return span_equal(a->run, b->run) && span_equal(a->name, b->name) &&
	       a->first_pid == b->first_pid;
}

size_t fleet_process(const struct fleet *fleet, size_t first, enum verdict_kind *gravest)
{
	size_t end = first + 1;

	*gravest = fleet->lives[first].corrected;
	for (; end < fleet->life_count && are_one_process(&fleet->lives[first], &fleet->lives[end]);
		end++)
		if (fleet->lives[end].corrected > *gravest)
			*gravest = fleet->lives[end].corrected;
	return end;
}

size_t fleet_count(const struct fleet *fleet, enum verdict_kind verdict)
{
	enum verdict_kind gravest;
	size_t count = 0;

	for (size_t i = 0, end; i < fleet->life_count; i = end) {
		end = fleet_process(fleet, i, &gravest);
		count += gravest == verdict && !fleet->lives[i].in_group;
	}
	return count;
}

void fleet_free(struct fleet *fleet)
{
	arena_free(&fleet->arena);
	*fleet = (struct fleet){ .life_count = 0 };
}
