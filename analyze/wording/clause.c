/* clause.c - the parts that the because sentences are made of: slopes, rounds. */
#include "clause.h"

#include <math.h>

#include "../analysis.h"
#include "../verdict/verdict_fit.h"
#include "wording.h"

const struct trend *clause_trend(const struct clause *clause, enum metric metric)
{
	return &clause->finding->trend[metric];
}

/* Has the sentence a rate of footprint and one of private memory? */
static bool has_both(const struct clause *clause)
{
	enum verdict_reason reason = clause->finding->reason;

	return reason == REASON_BOTH_GROW || reason == REASON_ONLY_RSS ||
	       reason == REASON_ONLY_PRIVATE;
}

/* The decimals of the rates in the sentence: as many for each. */
static int decimals_of(const struct clause *clause, enum metric metric)
{
	const struct trend *trend = clause_trend(clause, metric);

	if ((metric == METRIC_FOOTPRINT || metric == METRIC_PRIVATE) && has_both(clause))
		return wording_line_decimals(clause->analysis,
			clause_trend(clause, METRIC_FOOTPRINT),
			clause_trend(clause, METRIC_PRIVATE));
	return wording_line_decimals(clause->analysis, trend, trend);
}

const char *clause_late(const struct clause *clause, enum metric metric)
{
	return wording_late_to(clause->arena, clause->analysis, clause_trend(clause, metric),
		decimals_of(clause, metric));
}

void clause_put_slope(const struct clause *clause, enum metric metric)
{
	const char *slope = clause_late(clause, metric);

	fprintf(clause->file, "%s KiB a round", wording_without_plus(slope));
	if (metric == METRIC_FOOTPRINT &&
		wording_is_unlike_rss(clause->analysis, clause->finding->trend,
			decimals_of(clause, METRIC_FOOTPRINT)))
		fputs(WORDING_OF_ITS_OWN, clause->file);
}

/* ", 2.2 MiB an hour" if the duration of a round is known. */
static void put_hourly(const struct clause *clause, enum metric metric)
{
	double kib_per_hour;

	if (wording_per_hour(clause->analysis, clause_trend(clause, metric)->rate, &kib_per_hour)) {
		fputs(", ", clause->file);
		fputs(wording_rate(clause->arena, kib_per_hour), clause->file);
	}
}

void clause_put_grows(const struct clause *clause, const char *what, enum metric metric)
{
	fprintf(clause->file, "%s grows by ", what);
	clause_put_slope(clause, metric);
	put_hourly(clause, metric);
}

void clause_put_rounds_needed(const struct clause *clause)
{
	const struct process *process = clause->finding->process;
	double needed = clause->finding->rounds_needed,
	       out = (double)wording_left_out(clause->analysis, process);

	if (needed > 0 && needed < 1e9 && needed > (double)process->rounds - out)
		fprintf(clause->file, "; about %.0f rounds %s would tell", ceil(needed) + out,
			process->lives > 1 ? "without a restart" : "in all");
}

double clause_budget(const struct clause *clause)
{
	const struct analysis *analysis = clause->analysis;
	const struct verdict_settings *settings = &analysis->settings;

	return settings->budgets
		       ? verdict_budget_of(settings,
				 (size_t)(clause->finding->process - analysis->processes.items))
		       : settings->budget_kib_per_round;
}

size_t clause_rounds(const struct clause *clause)
{
	const struct process *process = clause->finding->process;

	return process->rounds - wording_left_out(clause->analysis, process);
}

void clause_put_rounds(const struct clause *clause)
{
	size_t rounds = clause_rounds(clause);

	fprintf(clause->file, "%zu round%s", rounds, rounds == 1 ? "" : "s");
}
