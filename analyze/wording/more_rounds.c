/* more_rounds.c - the commands that record a run again, or as many more rounds as a verdict needs.
 */
#include <math.h>

#include "../base/shell_word.h"
#include "../base/text.h"
#include "wording.h"

enum { MOST_ROUNDS = 1000000 };

/* How many more rounds the process needs that needs most; 0: none, or no number would do. */
static double rounds_lacking(const struct analysis *analysis)
{
	double most = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		double lacks = finding->rounds_needed - (double)finding->process->rounds;

		if (analysis->verdicts[i].verdict == VERDICT_INCONCLUSIVE &&
			finding->rounds_needed > 0 && lacks > most)
			most = lacks;
	}
	return most <= MOST_ROUNDS ? ceil(most) : 0;
}

static bool put_words(FILE *file, struct arena *arena, struct span words)
{
	struct span word;

	while (shell_word_take(&words, arena, &word)) {
		fputc(' ', file);
		if (!shell_word_put(file, word))
			return false;
	}
	return !words.len;
}

/* " -- ACTION", if there was one. */
static bool put_action(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	if (!analysis->info.action.len)
		return true;
	fputs(" --", file);
	return put_words(file, arena, analysis->info.action);
}

/* " -i 500ms" if the run has such a key, and it is not 0. */
static void put_duration(
	FILE *file, const struct analysis *analysis, const char *option, const char *key)
{
	struct span ms = run_info_value(&analysis->info, key);

	if (ms.len && span_digits(ms) == ms.len && !span_is(ms, "0"))
		fprintf(file, " %s %.*sms", option, (int)ms.len, ms.at);
}

const char *wording_more_rounds(struct arena *arena, const struct analysis *analysis)
{
	double rounds = rounds_lacking(analysis);
	const char *command;
	struct text text;
	bool good;

	if (rounds <= 0 || !analysis->is_folder || !analysis->info.targets.len ||
		analysis->design.arm_count)
		return NULL;
	text_begin(&text, arena);
	fprintf(text.file, "leakline-collect --resume -n +%.0f -o ", rounds);
	good = shell_word_put(text.file, analysis->path);
	put_duration(text.file, analysis, "-i", "interval_ms");
	good &= put_words(text.file, arena, analysis->info.targets);
	good &= put_action(text.file, arena, analysis);
	command = text_end(&text);
	return good ? command : NULL;
}

/* A target as another boot knows it: a PID is the name of its process. */
static bool put_target(FILE *file, const struct analysis *analysis, struct span target)
{
	uint64_t pid;

	if (span_number(target, INT32_MAX, &pid))
		for (size_t i = 0; i < analysis->processes.target_count; i++)
			if (analysis->processes.items[i].pid == (int32_t)pid)
				target = analysis->processes.items[i].name;
	fputc(' ', file);
	return shell_word_put(file, target);
}

const char *wording_repeat(struct arena *arena, const struct analysis *analysis)
{
	struct span rest = analysis->info.targets, word,
		    rounds = run_info_value(&analysis->info, "rounds");
	const char *command;
	struct text text;
	bool good = true;

	if (!rest.len || analysis->design.arm_count)
		return NULL;
	text_begin(&text, arena);
	fputs("leakline-collect", text.file);
	if (rounds.len && span_digits(rounds) == rounds.len)
		fprintf(text.file, " -n %.*s", (int)rounds.len, rounds.at);
	put_duration(text.file, analysis, "-i", "interval_ms");
	put_duration(text.file, analysis, "-s", "settle_ms");
	while (shell_word_take(&rest, arena, &word))
		good &= put_target(text.file, analysis, word);
	good &= !rest.len && put_action(text.file, arena, analysis);
	command = text_end(&text);
	return good ? command : NULL;
}
