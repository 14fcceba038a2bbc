/* wording_reason.c - writes the because sentence of a verdict: its reason in words and numbers. */
#include <math.h>
#include <stdio.h>

#include "../base/text.h"
#include "../verdict/method.h"
#include "clause.h"
#include "clause_inconclusive.h"
#include "wording.h"
#include "wording_heap.h"

/* Where a leak that would have shown otherwise may be. */
static void put_hiding(const struct clause *clause)
{
	const struct finding *finding = clause->finding;

	if (finding->one_rise_kib > 0 && finding->one_rise_hides)
		fprintf(clause->file, ", unless the %s KiB that came at once are one of its steps",
			wording_number(clause->arena, finding->one_rise_kib));
	else if (finding->one_rise_kib > 0)
		fprintf(clause->file, " (the %s KiB that came at once may be one of its steps)",
			wording_number(clause->arena, finding->one_rise_kib));
	else if (finding->free_room_kib > 0)
		fprintf(clause->file, ", unless %s KiB of free heap took it in",
			wording_number(clause->arena, finding->free_room_kib));
}

/* Without this, "stable" says only half. */
static void put_detectable(const struct clause *clause)
{
	const char *shown = wording_shown(clause->arena, clause->analysis, clause->finding);

	if (!shown)
		return;
	fprintf(clause->file, "; %s", shown);
	put_hiding(clause);
}

static bool has_flag(const struct clause *clause, enum verdict_flag flag)
{
	return clause->finding->flags & 1u << flag;
}

/* "; provisional: 30 cold rounds" */
static void put_provisional(const struct clause *clause)
{
	if (clause->finding->provisional != PROVISIONAL_NOT)
		fprintf(clause->file, "; %s", wording_provisional(clause->arena, clause->finding));
}

/* A growth whose memory at the end is not more than at the start: what start-up took came back, or
 * the two readings are a low and a high one. */
static void put_given_back(const struct clause *clause)
{
	const struct finding *finding = clause->finding;
	bool swings = !has_flag(clause, FLAG_DROP) &&
		      (finding->shape == SHAPE_SAWTOOTH || finding->shape == SHAPE_PERIODIC ||
			      has_flag(clause, FLAG_SAWTOOTH) || has_flag(clause, FLAG_PERIODIC));
	double first, last;

	if (!wording_ends(clause->analysis, finding->process, METRIC_RSS, &first, &last) ||
		last > first)
		return;
	fputs(swings || last >= first
			? ", below readings that swing, of which the first and the last tell nothing"
			: ", behind a start-up that was given back",
		clause->file);
}

static void say_leak(const struct clause *clause)
{
	bool silent = clause->finding->reason == REASON_PRIVATE_FOLLOWS &&
		      has_flag(clause, FLAG_PRIVATE_SILENT);

	if (clause->finding->reason == REASON_HEAP_GROWS) {
		clause_put_grows(clause, "what the program holds on to in its heap", METRIC_OLD);
		fputs(": the old generation after each full collection", clause->file);
		put_provisional(clause);
		return;
	}
	if (clause->finding->reason == REASON_BOTH_GROW) {
		clause_put_grows(clause, "private memory", METRIC_PRIVATE);
		fputs(", to the end of the run, and resident memory with it by ", clause->file);
		clause_put_slope(clause, METRIC_FOOTPRINT);
		put_given_back(clause);
		put_provisional(clause);
		return;
	}
	clause_put_grows(clause, "resident memory", METRIC_FOOTPRINT);
	fputs(", to the end of the run; ", clause->file);
	if (silent)
		fprintf(clause->file,
			"private memory is taken some %s at a time, too coarse to show it yet",
			wording_size(clause->arena, clause->finding->process->quantum_kib));
	else
		fputs("private memory goes with it in the steps of its allocator", clause->file);
	put_given_back(clause);
	put_provisional(clause);
}

static double floor_kib(const struct clause *clause)
{
	return METHOD_FLOOR_PAGES * clause->analysis->settings.page_kib;
}

/* For a suspect: what the other metric did, and what that may mean where it does not grow. Steps
 * may be all the same growth, seen from an allocator. */
static void put_other(
	const struct clause *clause, const char *what, enum metric metric, const char *perhaps)
{
	const struct trend *trend = clause_trend(clause, metric);

	if (trend->rises_in_steps && trend->judged_growth >= floor_kib(clause)) {
		fprintf(clause->file,
			"; %s rose in a few steps, which do not tell whether it goes on", what);
		return;
	}
	if (trend->n < clause->finding->process->rounds - clause->finding->process->rounds / 10)
		fprintf(clause->file, "; %s was measured in %zu of %zu rounds, and does not there",
			what, trend->n, clause->finding->process->rounds);
	else
		fprintf(clause->file, "; %s was measured and does not", what);
	if (trend->has_late && !trend->constant) {
		fputs(" (", clause->file);
		fputs(clause_late(clause, metric), clause->file);
		fputc(')', clause->file);
	}
	fprintf(clause->file, ": %s, perhaps", perhaps);
}

static void say_suspect_reason(const struct clause *clause)
{
	switch (clause->finding->reason) {
	case REASON_ONLY_RSS:
		clause_put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		put_other(clause, "private memory", METRIC_PRIVATE,
			"memory reserved earlier is being touched");
		break;
	case REASON_ONLY_PRIVATE:
		clause_put_grows(clause, "private memory", METRIC_PRIVATE);
		put_other(clause, "resident memory", METRIC_FOOTPRINT,
			"memory is reserved and not touched");
		break;
	case REASON_ONLY_FILES:
		clause_put_grows(
			clause, "what is resident of files and shared memory", METRIC_REST);
		fputs("; the process's own memory does not grow", clause->file);
		break;
	case REASON_HEAP_RETAINED:
		clause_put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		fputs(", and what the program holds on to in its heap does not: it grows outside of it, or the heap keeps what it got",
			clause->file);
		break;
	case REASON_MEMBERS_GROW:
		fputs("its processes multiply, though their sum does not grow for certain",
			clause->file);
		break;
	case REASON_NO_PRIVATE:
		clause_put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		fputs("; private memory was not measured, so that half of the proof is missing",
			clause->file);
		break;
	default:
		clause_put_grows(clause, "private memory", METRIC_PRIVATE);
		fputs("; resident memory was not measured, so that half of the proof is missing",
			clause->file);
	}
}

static void say_suspect(const struct clause *clause)
{
	say_suspect_reason(clause);
	if (clause->finding->judged[METRIC_FOOTPRINT].state == STATE_GROW)
		put_given_back(clause);
}

/* The metric whose rate at the end is a rise beside which "no longer grows" would be a
 * contradiction; METRICS: none. */
static enum metric still_rising(const struct clause *clause)
{
	static const enum metric both[] = { METRIC_FOOTPRINT, METRIC_PRIVATE };

	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		const struct trend *trend = clause_trend(clause, both[i]);

		if (trend->has_late && trend->rate_low > 0 &&
			trend->rate * trend->span >= floor_kib(clause))
			return both[i];
	}
	return METRICS;
}

/* ", and no longer grows", or what is left: ", and it gains no more than 3.8 ± 0.4 KiB a round at
 * the end". */
static void put_end(const struct clause *clause, const char *ended)
{
	enum metric metric = still_rising(clause);

	if (metric == METRICS) {
		fputs(ended, clause->file);
		return;
	}
	fputs(", and it gains no more than ", clause->file);
	clause_put_slope(clause, metric);
	fputs(" at the end", clause->file);
}

/* What it gained is less than it gave back before: beside a fall in the table "it filled up" alone
 * would be a contradiction. */
static void put_below(const struct clause *clause)
{
	double first, last;

	if (wording_ends(clause->analysis, clause->finding->process, METRIC_RSS, &first, &last) &&
		last < first)
		fputs(", ends below where it began", clause->file);
}

/* Says how a growth ended, according to its shape. */
static void say_stopped(const struct clause *clause)
{
	const struct finding *finding = clause->finding;

	switch (finding->shape) {
	case SHAPE_WARM_UP:
		fputs("it grew while it warmed up", clause->file);
		if (finding->warm_up_rounds)
			fprintf(clause->file, ", in the first %zu rounds", finding->warm_up_rounds);
		put_below(clause);
		put_end(clause, ", and no longer grows");
		break;
	case SHAPE_FILLING:
		fputs("it filled up to a bound, as a cache does", clause->file);
		put_below(clause);
		put_end(clause, ", and no longer grows");
		break;
	case SHAPE_STEP:
		fputs("it rose in one or two steps", clause->file);
		put_end(clause, " and is flat before and after: a cache or a buffer, perhaps");
		break;
	default:
		fputs("it grew", clause->file);
		put_end(clause, ", and that has ended");
	}
}

/* Is the change of a metric, which tables print, so large that "it grew by 20 KiB in all" beside it
 * would be wrong? */
static bool changed_more(const struct clause *clause, enum metric metric)
{
	double first, last;

	return wording_ends(clause->analysis, clause->finding->process, metric, &first, &last) &&
	       fabs(last - first) >= floor_kib(clause);
}

/* Its growth at the end is below the floor; a start-up may have been more than that. */
static void say_below_floor(const struct clause *clause)
{
	const struct judgement *judged = clause->finding->judged;
	enum metric metric = judged[METRIC_FOOTPRINT].reason == REASON_BELOW_FLOOR
				     ? METRIC_FOOTPRINT
				     : METRIC_PRIVATE;
	const struct trend *trend = clause_trend(clause, metric);

	if (trend->growth < floor_kib(clause) && !changed_more(clause, metric) &&
		!changed_more(clause, METRIC_RSS))
		fprintf(clause->file, "it grew by %.0f KiB in all", fmax(trend->growth, 0));
	else
		fprintf(clause->file, "what goes on at its end makes %.0f KiB over the whole run",
			fmax(trend->late * trend->span, 0));
	fprintf(clause->file, ", less than the %.0f KiB (8 pages) that matter", floor_kib(clause));
}

static void say_below_budget(const struct clause *clause)
{
	enum metric metric = clause_trend(clause, METRIC_FOOTPRINT)->rate >=
					     clause_trend(clause, METRIC_PRIVATE)->rate
				     ? METRIC_FOOTPRINT
				     : METRIC_PRIVATE;

	if (clause_trend(clause, metric)->rate > 0) {
		fputs("a growth of ", clause->file);
		clause_put_slope(clause, metric);
		fputs(" is certain to be below", clause->file);
	} else {
		fputs("it does not grow, and is certain to stay below", clause->file);
	}
	fprintf(clause->file, " the budget of %s KiB a round",
		wording_number(clause->arena, clause_budget(clause)));
}

/* Of its own memory: the change of RSS, which tables print, may be one of what is not judged. */
static void say_constant(const struct clause *clause)
{
	double first, last;

	fputs("not a page of change in ", clause->file);
	clause_put_rounds(clause);
	if (wording_ends(clause->analysis, clause->finding->process, METRIC_RSS, &first, &last) &&
		fabs(last - first) > 0)
		fputs(", but for files and shared memory", clause->file);
}

static void say_stable(const struct clause *clause)
{
	switch (clause->finding->reason) {
	case REASON_CONSTANT:
		say_constant(clause);
		break;
	case REASON_STOPPED:
		say_stopped(clause);
		break;
	case REASON_RETURNS:
		fputs("what goes up comes down again", clause->file);
		fputs(clause->finding->shape == SHAPE_PERIODIC ? ", in waves" : ", in a saw-tooth",
			clause->file);
		break;
	case REASON_BELOW_FLOOR:
		say_below_floor(clause);
		break;
	case REASON_BELOW_BUDGET:
		say_below_budget(clause);
		break;
	default:
		fputs(still_rising(clause) == METRICS ? "no growth in "
						      : "no growth that is certain in ",
			clause->file);
		clause_put_rounds(clause);
		put_end(clause, "");
	}
	/* beside a growth that was found, and is allowed, it reads as if a smaller one had not been
	 */
	if (clause->finding->reason != REASON_BELOW_BUDGET)
		put_detectable(clause);
}

const char *wording_because(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const char *of_heap = wording_heap_because(arena, analysis, finding);
	struct text text;
	struct clause clause;

	text_begin(&text, arena);
	clause = (struct clause){ text.file, arena, analysis, finding };
	if (of_heap) {
		fputs(of_heap, clause.file);
		put_provisional(&clause);
		return text_end(&text);
	}
	switch (finding->verdict) {
	case VERDICT_LEAK:
		say_leak(&clause);
		break;
	case VERDICT_SUSPECT:
		say_suspect(&clause);
		break;
	case VERDICT_STABLE:
		say_stable(&clause);
		break;
	default:
		clause_inconclusive_put(&clause);
	}
	return text_end(&text);
}
