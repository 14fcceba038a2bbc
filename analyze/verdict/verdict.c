/* verdict.c - the steps from trends to verdicts: which lives are judged, correction for the number
 * of tests, forecast. */
#include "verdict.h"

#include <math.h>

#include "../base/arena.h"
#include "../stats/adjust.h"
#include "verdict_fit.h"
#include "verdict_rules.h"

/* Which lives are judged: those of 12 rounds or more; where a process has none, its longest. Gives
 * lives judged in *lives. */
static void choose_lives(const struct processes *processes, struct finding *findings, size_t *lives)
{
	for (size_t i = 0; i < processes->count; i++) {
		const struct process *items = processes->items;
		size_t longest = i, count = 0;

		if (items[i].first_life != i)
			continue;
		for (size_t j = i; j != SIZE_MAX; j = items[j].next_life) {
			count += items[j].rounds >= VERDICT_SHORT_LIFE;
			if (items[j].rounds > items[longest].rounds)
				longest = j;
		}
		for (size_t j = i; j != SIZE_MAX; j = items[j].next_life) {
			findings[j].judged =
				count ? items[j].rounds >= VERDICT_SHORT_LIFE : longest == j;
			lives[j] = count ? count : 1;
		}
	}
}

/* Corrects the p values of one metric over the judged lives of items from..to; gives how many there
 * are. */
static size_t adjust_metric(struct finding *findings, size_t from, size_t to, enum metric metric,
	const size_t *lives, double *p)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		if (findings[i].judged && findings[i].trend[metric].limit != TREND_ABSENT)
			p[count++] = fmin(1.0, findings[i].trend[metric].late_p * (double)lives[i]);
	adjust_benjamini_hochberg(count, p);
	count = 0;
	for (size_t i = from; i < to; i++)
		if (findings[i].judged && findings[i].trend[metric].limit != TREND_ABSENT)
			findings[i].trend[metric].p_adjusted = p[count++];
	return count;
}

/* The same for the mapping groups of all lives. */
static void adjust_groups(
	const struct processes *processes, struct finding *findings, struct arena *scratch)
{
	size_t count = 0;
	double *p;

	for (size_t i = 0; i < processes->count; i++)
		count += findings[i].group_trend ? findings[i].process->group_count : 0;
	p = arena_take_array(scratch, count + 1, sizeof *p);
	count = 0;
	for (size_t i = 0; i < processes->count; i++)
		for (size_t g = 0; findings[i].group_trend && g < findings[i].process->group_count;
			g++)
			p[count++] = findings[i].group_trend[g].late_p;
	adjust_benjamini_hochberg(count, p);
	count = 0;
	for (size_t i = 0; i < processes->count; i++)
		for (size_t g = 0; findings[i].group_trend && g < findings[i].process->group_count;
			g++)
			findings[i].group_trend[g].p_adjusted = p[count++];
}

static struct rule_settings rules_of(const struct verdict_settings *settings, enum metric metric,
	const struct series *series, double budget)
{
	struct trend_settings fit = verdict_fit_settings(settings, metric, series->grain, budget);

	return (struct rule_settings){
		.alpha = settings->alpha, .page = fit.page, .floor = fit.floor, .budget = fit.budget
	};
}

/* Seconds until what is available is used up, from the interval of the late slope. */
static void forecast(struct finding *finding, const struct verdict_settings *settings)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	double x_s = settings->round_s / settings->round_x; /* seconds a unit of x */

	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	if (finding->verdict != VERDICT_LEAK || settings->mem_available_kib < 0.0 ||
		settings->round_s <= 0.0 || footprint->late_high <= 0.0)
		return;
	finding->exhausted_low_s = settings->mem_available_kib / footprint->late_high * x_s;
	finding->exhausted_high_s =
		footprint->late_low > 0.0 ? settings->mem_available_kib / footprint->late_low * x_s
					  : INFINITY;
}

static void judge_life(struct finding *finding, const struct verdict_settings *settings,
	double budget, struct arena *scratch)
{
	const struct process *process = finding->process;
	struct rule_settings rules;
	enum private_says says;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		rules = rules_of(settings, metric, &process->value[metric], budget);
		verdict_set_state(&finding->trend[metric], &rules);
	}
	for (size_t g = 0; finding->group_trend && g < process->group_count; g++) {
		rules = rules_of(settings, METRIC_PRIVATE, &process->groups[g].size, budget);
		verdict_set_state(&finding->group_trend[g], &rules);
	}
	rules = rules_of(settings, METRIC_FOOTPRINT, &process->value[METRIC_FOOTPRINT], budget);
	says = verdict_weigh_private(finding, &rules, scratch);
	verdict_set_shape(finding, &rules);
	verdict_set_life(finding, &rules, says);
	if (!finding->judged) {
		finding->verdict = VERDICT_INCONCLUSIVE;
		finding->reason = REASON_SHORT_LIFE;
	}
	forecast(finding, settings);
	arena_reset(scratch);
}

void verdict_judge(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests)
{
	static const enum metric others[] = { METRIC_SWAP, METRIC_PAGE_TABLES, METRIC_THREADS };
	struct arena scratch = { NULL, 0 };
	size_t *lives = arena_take_array(&scratch, processes->count + 1, sizeof *lives);
	double *p = arena_take_array(&scratch, processes->count + 1, sizeof *p);

	*tests = (struct verdict_tests){ 0 };
	verdict_fit(processes, settings, arena, findings);
	choose_lives(processes, findings, lives);
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++) {
		tests->count[metric] =
			adjust_metric(findings, 0, processes->target_count, metric, lives, p);
		adjust_metric(
			findings, processes->target_count, processes->count, metric, lives, p);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		adjust_metric(findings, 0, processes->count, others[i], lives, p);
	tests->ps_count = processes->count - processes->target_count;
	adjust_groups(processes, findings, &scratch);
	arena_reset(&scratch);
	for (size_t i = 0; i < processes->count; i++)
		judge_life(&findings[i], settings, verdict_budget_of(settings, i), &scratch);
	arena_free(&scratch);
}

/* A number that is worse for being less: its fall is what grows. */
static void judge_falling(const struct series *series, const struct trend_settings *fit,
	struct trend_work *work, struct arena *scratch, struct trend *trend)
{
	double *negative = arena_take_array(scratch, series->n + 1, sizeof *negative);
	struct trend fall;

	for (size_t i = 0; i < series->n; i++)
		negative[i] = -series->value[i];
	verdict_fit_trend(series->n, series->x, negative, fit, work, &fall);
	trend->late_p = fall.late_p;
	trend->p_adjusted = fall.late_p;
	fall.p_adjusted = fall.late_p;
	verdict_set_state(
		&fall, &(struct rule_settings){ fit->alpha, fit->page, fit->floor, -1.0 });
	trend->state = fall.state;
	trend->reason = fall.reason;
}

void verdict_system(const struct processes *processes, const struct verdict_settings *settings,
	struct finding *findings)
{
	struct trend_work *work = verdict_fit_work(NULL);
	struct arena scratch = { NULL, 0 };

	for (size_t i = 0; i < processes->system_count; i++) {
		const struct series *series = &processes->system[i].series;
		struct trend_settings fit =
			verdict_fit_settings(settings, METRIC_RSS, series->grain, -1.0);
		struct trend *trend = &findings[i].trend[METRIC_RSS];

		verdict_fit_trend(series->n, series->x, series->value, &fit, work, trend);
		trend->p_adjusted = trend->late_p;
		verdict_set_state(
			trend, &(struct rule_settings){ fit.alpha, fit.page, fit.floor, -1.0 });
		if (span_is(processes->system[i].name, "MemAvailable"))
			judge_falling(series, &fit, work, &scratch, trend);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	trend_work_free(work);
}
