/* verdict_review_life.c - a life whose verdict is reviewed: what decides it, and what it hinges on.
 */
#include "verdict_review_life.h"

#include "verdict_calm.h"
#include "verdict_rules.h"

bool verdict_review_life_leaks_by_old(const struct verdict_review_life *life)
{
	return life->finding->verdict == VERDICT_LEAK && life->finding->decided_by == METRIC_OLD;
}

bool verdict_review_life_leaks(
	const struct verdict_review_life *life, const struct process *process)
{
	return verdict_review_life_leaks_by_old(life)
		       ? verdict_again_old_grows(life->again, process, &life->tests)
		       : verdict_again_leaks(life->again, process, &life->tests);
}

struct series verdict_review_life_leading(const struct verdict_review_life *life)
{
	return verdict_judged_series(verdict_review_life_leaks_by_old(life)
					     ? &life->calm->value[METRIC_OLD]
					     : verdict_leading(life->calm),
		life->settings->skip_x);
}

bool verdict_review_life_hinges(const struct verdict_review_life *life)
{
	struct pulses gone;
	struct process rest =
		verdict_calm_more(life->calm, life->settings->page_kib, life->arena, &gone);

	return gone.count &&
	       verdict_review_life_leaks(life, &rest) != (life->finding->verdict == VERDICT_LEAK);
}
