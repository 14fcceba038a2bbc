/* clause_inconclusive.c - why a process could not be judged, a sentence for each reason. */
#include "clause_inconclusive.h"

#include "../verdict/method.h"
#include "clause.h"
#include "wording.h"
#include "wording_heap.h"

static void say_near_miss(const struct clause *clause)
{
	const struct judgement *judged = clause->finding->judged;
	enum metric metric =
		judged[METRIC_FOOTPRINT].state == STATE_UNSURE ? METRIC_FOOTPRINT : METRIC_PRIVATE;
	bool is_heap = clause->finding->decided_by == METRIC_HEAP;

	if (is_heap && clause->finding->heap.may_be_walk) {
		fputs("blocks come and go, and bytes in use rose by no more than that may by chance",
			clause->file);
		return;
	}
	fputs("a growth of ", clause->file);
	clause_put_slope(clause, is_heap ? METRIC_HEAP : metric);
	fputs(" is likely, but not proven", clause->file);
}

static void say_few_cycles(const struct clause *clause)
{
	size_t floors = clause_trend(clause, METRIC_FOOTPRINT)->floor_count;

	if (clause->finding->decided_by == METRIC_OLD) {
		fprintf(clause->file, "%zu full collections are too few: five would tell",
			clause_trend(clause, METRIC_OLD)->n);
		return;
	}
	if (clause->finding->judged[METRIC_FOOTPRINT].state != STATE_UNSURE)
		floors = clause_trend(clause, METRIC_PRIVATE)->floor_count;
	fprintf(clause->file,
		"a collector of garbage is at work, and %zu of its low points %s too few: five would tell",
		floors, floors == 1 ? "is" : "are");
}

static void say_unmeasurable(const struct clause *clause)
{
	const struct process *process = clause->finding->process;

	if (process->trouble & LIFE_DEAD_LEADER)
		fputs("its main thread has ended while others go on, and the kernel then shows no memory",
			clause->file);
	else if (clause->analysis->skip > clause->finding->process->last_round)
		fputs("all of its rounds were left out (--skip, or the warm-up of run.info)",
			clause->file);
	else if (process->unread_rounds)
		fprintf(clause->file,
			"its %s could not be read in %u of %u rounds: what was not seen is no pass",
			kind_row(process->unread)->name, (unsigned)process->unread_rounds,
			(unsigned)process->unread_of);
	else
		fputs("it has no memory that could be read", clause->file);
}

static void say_insensitive(const struct clause *clause)
{
	const struct analysis *analysis = clause->analysis;
	double budget = clause_budget(clause);

	fputs("no growth that goes on in ", clause->file);
	clause_put_rounds(clause);
	if (clause->finding->detectable < 0) {
		fputs(", but hardly any leak would have shown", clause->file);
		return;
	}
	fputs(", but a leak below ", clause->file);
	fputs(wording_number(
		      clause->arena, wording_per_round(analysis, clause->finding->detectable)),
		clause->file);
	fputs(" KiB a round would not have shown", clause->file);
	if (budget >= 0)
		fprintf(clause->file, ", and the budget is %s",
			wording_number(clause->arena, budget));
}

static void say_still_rises(const struct clause *clause)
{
	fputs("what grew is explained by steps, waves or warm-up, but the end of the run still rises",
		clause->file);
}

static void say_hinges(const struct clause *clause)
{
	size_t last = clause->finding->rose_rounds;

	if (last) {
		fputs("whether it grows hinges on few rounds: it rose in the last ", clause->file);
		if (last > 1)
			fprintf(clause->file, "%zu", last);
		else
			fputs("one", clause->file);
		fputs(", and none follow that tell whether this comes back", clause->file);
		return;
	}
	fputs("whether it grows hinges on few rounds: with them it does not, but without the 2 % of rounds that are furthest off it does",
		clause->file);
}

static void say_no_full_collection(const struct clause *clause)
{
	if (clause->finding->decided_by == METRIC_OLD) {
		fputs("no full collection of garbage was seen (jstat's FGC stood still): what its heap holds on to is not known yet",
			clause->file);
		return;
	}
	clause_put_grows(clause, "resident memory", METRIC_FOOTPRINT);
	fputs(", and no full collection of garbage was seen: until one it may be garbage",
		clause->file);
}

static void say_few_rounds(const struct clause *clause)
{
	const struct process *process = clause->finding->process;
	bool has_gaps = clause_rounds(clause) >= METHOD_LINE_ROUNDS;

	if (has_gaps)
		fputs("fewer than five of its ", clause->file);
	clause_put_rounds(clause);
	if (process->lives > 1)
		fprintf(clause->file, " in life %u of %u", (unsigned)process->life,
			(unsigned)process->lives);
	if (has_gaps) {
		fputs(" have a reading, and a judgement needs five", clause->file);
		return;
	}
	fputs(clause_rounds(clause) == 1 ? " is" : " are", clause->file);
	fputs(" fewer than the five that a judgement needs", clause->file);
}

static void say_short(const struct clause *clause)
{
	fputs("it rises, but in ", clause->file);
	clause_put_rounds(clause);
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
	size_t last = clause->finding->rose_rounds;

	if (last)
		fprintf(clause->file,
			"it rose so late in the run that the %zu rounds since then cannot tell whether that was all",
			last);
	else
		fputs("its pace changed so late in the run that what follows cannot be judged",
			clause->file);
}

static void say_short_life(const struct clause *clause)
{
	fputs("a life of ", clause->file);
	clause_put_rounds(clause);
	fputs(" is not judged beside a longer one", clause->file);
}

static void say_ended_early(const struct clause *clause)
{
	const struct analysis *analysis = clause->analysis;
	uint32_t last = clause->finding->process->last_round;

	if (last == analysis->rounds.items[analysis->rounds.count - 1].number &&
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

static void say_no_rss(const struct clause *clause)
{
	fputs("nothing of it grows, but its resident memory was not measured, and what a mapping of fixed size takes in does not show in sizes: record `ps -o pid,rss,args` or /proc/PID/status beside it",
		clause->file);
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
	const struct analysis *analysis = clause->analysis;
	struct span undrawn = design_undrawn(&analysis->design, analysis->skip);
	size_t failed = happenings_failures(&analysis->happenings, analysis->skip, undrawn);

	if (undrawn.len && failed) {
		fprintf(clause->file,
			"`%s` failed each time that it ran (%zu), so nothing tells what it does",
			wording_arm(clause->arena, undrawn), failed);
		return;
	}
	if (undrawn.len) {
		fprintf(clause->file,
			"`%s` never ran: its lot was drawn for no round that is judged, so nothing tells what it does",
			wording_arm(clause->arena, undrawn));
		return;
	}
	if (clause->finding->process->was_stopped) {
		fprintf(clause->file,
			"%s was stopped (state T) in more than half of its rounds, so nothing tells what it does when it runs",
			analysis->members ? "one of its processes" : "it");
		return;
	}
	fputs("it never ran: no round moved its CPU time or its context switches, so the action did not reach it",
		clause->file);
}

static void say_clock_set(const struct clause *clause)
{
	fputs("the clock was set during the run, and no uptime tells how long rounds took (--by round needs no clock)",
		clause->file);
}

void clause_inconclusive_put(const struct clause *clause)
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
		[REASON_NO_RSS] = say_no_rss,
		[REASON_ENDED_EARLY] = say_ended_early,
		[REASON_ACTION_FAILED] = say_action_failed,
		[REASON_IDLE] = say_idle,
		[REASON_CLOCK_SET] = say_clock_set,
		[REASON_UNMEASURABLE] = say_unmeasurable,
	};
	enum verdict_reason reason = clause->finding->reason;

	(sentences[reason] ? sentences[reason] : say_unmeasurable)(clause);
	/* more rounds help neither a short life nor a process that cannot be read, or not whole */
	if (sentences[reason] && reason != REASON_SHORT_LIFE && reason != REASON_UNMEASURABLE &&
		reason != REASON_NO_RSS)
		clause_put_rounds_needed(clause);
}
