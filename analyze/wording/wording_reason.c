/* wording_reason.c - writes the because sentence of a verdict: its reason in words and numbers. */
#include <math.h>
#include <stdio.h>

#include "../base/text.h"
#include "../verdict/method.h"
#include "wording.h"
#include "wording_heap.h"

/* The parts that a sentence is made of. */
struct clause {
	FILE *file;
	struct arena *arena;
	const struct analysis *analysis;
	const struct finding *finding;
};

static const struct trend *trend_of(const struct clause *clause, enum metric metric)
{
	return &clause->finding->trend[metric];
}

/* The decimals of the rates in the sentence. */
static int decimals_of(const struct clause *clause)
{
	return wording_line_decimals(clause->analysis, trend_of(clause, METRIC_FOOTPRINT),
		trend_of(clause, METRIC_PRIVATE));
}

/* The late slope of footprint or private memory with these decimals, of others with its own. */
static const char *late_of(const struct clause *clause, enum metric metric)
{
	const struct trend *trend = trend_of(clause, metric);

	return metric == METRIC_FOOTPRINT || metric == METRIC_PRIVATE
		       ? wording_late_to(
				 clause->arena, clause->analysis, trend, decimals_of(clause))
		       : wording_late(clause->arena, clause->analysis, trend);
}

/* "18.8 ± 0.3 KiB a round": the slope of a growth, without its plus. */
static void put_slope(const struct clause *clause, enum metric metric)
{
	const char *slope = late_of(clause, metric);

	fprintf(clause->file, "%s KiB a round", wording_without_plus(slope));
}

/* ", 2.2 MiB an hour" if the duration of a round is known. */
static void put_hourly(const struct clause *clause, enum metric metric)
{
	double kib_per_hour;

	if (wording_per_hour(clause->analysis, trend_of(clause, metric)->rate, &kib_per_hour)) {
		fputs(", ", clause->file);
		fputs(wording_rate(clause->arena, kib_per_hour), clause->file);
	}
}

static void put_grows(const struct clause *clause, const char *what, enum metric metric)
{
	fprintf(clause->file, "%s grows by ", what);
	put_slope(clause, metric);
	put_hourly(clause, metric);
}

/* "; a leak above 0.4 KiB a round would have shown": without this, "stable" says only half. */
static void put_detectable(const struct clause *clause)
{
	const char *bytes = wording_heap_shown(clause->arena, clause->analysis, clause->finding);

	if (bytes) {
		fprintf(clause->file, "; %s", bytes);
		return;
	}
	if (clause->finding->detectable < 0)
		return;
	fputs("; a leak above ", clause->file);
	fputs(wording_number(clause->arena,
		      wording_per_round(clause->analysis, clause->finding->detectable)),
		clause->file);
	fputs(" KiB a round would have shown", clause->file);
}

/* "; about 120 rounds in all would tell"; after a restart, the rounds must be in one life */
static void put_rounds_needed(const struct clause *clause)
{
	double needed = clause->finding->rounds_needed;

	if (needed > 0 && needed < 1e9 && needed > (double)clause->finding->process->rounds)
		fprintf(clause->file, "; about %.0f rounds %s would tell", ceil(needed),
			clause->finding->process->lives > 1 ? "without a restart" : "in all");
}

static void put_rounds(const struct clause *clause)
{
	size_t rounds = clause->finding->process->rounds;

	fprintf(clause->file, "%zu round%s", rounds, rounds == 1 ? "" : "s");
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
		put_grows(clause, "what the program holds on to in its heap", METRIC_OLD);
		fputs(": the old generation after each full collection", clause->file);
		put_provisional(clause);
		return;
	}
	if (clause->finding->reason == REASON_BOTH_GROW) {
		put_grows(clause, "private memory", METRIC_PRIVATE);
		fputs(", to the end of the run, and resident memory with it by ", clause->file);
		put_slope(clause, METRIC_FOOTPRINT);
		put_given_back(clause);
		put_provisional(clause);
		return;
	}
	put_grows(clause, "resident memory", METRIC_FOOTPRINT);
	fputs(", to the end of the run; ", clause->file);
	if (silent)
		fprintf(clause->file,
			"private memory is taken some %.0f KiB at a time, too coarse to show it yet",
			clause->finding->process->quantum_kib);
	else
		fputs("private memory goes with it in the steps of its allocator", clause->file);
	put_given_back(clause);
	put_provisional(clause);
}

/* For a suspect: what the other metric did. */
static void put_other(const struct clause *clause, const char *what, enum metric metric)
{
	fprintf(clause->file, "; %s was measured and does not", what);
	if (trend_of(clause, metric)->has_late && !trend_of(clause, metric)->constant) {
		fputs(" (", clause->file);
		fputs(late_of(clause, metric), clause->file);
		fputc(')', clause->file);
	}
}

static void say_suspect_reason(const struct clause *clause)
{
	switch (clause->finding->reason) {
	case REASON_ONLY_RSS:
		put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		put_other(clause, "private memory", METRIC_PRIVATE);
		fputs(": memory reserved earlier is being touched, perhaps", clause->file);
		break;
	case REASON_ONLY_PRIVATE:
		put_grows(clause, "private memory", METRIC_PRIVATE);
		put_other(clause, "resident memory", METRIC_FOOTPRINT);
		fputs(": memory is reserved and not touched, perhaps", clause->file);
		break;
	case REASON_ONLY_FILES:
		put_grows(clause, "what is resident of files and shared memory", METRIC_REST);
		fputs("; the process's own memory does not grow", clause->file);
		break;
	case REASON_HEAP_RETAINED:
		put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		fputs(", and what the program holds on to in its heap does not: it grows outside of it, or the heap keeps what it got",
			clause->file);
		break;
	case REASON_MEMBERS_GROW:
		fputs("its processes multiply, though their sum does not grow for certain",
			clause->file);
		break;
	case REASON_NO_PRIVATE:
		put_grows(clause, "resident memory", METRIC_FOOTPRINT);
		fputs("; private memory was not measured, so that half of the proof is missing",
			clause->file);
		break;
	default:
		put_grows(clause, "private memory", METRIC_PRIVATE);
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

static double floor_kib(const struct clause *clause)
{
	return METHOD_FLOOR_PAGES * clause->analysis->settings.page_kib;
}

/* The metric whose rate at the end is a rise beside which "no longer grows" would be a
 * contradiction; METRICS: none. */
static enum metric still_rising(const struct clause *clause)
{
	static const enum metric both[] = { METRIC_FOOTPRINT, METRIC_PRIVATE };

	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		const struct trend *trend = trend_of(clause, both[i]);

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
	put_slope(clause, metric);
	fputs(" at the end", clause->file);
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
		put_end(clause, ", and no longer grows");
		break;
	case SHAPE_FILLING:
		fputs("it filled up to a bound, as a cache does", clause->file);
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

/* Its growth at the end is below the floor; a start-up may have been more than that. */
static void say_below_floor(const struct clause *clause)
{
	const struct judgement *judged = clause->finding->judged;
	enum metric metric = judged[METRIC_FOOTPRINT].reason == REASON_BELOW_FLOOR
				     ? METRIC_FOOTPRINT
				     : METRIC_PRIVATE;
	const struct trend *trend = trend_of(clause, metric);

	if (trend->growth < floor_kib(clause))
		fprintf(clause->file, "it grew by %.0f KiB in all", fmax(trend->growth, 0));
	else
		fprintf(clause->file, "what goes on at its end makes %.0f KiB over the whole run",
			fmax(trend->late * trend->span, 0));
	fprintf(clause->file, ", less than the %.0f KiB (8 pages) that matter", floor_kib(clause));
}

static void say_below_budget(const struct clause *clause)
{
	enum metric metric =
		trend_of(clause, METRIC_FOOTPRINT)->rate >= trend_of(clause, METRIC_PRIVATE)->rate
			? METRIC_FOOTPRINT
			: METRIC_PRIVATE;

	fputs("a growth of ", clause->file);
	put_slope(clause, metric);
	fputs(" is certain to be below the budget", clause->file);
	if (clause->analysis->settings.budget_kib_per_round >= 0) {
		fputs(" of ", clause->file);
		fputs(wording_number(
			      clause->arena, clause->analysis->settings.budget_kib_per_round),
			clause->file);
		fputs(" KiB a round", clause->file);
	}
}

static void say_stable(const struct clause *clause)
{
	switch (clause->finding->reason) {
	case REASON_CONSTANT:
		fputs("not a page of change in ", clause->file);
		put_rounds(clause);
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
		put_rounds(clause);
		put_end(clause, "");
	}
	put_detectable(clause);
}

static void say_near_miss(const struct clause *clause)
{
	const struct judgement *judged = clause->finding->judged;
	enum metric metric =
		judged[METRIC_FOOTPRINT].state == STATE_UNSURE ? METRIC_FOOTPRINT : METRIC_PRIVATE;

	fputs("a growth of ", clause->file);
	put_slope(clause, metric);
	fputs(" is likely, but not proven", clause->file);
}

static void say_few_cycles(const struct clause *clause)
{
	size_t floors = trend_of(clause, METRIC_FOOTPRINT)->floor_count;

	if (clause->finding->decided_by == METRIC_OLD) {
		fprintf(clause->file, "%zu full collections are too few: five would tell",
			trend_of(clause, METRIC_OLD)->n);
		return;
	}
	if (clause->finding->judged[METRIC_FOOTPRINT].state != STATE_UNSURE)
		floors = trend_of(clause, METRIC_PRIVATE)->floor_count;
	fprintf(clause->file,
		"a collector of garbage is at work, and %zu of its low points %s too few: five would tell",
		floors, floors == 1 ? "is" : "are");
}

static void say_unmeasurable(const struct clause *clause)
{
	unsigned trouble = clause->finding->process->trouble;

	if (trouble & LIFE_DENIED)
		fputs("its numbers could not be read: run the collector as its user, or as root",
			clause->file);
	else if (trouble & LIFE_DEAD_LEADER)
		fputs("its main thread has ended while others go on, and the kernel then shows no memory",
			clause->file);
	else if (clause->analysis->skip > clause->finding->process->last_round)
		fputs("all of its rounds were left out (--skip, or the warm-up of run.info)",
			clause->file);
	else
		fputs("it has no memory that could be read", clause->file);
}

static void say_insensitive(const struct clause *clause)
{
	const struct analysis *analysis = clause->analysis;

	fputs("no growth that goes on in ", clause->file);
	put_rounds(clause);
	if (clause->finding->detectable < 0) {
		fputs(", but hardly any leak would have shown", clause->file);
		return;
	}
	fputs(", but a leak below ", clause->file);
	fputs(wording_number(
		      clause->arena, wording_per_round(analysis, clause->finding->detectable)),
		clause->file);
	fputs(" KiB a round would not have shown", clause->file);
	if (analysis->settings.budget_kib_per_round >= 0)
		fprintf(clause->file, ", and the budget is %s",
			wording_number(clause->arena, analysis->settings.budget_kib_per_round));
}

static void say_still_rises(const struct clause *clause)
{
	fputs("what grew is explained by steps, waves or warm-up, but the last half of the run still rises",
		clause->file);
}

static void say_hinges(const struct clause *clause)
{
	fputs("no growth, but that hinges on few rounds: without the fiftieth of them that is furthest off it grows",
		clause->file);
}

static void say_no_full_collection(const struct clause *clause)
{
	if (clause->finding->decided_by == METRIC_OLD) {
		fputs("no full collection of garbage was seen (jstat's FGC stood still): what its heap holds on to is not known yet",
			clause->file);
		return;
	}
	put_grows(clause, "resident memory", METRIC_FOOTPRINT);
	fputs(", and no full collection of garbage was seen: until one it may be garbage",
		clause->file);
}

static void say_few_rounds(const struct clause *clause)
{
	const struct process *process = clause->finding->process;

	put_rounds(clause);
	if (process->lives > 1)
		fprintf(clause->file, " in life %u of %u", (unsigned)process->life,
			(unsigned)process->lives);
	fputs(process->rounds == 1 ? " is" : " are", clause->file);
	fputs(" fewer than the five that a judgement needs", clause->file);
}

static void say_short(const struct clause *clause)
{
	fputs("it rises, but in ", clause->file);
	put_rounds(clause);
	fputs(" a leak cannot be told from warm-up", clause->file);
}

static void say_decelerating(const struct clause *clause)
{
	const struct heap_finding *heap = &clause->finding->heap;

	if (heap->is_read && heap->pace.slows && clause->finding->decided_by == METRIC_HEAP)
		fprintf(clause->file,
			"heap %s at the end, and ever more slowly, as a cache does that fills: whether it will stop cannot be seen yet",
			wording_heap_slope(clause->arena, clause->analysis, heap->trend));
	else
		fputs("it still grows, but ever more slowly: whether it will stop cannot be seen yet",
			clause->file);
}

static void say_late_bend(const struct clause *clause)
{
	fputs("its pace changed so late in the run that what follows cannot be judged",
		clause->file);
}

static void say_short_life(const struct clause *clause)
{
	fputs("a life of ", clause->file);
	put_rounds(clause);
	fputs(" is not judged beside a longer one", clause->file);
}

static void say_ended_early(const struct clause *clause)
{
	const struct analysis *analysis = clause->analysis;
	uint32_t last = clause->finding->process->last_round;

	if (last == analysis->rounds[analysis->round_count - 1].number &&
		analysis->seen_round > last) {
		fprintf(clause->file,
			"its files end at round %u, but the run went on to round %u: copy the rest, too",
			(unsigned)last, (unsigned)analysis->seen_round);
		return;
	}
	fprintf(clause->file,
		"it ended after round %u, before the run did, and nothing took its place",
		(unsigned)last);
}

static void say_action_failed(const struct clause *clause)
{
	size_t failed, count = happenings_actions(
			       &clause->analysis->happenings, clause->analysis->skip, &failed);

	fprintf(clause->file,
		"the action failed in %zu of %zu rounds: what did not happen is no pass", failed,
		count);
}

static void say_idle(const struct clause *clause)
{
	fputs("it never ran: no round moved its CPU time or its context switches, so the action did not reach it",
		clause->file);
}

static void say_clock_set(const struct clause *clause)
{
	fputs("the clock was set during the run, and no uptime tells how long rounds took (--by round needs no clock)",
		clause->file);
}

static void say_inconclusive(const struct clause *clause)
{
	static void (*const sentences[REASONS])(const struct clause *clause) = {
		[REASON_ROUNDS] = say_few_rounds,
		[REASON_SHORT] = say_short,
		[REASON_DECELERATING] = say_decelerating,
		[REASON_LATE_BEND] = say_late_bend,
		[REASON_NEAR_MISS] = say_near_miss,
		[REASON_FEW_CYCLES] = say_few_cycles,
		[REASON_INSENSITIVE] = say_insensitive,
		[REASON_STILL_RISES] = say_still_rises,
		[REASON_HINGES] = say_hinges,
		[REASON_NO_FULL_COLLECTION] = say_no_full_collection,
		[REASON_SHORT_LIFE] = say_short_life,
		[REASON_ENDED_EARLY] = say_ended_early,
		[REASON_ACTION_FAILED] = say_action_failed,
		[REASON_IDLE] = say_idle,
		[REASON_CLOCK_SET] = say_clock_set,
		[REASON_UNMEASURABLE] = say_unmeasurable,
	};
	enum verdict_reason reason = clause->finding->reason;

	(sentences[reason] ? sentences[reason] : say_unmeasurable)(clause);
	/* more rounds help neither a short life nor a process that cannot be read */
	if (sentences[reason] && reason != REASON_SHORT_LIFE && reason != REASON_UNMEASURABLE)
		put_rounds_needed(clause);
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
		say_inconclusive(&clause);
	}
	return text_end(&text);
}
