/* verdict_earned.c - the last stage: what the record knows takes back a pass that nothing earned.
 */
#include "verdict_rules.h"

/* Would more rounds have been the way out, had it not ended? */
static bool wants_rounds(const struct life_verdict *verdict)
{
	return verdict->verdict == VERDICT_INCONCLUSIVE &&
	       (verdict->reason == REASON_ROUNDS || verdict->reason == REASON_SHORT ||
		       verdict->reason == REASON_INSENSITIVE);
}

struct life_verdict verdict_earned(struct life_verdict verdict, const struct process *process,
	const struct circumstances *circumstances)
{
	bool stable = verdict.verdict == VERDICT_STABLE;
	enum verdict_reason reason;

	if (circumstances->clock_lost)
		reason = REASON_CLOCK_SET;
	else if (process->ended_early && (stable || wants_rounds(&verdict)))
		reason = REASON_ENDED_EARLY;
	else if (stable && circumstances->action_failed)
		reason = REASON_ACTION_FAILED;
	else if (stable && circumstances->has_action && process->never_ran)
		reason = REASON_IDLE;
	else
		return verdict;
	verdict.verdict = VERDICT_INCONCLUSIVE;
	verdict.reason = reason;
	verdict.rounds_needed = -1.0;
	return verdict;
}
