/* wording_run.c - what is said of a run as a whole: its headline, its length, its outcome. */
#include <math.h>
#include <stdio.h>

#include "../base/text.h"
#include "../options.h"
#include "wording.h"
#include "wording_heap.h"

enum { MOST_LINES = 10 };

/* The number of verdicts of that kind that count by themselves. */
static size_t count_own(const struct analysis *analysis, enum verdict_kind verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++)
		count +=
			analysis->verdicts[i].verdict == verdict && !analysis->verdicts[i].in_group;
	return count;
}

static size_t count_groups(const struct analysis *analysis, enum verdict_kind verdict)
{
	return analysis->groups ? count_own(analysis->groups, verdict) : 0;
}

size_t wording_count(const struct analysis *analysis, enum verdict_kind verdict)
{
	return count_own(analysis, verdict) + count_groups(analysis, verdict);
}

/* "2 processes leak", "1 group leaks", "1 group and 2 processes leak". */
static void put_who(FILE *file, const struct analysis *analysis, enum verdict_kind verdict,
	const char *one, const char *many)
{
	size_t processes = count_own(analysis, verdict), groups = count_groups(analysis, verdict);

	if (groups)
		fprintf(file, "%zu group%s%s", groups, groups == 1 ? "" : "s",
			processes ? " and " : "");
	if (processes)
		fprintf(file, "%zu process%s", processes, processes == 1 ? "" : "es");
	fputs(processes + groups == 1 ? one : many, file);
}

/* From so much on, a change is told beside "No leak found". */
static const double MUCH_KIB = 1024;

/* "; 1 process ends 344 MiB above its start": what a reader sees in the table is no leak, but it is
 * there. */
static void put_risen(const struct text *text, const struct analysis *analysis)
{
	double most = 0, first, last;
	size_t count = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);

		if (!wording_ends(analysis, finding->process, METRIC_RSS, &first, &last) ||
			last - first < MUCH_KIB)
			continue;
		count++;
		most = fmax(most, last - first);
	}
	if (count == 1)
		fprintf(text->file, "; 1 process ends %s above its start",
			wording_size(text->arena, most));
	else if (count)
		fprintf(text->file, "; %zu processes end up to %s above their start", count,
			wording_size(text->arena, most));
}

/* " (provisional)", " (1 provisional, 2 known)": which of the leaks are so. */
static void put_kinds_of_leaks(FILE *file, const struct outcome *outcome)
{
	const struct {
		size_t count;
		const char *word;
	} kinds[] = { { outcome->provisional, "provisional" }, { outcome->known, "known" } };
	size_t said = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!kinds[i].count)
			continue;
		fputs(said++ ? ", " : " (", file);
		if (kinds[i].count < outcome->count[VERDICT_LEAK])
			fprintf(file, "%zu ", kinds[i].count);
		fputs(kinds[i].word, file);
	}
	fputs(said ? ")" : "", file);
}

const char *wording_headline(struct arena *arena, const struct analysis *analysis)
{
	size_t leak = wording_count(analysis, VERDICT_LEAK),
	       suspect = wording_count(analysis, VERDICT_SUSPECT);
	size_t stable = wording_count(analysis, VERDICT_STABLE),
	       open = wording_count(analysis, VERDICT_INCONCLUSIVE);
	struct text text;

	text_begin(&text, arena);
	if (analysis->is_of_system) {
		size_t grow = analysis->outcome.count[VERDICT_SUSPECT];

		if (grow)
			fprintf(text.file, "%zu number%s of the machine grow%s", grow,
				grow == 1 ? "" : "s", grow == 1 ? "s" : "");
		else
			fputs(analysis->outcome.count[VERDICT_STABLE] ? "Nothing grows"
								      : "Nothing could be judged",
				text.file);
	} else if (leak) {
		put_who(text.file, analysis, VERDICT_LEAK, " leaks", " leak");
		put_kinds_of_leaks(text.file, &analysis->outcome);
		if (suspect)
			fprintf(text.file, ", %zu %s suspect", suspect,
				suspect == 1 ? "is" : "are");
	} else if (suspect) {
		put_who(text.file, analysis, VERDICT_SUSPECT, " is suspect", " are suspect");
	} else if (stable) {
		fputs("No leak found", text.file);
		if (analysis->outcome.status == EXIT_STATUS_NOTHING)
			fputs(", but that is no pass (exit 3)", text.file);
		put_risen(&text, analysis);
	} else {
		fputs("Nothing could be judged", text.file);
	}
	if (open && (leak || suspect || stable))
		fprintf(text.file, ", %zu could not be judged", open);
	return text_end(&text);
}

double wording_length_s(const struct analysis *analysis)
{
	return analysis->rounds.count
		       ? rounds_time(&analysis->rounds, analysis->rounds.count - 1)->elapsed_s
		       : 0;
}

/* Judged by time, the median round may be far from the mean, and rates a round times the rounds far
 * from the change: how long is the round that they speak of? */
static void put_round(const struct text *text, const struct analysis *analysis)
{
	double apart = 1.5, mean_s = analysis->round_mean_s, median_s = analysis->round_s;

	if (analysis->by_time && median_s > 0 &&
		(mean_s > apart * median_s || mean_s * apart < median_s))
		fprintf(text->file, ", a round counts as %s",
			wording_duration(text->arena, median_s));
}

const char *wording_run(struct arena *arena, const struct analysis *analysis)
{
	size_t rounds = analysis->rounds.count, processes = analysis->verdict_count;
	double length_s = wording_length_s(analysis);
	uint32_t skip = analysis->skip;
	struct text text;

	text_begin(&text, arena);
	fprintf(text.file, "%zu round%s", rounds, rounds == 1 ? "" : "s");
	if (length_s > 0) {
		const char *length = wording_duration(arena, length_s);

		fprintf(text.file, " in %s", length);
	}
	fprintf(text.file, ", %zu process%s", processes, processes == 1 ? "" : "es");
	if (skip == 1)
		fprintf(text.file, ", round 0 left out%s",
			analysis->options->skip_given ? "" : " (warm-up)");
	else if (skip)
		fprintf(text.file, ", rounds 0 to %u left out%s", (unsigned)(skip - 1),
			analysis->options->skip_given ? "" : " (warm-up)");
	put_round(&text, analysis);
	return text_end(&text);
}

const char *wording_found(struct arena *arena, const struct outcome *outcome)
{
	static const enum verdict_kind order[VERDICTS] = { VERDICT_LEAK, VERDICT_SUSPECT,
		VERDICT_INCONCLUSIVE, VERDICT_STABLE };
	struct text text;

	text_begin(&text, arena);
	for (size_t i = 0; i < VERDICTS; i++) {
		fprintf(text.file, "%s%zu %s", i ? ", " : "", outcome->count[order[i]],
			verdict_code(order[i]));
		if (order[i] == VERDICT_LEAK)
			put_kinds_of_leaks(text.file, outcome);
	}
	fprintf(text.file, "%s%s", *outcome->decided ? ", " : "", outcome->decided);
	return text_end(&text);
}

const char *wording_outcome(struct arena *arena, const struct outcome *outcome)
{
	return text_format(
		arena, "%s      exit %d", wording_found(arena, outcome), (int)outcome->status);
}

static const char *clock_line(struct arena *arena, const struct happened_set *set)
{
	const char *by = wording_duration(arena, (double)(set->ms < 0 ? -set->ms : set->ms) / 1000);

	return text_format(arena, "clock was set %s by %s before round %u%s",
		set->ms < 0 ? "back" : "on", by, (unsigned)set->round,
		set->timed ? " (uptime tells the time of rounds)" : "");
}

const char *const *wording_happenings(
	struct arena *arena, const struct analysis *analysis, size_t *count)
{
	const struct happenings *happened = &analysis->happenings;
	const char **lines = arena_take_array(arena, happened->set_count + 2, sizeof *lines);
	const char *passes = wording_heap_passes(arena, analysis);
	size_t failed, actions = happenings_actions(happened, analysis->skip, &failed);

	*count = 0;
	if (failed)
		lines[(*count)++] =
			text_format(arena, "action failed in %zu of %zu rounds", failed, actions);
	if (passes)
		lines[(*count)++] = passes;
	for (size_t i = 0; i < happened->set_count && *count < MOST_LINES; i++)
		lines[(*count)++] = clock_line(arena, &happened->sets[i]);
	return lines;
}
