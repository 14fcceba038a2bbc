/* verdict_trends.c - the finding of each life by its trends alone: fitted, corrected, judged by the
 * rules, reviewed. */
#include "verdict_trends.h"

#include <math.h>

#include "../base/arena.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_review.h"
#include "verdict_rules.h"

/* Seconds until the available memory is used up, from the interval of the late slope. */
static void forecast(struct finding *finding, const struct verdict_settings *settings)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	double x_s = settings->x_s;

	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	if (finding->verdict != VERDICT_LEAK || settings->mem_available_kib < 0.0 || x_s <= 0.0 ||
		footprint->rate_high <= 0.0)
		return;
	finding->exhausted_low_s = settings->mem_available_kib / footprint->rate_high * x_s;
	finding->exhausted_high_s =
		footprint->rate_low > 0.0 ? settings->mem_available_kib / footprint->rate_low * x_s
					  : INFINITY;
}

/* The input for judging one life. */
struct question {
	const struct verdict_settings *settings;
	const struct process *process; /* without its pulses */
	const struct life_trends *trends;
	const struct corrected *corrected;
	double budget; /* KiB per round; < 0: none */
	struct arena *arena, *scratch;
};

static const struct judgement *judge_groups(const struct question *q)
{
	struct judgement *judged;

	if (!q->trends->group)
		return NULL;
	judged = arena_take_array(q->arena, q->process->group_count, sizeof *judged);
	for (size_t g = 0; g < q->process->group_count; g++) {
		struct rule_settings rules = verdict_fit_rules(
			q->settings, METRIC_PRIVATE, q->process->groups[g].size.grain, q->budget);

		judged[g] = verdict_state(&q->trends->group[g], q->corrected->group[g], &rules);
	}
	return judged;
}

/* Judges each metric by itself, then weighs private memory against the footprint, then doubts what
 * few rounds cannot show. */
static enum private_says judge_metrics(const struct question *q, const struct evidence *life,
	const struct rule_settings *footprint_rules, struct judgement *judged)
{
	struct private_view view;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		struct rule_settings rules = verdict_fit_rules(
			q->settings, metric, q->process->value[metric].grain, q->budget);

		judged[metric] =
			verdict_state(&life->trend[metric], q->corrected->metric[metric], &rules);
	}
	view = verdict_private(life, judged, footprint_rules, q->scratch);
	judged[METRIC_FOOTPRINT] = view.footprint;
	judged[METRIC_PRIVATE] = view.private;
	if (!verdict_any_grows(judged)) {
		judged[METRIC_FOOTPRINT] =
			verdict_doubt(&life->trend[METRIC_FOOTPRINT], view.footprint);
		judged[METRIC_PRIVATE] = verdict_doubt(&life->trend[METRIC_PRIVATE], view.private);
	}
	return view.says;
}

static struct finding judge_life(const struct question *q)
{
	struct evidence life = { q->process, q->trends->metric };
	struct rule_settings rules = verdict_fit_rules(q->settings, METRIC_FOOTPRINT,
		q->process->value[METRIC_FOOTPRINT].grain, q->budget);
	struct finding finding = { .process = q->process,
		.trend = q->trends->metric,
		.group_trend = q->trends->group,
		.group_judged = judge_groups(q),
		.counts = q->corrected->counts };
	enum private_says says = judge_metrics(q, &life, &rules, finding.judged);
	struct look look = verdict_look(&life, finding.judged, says, rules.floor);
	struct life_verdict verdict = verdict_earned(
		verdict_life(&life, finding.judged, &look, says, rules.budget), &life,
		finding.judged,
		&(struct circumstances){ q->settings->has_action, q->settings->action_failed,
			q->settings->undrawn, q->settings->clock_lost });

	finding.shape = look.shape;
	finding.flags = look.flags;
	finding.warm_up_rounds = look.warm_up_rounds;
	finding.verdict = finding.counts ? verdict.verdict : VERDICT_INCONCLUSIVE;
	finding.reason = finding.counts ? verdict.reason : REASON_SHORT_LIFE;
	finding.decided_by = verdict.decided_by;
	finding.detectable = verdict.detectable;
	finding.rounds_needed = verdict.rounds_needed;
	forecast(&finding, q->settings);
	return finding;
}

/* All lives without their pulses; the pulses are written to pulses[]. */
static struct processes calm_all(const struct processes *processes, double page_kib,
	struct arena *kept, struct arena *arena, struct pulses *pulses)
{
	struct processes calm = *processes;

	calm.items = arena_take_array(kept, processes->count + 1, sizeof *calm.items);
	for (size_t i = 0; i < processes->count; i++)
		calm.items[i] = verdict_calm(&processes->items[i], page_kib, arena, &pulses[i]);
	return calm;
}

void verdict_trends(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests)
{
	struct arena kept = { NULL, 0 }, scratch = { NULL, 0 };
	struct pulses *pulses = arena_take_array(&kept, processes->count + 1, sizeof *pulses);
	struct processes calm = calm_all(processes, settings->page_kib, &kept, arena, pulses);
	const struct life_trends *trends = verdict_fit(&calm, settings, arena);
	const struct corrected *corrected = verdict_correct(&calm, trends, &kept, tests);

	for (size_t i = 0; i < processes->count; i++) {
		findings[i] = judge_life(&(struct question){ settings, &calm.items[i], &trends[i],
			&corrected[i], verdict_budget_of(settings, i), arena, &scratch });
		findings[i].process = &processes->items[i];
		findings[i].pulses = pulses[i];
		findings[i].flags |= pulses[i].count ? 1u << FLAG_PULSE : 0;
		arena_reset(&scratch);
	}
	arena_free(&kept);
	arena_free(&scratch);
	if (!settings->no_review)
		verdict_review(processes, settings, tests, findings);
}
