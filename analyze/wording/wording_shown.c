/* wording_shown.c - the least leak that would have shown: as a sentence, and as a cell of the table
 * of verdicts with what stands behind it. */
#include "wording.h"

#include "../base/text.h"
#include "wording_heap.h"

const char *wording_shown(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const char *bytes = wording_heap_shown(arena, analysis, finding);

	if (bytes)
		return bytes;
	if (finding->detectable < 0)
		return NULL;
	return text_format(arena, "a leak above %s KiB a round would have shown",
		wording_number(arena, wording_per_round(analysis, finding->detectable)));
}

/* One that could not be judged for the shape of its growth, or that grows within its budget: a leak
 * that would have shown in a flat series says nothing beside a rate that may be more. */
static bool grows_more(const struct analysis *analysis, const struct finding *finding, double least)
{
	static const enum metric shown[] = { METRIC_RSS, METRIC_FOOTPRINT, METRIC_PRIVATE,
		METRIC_HEAP };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const struct trend *trend = &finding->trend[shown[i]];

		if (trend->has_late && wording_per_round(analysis, trend->rate_high) >= least)
			return true;
	}
	return false;
}

const char *wording_shown_least(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	double heap = wording_heap_least(analysis, finding);
	double least = heap >= 0 ? heap : wording_per_round(analysis, finding->detectable);

	if (finding->verdict >= VERDICT_SUSPECT || least < 0)
		return NULL;
	/* a pass taken back: what shows in sizes may not show in what is used of them */
	if (finding->reason == REASON_NO_RSS)
		return NULL;
	if ((finding->verdict == VERDICT_INCONCLUSIVE || finding->reason == REASON_BELOW_BUDGET) &&
		grows_more(analysis, finding, least))
		return NULL;
	if (heap >= 0 && least < 1)
		return text_format(arena, "%s B/round", wording_kib(arena, least * 1024));
	return text_format(arena, "%s KiB/round", wording_number(arena, least));
}

/* Shorter than in the sentence, which has room. */
static const char *provisional_note(struct arena *arena, const struct finding *finding)
{
	switch (finding->provisional) {
	case PROVISIONAL_COLLECTOR:
		return "provisional: no full collection";
	case PROVISIONAL_SUDDEN:
		return "provisional: shows late";
	case PROVISIONAL_HINGES:
		return "provisional: few rounds";
	default:
		return wording_provisional(arena, finding);
	}
}

const char *wording_row_note(
	struct arena *arena, const struct process_verdict *verdict, const struct finding *finding)
{
	if (finding->provisional != PROVISIONAL_NOT)
		return provisional_note(arena, finding);
	if (finding->reason == REASON_BELOW_BUDGET)
		return "within its budget";
	if (verdict->verdict == VERDICT_SUSPECT || verdict->verdict == VERDICT_INCONCLUSIVE)
		return verdict_reason_code(finding->reason);
	return "";
}
