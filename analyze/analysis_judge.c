/* analysis_judge.c - judges a run: trends, verdicts of lives, processes, groups and the system, and
 * what they mean for the exit status. */
#include "analysis_judge.h"

#include "across/gate.h"
#include "across/gate_answer.h"
#include "across/outcome.h"
#include "analysis.h"
#include "metrics.h"
#include "options.h"
#include "quantity.h"
#include "verdict/method.h"
#include "verdict/verdict_works.h"

/* x of the first round that is judged. */
static double skip_x(const struct analysis *analysis)
{
	size_t i = 0;

	if (!analysis->by_time)
		return analysis->skip;
	while (i < analysis->rounds.count && analysis->rounds.items[i].number < analysis->skip)
		i++;
	return i < analysis->rounds.count ? rounds_time(&analysis->rounds, i)->elapsed_s : 0;
}

/* Did ACTION fail in more than a twentieth of the judged rounds? */
static bool action_failed(const struct analysis *analysis)
{
	size_t failed, count = happenings_actions(&analysis->happenings, analysis->skip, &failed);

	return (double)failed > METHOD_ACTION_FAILED * (double)count;
}

/* Budgets of the sums: by the gate; else what --budget grants a process, for each member. */
static const double *budgets_of_groups(
	const struct analysis *groups, const struct gate *gate, struct arena *arena)
{
	const double *own = gate_budgets(gate, METRIC_FOOTPRINT, groups, arena);
	double each = groups->settings.budget_kib_per_round,
	       *budgets = arena_take_array(arena, groups->pools.count + 1, sizeof *budgets);

	for (size_t i = 0; i < groups->pools.count; i++)
		budgets[i] = own && own[i] >= 0 ? own[i]
			     : each >= 0        ? each * (double)groups->pools.items[i].granted
						: -1.0;
	return budgets;
}

/* A group may use the budget of each member that lives at a time. Where members multiply, those
 * that it began with: else a leak of whole processes would bring its own budget. */
static void grant_budgets(struct pools *pools, const struct pool_finding *findings)
{
	for (size_t i = 0; i < pools->count; i++) {
		struct pool *pool = &pools->items[i];
		bool multiply =
			findings[i].members && findings[i].members->verdict >= VERDICT_SUSPECT;
		size_t members = multiply ? pool->first : pool->most;

		pool->granted = members ? members : 1;
	}
}

/* Judges the groups as the processes of a run of their own. */
static void judge_groups(struct analysis *analysis)
{
	const struct analyze_options *options = analysis->options;
	size_t count = analysis->pools.count;
	struct arena *arena = &analysis->arena;
	struct pool_finding *findings;
	struct pool_verdicts judged;
	struct analysis *groups;

	if (!count)
		return;
	groups = arena_take(arena, sizeof *groups);
	*groups = *analysis;
	groups->arena = groups->notes_arena = (struct arena){ NULL, 0 };
	groups->members = analysis;
	groups->attributed = NULL; /* that of the members */
	groups->processes = analysis->pools.sums;
	groups->settings.heap_budgets = NULL;
	findings = verdict_pool_members(
		&analysis->processes, &analysis->pools, &groups->settings, arena);
	grant_budgets(&analysis->pools, findings);
	groups->settings.budgets = budgets_of_groups(groups, options->rules, arena);
	judged.findings = findings;
	verdict_pools(&analysis->processes, &analysis->pools, &groups->settings, arena, &judged);
	groups->findings = judged.sums;
	groups->tests = judged.tests;
	groups->pool_findings = analysis->pool_findings = judged.findings;
	groups->verdicts = arena_take_array(arena, count + 1, sizeof *groups->verdicts);
	groups->verdict_count =
		verdict_processes(&groups->processes, groups->findings, groups->verdicts);
	gate_mark_known(options->rules, groups);
	gate_mark_counts(options->rules, groups);
	analysis->groups = groups;
	verdict_pool_mark(&analysis->processes, &analysis->pools, &judged, analysis->findings,
		analysis->verdicts, analysis->verdict_count);
}

/* The work spaces take memory that the reports can use. */
static void free_works(struct analysis *analysis)
{
	verdict_works_free(analysis->settings.works);
	analysis->settings.works = NULL;
	if (analysis->groups)
		analysis->groups->settings.works = NULL;
}

static struct verdict_settings settings_of(struct analysis *analysis)
{
	const struct analyze_options *options = analysis->options;
	size_t failed;

	return (struct verdict_settings){ .alpha = options->alpha,
		.budget_kib_per_round = quantity_per_round(&options->budget, analysis->round_s),
		.budgets =
			gate_budgets(options->rules, METRIC_FOOTPRINT, analysis, &analysis->arena),
		.heap_budgets =
			gate_budgets(options->rules, METRIC_HEAP, analysis, &analysis->arena),
		.page_kib = analysis->info.page_kib,
		.round_x = analysis->round_x,
		.mem_available_kib = analysis->mem_available_kib,
		.x_s = analysis->by_time ? 1.0 : analysis->round_mean_s,
		.skip_x = skip_x(analysis),
		.action_failed = action_failed(analysis),
		.undrawn = design_undrawn(&analysis->design, analysis->skip).len > 0,
		.has_action =
			happenings_actions(&analysis->happenings, analysis->skip, &failed) > 0,
		.clock_lost = analysis->by_time &&
			      happenings_untimed(&analysis->happenings, analysis->skip),
		.most_kib = -1.0,
		.jobs = options->jobs };
}

void analysis_judge(struct analysis *analysis)
{
	const struct analyze_options *options = analysis->options;
	struct processes *processes = &analysis->processes;

	analysis->settings = settings_of(analysis);
	analysis->settings.works = verdict_works_new(processes, &analysis->settings);
	analysis->findings = arena_take_array(
		&analysis->arena, processes->count + 1, sizeof *analysis->findings);
	verdict_judge(processes, &analysis->settings, &analysis->arena, analysis->findings,
		&analysis->tests);
	analysis->attributed = verdict_attribute(processes, analysis->findings, &analysis->design,
		&analysis->rounds, &analysis->settings, &analysis->arena);
	verdict_attribution_apply(
		analysis->findings, analysis->attributed, processes->target_count);
	analysis->system_findings = arena_take_array(
		&analysis->arena, processes->system_count + 1, sizeof *analysis->system_findings);
	verdict_system(processes, &analysis->settings,
		gate_system_budgets(options->rules, analysis->round_s, &analysis->arena),
		&analysis->arena, analysis->system_findings);
	analysis->verdicts = arena_take_array(
		&analysis->arena, processes->target_count + 1, sizeof *analysis->verdicts);
	analysis->verdict_count =
		verdict_processes(processes, analysis->findings, analysis->verdicts);
	judge_groups(analysis);
	free_works(analysis);
	gate_mark_known(options->rules, analysis);
	gate_mark_counts(options->rules, analysis);
	gate_mark_system(options->rules, analysis);
	gate_answer_list_missing(options->rules, analysis);
	analysis->outcome = outcome_of(analysis, &analysis->arena);
}
