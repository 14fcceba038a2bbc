/* compare_words.c - how one process compares with earlier runs, in words. */
#include "compare_words.h"

#include <math.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../wording/wording.h"

static const char *verdict_words(enum compare_verdict verdict)
{
	static const char *const words[COMPARE_VERDICTS] = {
		[COMPARE_FIXED] = "it grew, and does not any more",
		[COMPARE_IMPROVED] = "it grows by less, and may still grow",
		[COMPARE_SAME] = "no difference that would matter",
		[COMPARE_WORSE] = "it grows by more",
		[COMPARE_NEW] = "not in the baseline",
		[COMPARE_CANNOT_TELL] =
			"the difference is neither significant nor small: more rounds would tell",
	};

	return words[verdict];
}

/* Is it stable, and not because its growth was tolerated or small? */
static bool did_not_grow(const struct finding *before)
{
	return before->verdict == VERDICT_STABLE && before->reason != REASON_BELOW_BUDGET &&
	       before->reason != REASON_BELOW_FLOOR;
}

/* The text before the numbers. */
static const char *sentence_of(const struct compare_row *row)
{
	bool now = row->now->verdict == VERDICT_INCONCLUSIVE,
	     before = row->before && row->before->verdict == VERDICT_INCONCLUSIVE;

	if (row->verdict == COMPARE_WORSE && row->now->verdict >= VERDICT_SUSPECT && row->before &&
		did_not_grow(row->before))
		return "it grows, and did not before";
	if (row->verdict != COMPARE_CANNOT_TELL || !(now || before))
		return verdict_words(row->verdict);
	return now && before ? "neither run could be judged by itself"
	       : now         ? "this run could not be judged by itself"
			     : "the earlier run could not be judged by itself";
}

const char *compare_words_missing(const struct compare_missing *missing)
{
	static const char *const words[] = {
		[VERDICT_INCONCLUSIVE] = "the baseline has it (inconclusive), this run has not",
		[VERDICT_STABLE] = "the baseline has it (stable), this run has not",
		[VERDICT_SUSPECT] = "the baseline has it (suspect), this run has not",
		[VERDICT_LEAK] = "the baseline has it (leak), this run has not",
	};

	return words[missing->before->verdict];
}

/* The rates of a comparison as text: before, now, and the difference, all in one unit. */
struct rates {
	const char *before, *now, *difference, *unit;
};

/* In the unit that the larger one reads best in, with the decimals that the difference has. */
static struct rates rates_of(struct arena *arena, const struct slope_difference *d)
{
	static const char *const units[] = { "KiB", "MiB", "GiB" };
	double now = d->before + d->difference, scale = 1;
	size_t unit = 0;
	int decimals;

	while (unit < 2 && fmax(fabs(d->before), fabs(now)) * scale >= 10000) {
		scale /= 1024;
		unit++;
	}
	decimals = wording_decimals(d->difference * scale, d->low * scale, d->high * scale);
	return (struct rates){ wording_number_to(arena, d->before * scale, decimals),
		wording_number_to(arena, now * scale, decimals),
		wording_slope(arena, d->difference * scale, d->low * scale, d->high * scale),
		units[unit] };
}

const char *compare_words_because(struct arena *arena, const struct compare_row *row)
{
	bool by_hour = row->counts == COMPARE_BY_HOUR;
	const struct compare_rate *rate = by_hour ? &row->hour : &row->round;
	const char *p, *what;
	struct rates rates;

	if (row->verdict == COMPARE_NEW || !row->measured[row->decided_by])
		return sentence_of(row);
	rates = rates_of(arena, &rate->difference);
	p = wording_p(arena, rate->p_adjusted);
	what = wording_is_one_number(row->now->process) ? WORDING_CGROUP_MEMORY
							: metric_row(row->decided_by)->title;
	return text_format(arena,
		"%s: %s %s %s %s before, %s now; the difference is %s (p %s, corrected)",
		sentence_of(row), what, rates.before, rates.unit, by_hour ? "an hour" : "a round",
		rates.now, rates.difference, p);
}

const char *compare_words_claim(struct arena *arena, const struct compare_row *row)
{
	static const char *const claims[COMPARE_VERDICTS] = {
		[COMPARE_FIXED] = " is fixed",
		[COMPARE_IMPROVED] = " grows by less",
		[COMPARE_SAME] = " is as it was",
		[COMPARE_WORSE] = " grows by more",
		[COMPARE_NEW] = " is not in the baseline",
		[COMPARE_CANNOT_TELL] = ": no certain change",
	};
	bool by_hour = row->counts == COMPARE_BY_HOUR;
	struct rates rates;

	if (row->verdict == COMPARE_NEW || !row->measured[row->decided_by])
		return claims[row->verdict];
	rates = rates_of(arena, by_hour ? &row->hour.difference : &row->round.difference);
	return text_format(arena, "%s: %s %s %s before, %s now", claims[row->verdict], rates.before,
		rates.unit, by_hour ? "an hour" : "a round", rates.now);
}

/* "76.0 KiB a round before, 10.0 now", in the unit that does not count. */
static const char *other_rates(struct arena *arena, const struct compare_row *row)
{
	bool by_hour = row->counts != COMPARE_BY_HOUR;
	struct rates rates =
		rates_of(arena, by_hour ? &row->hour.difference : &row->round.difference);

	return text_format(arena, "%s %s %s before, %s now", rates.before, rates.unit,
		by_hour ? "an hour" : "a round", rates.now);
}

/* What hour and round, that disagree, mean: is it time or the action that memory grows with? */
static const char *disagreement_words(struct arena *arena, const struct compare_row *row)
{
	const char *hour = compare_code(row->hour.verdict),
		   *round = compare_code(row->round.verdict);

	if (row->known && row->counts == COMPARE_BY_HOUR)
		return text_format(arena,
			"memory grows with time here, so the hour counts (%s), not the round (%s)",
			hour, round);
	if (row->known)
		return text_format(arena,
			"memory grows with the action here, so the round counts (%s), not the hour (%s)",
			round, hour);
	return text_format(arena,
		"if memory grows with time, the hour counts: %s; if with the action, the round: %s%s (rounds with --control idle tell which)",
		hour, round,
		row->hour.verdict == COMPARE_SAME ? "; equal rates by the hour speak for time"
		: row->round.verdict == COMPARE_SAME
			? "; equal rates by the round speak for the action"
			: "");
}

const char *compare_words_lengths(struct arena *arena, const struct compare_row *row)
{
	bool disagrees = compare_row_disagrees(row);
	enum compare_verdict other =
		row->counts == COMPARE_BY_HOUR ? row->round.verdict : row->hour.verdict;
	const char *before, *now, *rates;

	if (!row->has_hour)
		return NULL;
	before = wording_number(arena, row->before_s);
	now = wording_number(arena, row->now_s);
	rates = other_rates(arena, row);
	return text_format(arena, "%sa round lasted %s s before, %s s now; %s by the %s: %s%s%s",
		disagrees ? "warning: " : "", before, now, compare_code(other),
		row->counts == COMPARE_BY_HOUR ? "round" : "hour", rates, disagrees ? ": " : "",
		disagrees ? disagreement_words(arena, row) : "");
}

const char *compare_words_but(struct arena *arena, const struct compare_row *row)
{
	bool by_hour = row->counts == COMPARE_BY_HOUR;

	if (!compare_row_disagrees(row))
		return NULL;
	return text_format(arena, "by the %s, but %s by the %s", by_hour ? "hour" : "round",
		compare_code(by_hour ? row->round.verdict : row->hour.verdict),
		by_hour ? "round" : "hour");
}
