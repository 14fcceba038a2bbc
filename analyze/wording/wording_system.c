/* wording_system.c - sentences about the trends of the whole system. */
#include "wording_system.h"

#include <math.h>

#include "../base/text.h"
#include "../history/system_series.h"
#include "wording.h"

static const struct finding *finding_of(const struct analysis *analysis, size_t i)
{
	return analysis->system_findings[i].finding;
}

static enum system_key key_of(const struct analysis *analysis, size_t i)
{
	return analysis->processes.system[i].key;
}

static const char *unit_of(const struct analysis *analysis, size_t i)
{
	enum system_key key = key_of(analysis, i);

	return key < SYSTEM_KEYS && system_series_is_count(key) ? "a round" : "KiB/round";
}

/* The word of its verdict for a reader: "grows", of MemAvailable "falls". A constant string. */
static const char *verdict_word(const struct analysis *analysis, size_t i)
{
	enum verdict_kind verdict = finding_of(analysis, i)->verdict;

	return verdict >= VERDICT_SUSPECT && key_of(analysis, i) == SYSTEM_AVAILABLE
		       ? "falls"
		       : verdict_system_code(verdict);
}

bool wording_system_shown(const struct analysis *analysis, size_t i)
{
	const struct finding *finding = finding_of(analysis, i);

	return finding &&
	       (key_of(analysis, i) < SYSTEM_KEYS || finding->verdict >= VERDICT_SUSPECT);
}

struct span wording_system_key(const struct analysis *analysis, size_t i)
{
	enum system_key key = key_of(analysis, i);

	return key < SYSTEM_KEYS ? span_of(system_series_word(key))
				 : analysis->processes.system[i].name;
}

/* MemAvailable where it was judged, or NULL. */
static const struct system_finding *available(const struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->processes.system_count; i++)
		if (key_of(analysis, i) == SYSTEM_AVAILABLE)
			return finding_of(analysis, i) ? &analysis->system_findings[i] : NULL;
	return NULL;
}

/* Does MemAvailable fall, and ends in less than half of that time? */
static bool ends_before(const struct system_finding *falls, double ends_s)
{
	return falls && falls->finding->verdict >= VERDICT_SUSPECT && falls->ends_s >= 0 &&
	       falls->ends_s < ends_s / 2;
}

/* "; MemAvailable ends in about 3 h": at the pace of number i; "": not in sight. */
static const char *end_of(struct arena *arena, const struct analysis *analysis, size_t i)
{
	const struct system_finding *falls = available(analysis);
	bool is_steady = falls && falls->finding->verdict < VERDICT_SUSPECT;
	double ends_s = analysis->system_findings[i].ends_s;
	const char *when;

	if (!(ends_s >= 0) || isinf(ends_s))
		return "";
	when = wording_about(arena, ends_s);
	if (key_of(analysis, i) == SYSTEM_AVAILABLE)
		return text_format(arena, "; it ends in about %s", when);
	/* caches are parts of SUnreclaim: that has the words */
	if (is_steady && key_of(analysis, i) >= SYSTEM_KEYS)
		return "";
	if (is_steady)
		return text_format(arena,
			"; MemAvailable ends in about %s at this pace, though its own fall is not certain",
			when);
	/* it has an end of its own, which is sooner */
	if (ends_before(falls, ends_s))
		return text_format(arena, "; by itself it ends MemAvailable in about %s", when);
	return text_format(arena, "; MemAvailable ends in about %s", when);
}

const char *wording_system(struct arena *arena, const struct analysis *analysis, size_t i)
{
	const struct system_finding *system = &analysis->system_findings[i];
	const struct finding *finding = system->finding;
	const char *word = verdict_word(analysis, i), *unit = unit_of(analysis, i), *slope, *end,
		   *provisional;

	if (finding->verdict == VERDICT_INCONCLUSIVE)
		return text_format(arena, "%s: %s", word, verdict_reason_code(finding->reason));
	if (finding->verdict == VERDICT_STABLE && finding->detectable < 0)
		return word;
	if (finding->verdict == VERDICT_STABLE) {
		slope = wording_number(arena, wording_per_round(analysis, finding->detectable));
		return text_format(arena, "%s: %s %s would have shown", word, slope, unit);
	}
	slope = wording_late(arena, analysis, &system->trend);
	end = end_of(arena, analysis, i);
	provisional =
		finding->flags & 1u << FLAG_PROVISIONAL ? wording_provisional(arena, finding) : "";
	return text_format(arena, "%s %s %s%s%s%s", word, slope, unit, end,
		*provisional ? "; " : "", provisional);
}
