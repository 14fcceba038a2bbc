/* verdict_earned.c - the last stage: withdraws a pass when the record shows that the run did not
 * earn it. */
#include "method.h"
#include "verdict_rules.h"

/* Would more rounds have settled the verdict, if the process had not ended? */
static bool wants_rounds(const struct life_verdict *verdict)
{
	return verdict->verdict == VERDICT_INCONCLUSIVE &&
	       (verdict->reason == REASON_ROUNDS || verdict->reason == REASON_SHORT ||
		       verdict->reason == REASON_INSENSITIVE);
}

bool verdict_is_unread(const struct process *process)
{
	return (double)process->unread_rounds > METHOD_UNREAD * (double)process->unread_of;
}

/* Does it have sizes of mappings alone? What a mapping of fixed size takes in is not seen in them.
 */
static bool has_sizes_alone(const struct evidence *life)
{
	return !life->trend[METRIC_FOOTPRINT].n && life->trend[METRIC_PRIVATE].n &&
	       life->process->has_sizes;
}

/* Uses a JVM's old generation, if jstat was recorded: what remains after a full collection is what
 * the program holds on to; everything else may be garbage. */
static struct life_verdict by_old_generation(
	struct life_verdict verdict, const struct evidence *life, const struct judgement *judged)
{
	const struct trend *old = &life->trend[METRIC_OLD];
	enum trend_state state = judged[METRIC_OLD].state;

	if (life->process->jstat_rounds < METHOD_LINE_ROUNDS)
		return verdict;
	verdict.decided_by = METRIC_OLD;
	verdict.verdict = VERDICT_INCONCLUSIVE;
	if (!old->n) {
		verdict.reason = REASON_NO_FULL_COLLECTION;
	} else if (old->n < METHOD_CYCLES) {
		verdict.reason = REASON_FEW_CYCLES;
	} else if (state == STATE_UNSURE) {
		verdict.reason = (enum verdict_reason)judged[METRIC_OLD].reason;
	} else if (state == STATE_GROW) {
		verdict.verdict = VERDICT_LEAK;
		verdict.reason = REASON_HEAP_GROWS;
	} else if (judged[METRIC_FOOTPRINT].state == STATE_GROW) {
		/* outside the heap, or a heap that was given more room */
		verdict.verdict = VERDICT_SUSPECT;
		verdict.reason = REASON_HEAP_RETAINED;
		verdict.decided_by = METRIC_FOOTPRINT;
	} else {
		verdict.verdict = VERDICT_STABLE;
		verdict.reason = REASON_NO_GROWTH;
	}
	return verdict;
}

struct life_verdict verdict_earned(struct life_verdict verdict, const struct evidence *life,
	const struct judgement *judged, const struct circumstances *circumstances)
{
	const struct process *process = life->process;
	enum verdict_reason reason;
	bool stable;

	verdict = by_old_generation(verdict, life, judged);
	stable = verdict.verdict == VERDICT_STABLE;

	if (circumstances->clock_lost)
		reason = REASON_CLOCK_SET;
	else if (process->ended_early && (stable || wants_rounds(&verdict)))
		reason = REASON_ENDED_EARLY;
	else if (stable && verdict_is_unread(process))
		reason = REASON_UNMEASURABLE;
	else if (stable && has_sizes_alone(life))
		reason = REASON_NO_RSS;
	else if (stable && circumstances->action_failed)
		reason = REASON_ACTION_FAILED;
	else if (stable && (circumstances->undrawn || process->was_stopped ||
				   (circumstances->has_action && process->never_ran)))
		reason = REASON_IDLE;
	else
		return verdict;
	verdict.verdict = VERDICT_INCONCLUSIVE;
	verdict.reason = reason;
	verdict.rounds_needed = -1.0;
	return verdict;
}
