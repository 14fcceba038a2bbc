/* more_rounds.c - the command that records as many more rounds as a verdict needs. */
#include <math.h>

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

/* May the byte stand in a shell's word without quotes? */
static bool is_bare(char c)
{
	return span_is_letter(c) || span_is_digit(c) || c == '-' || c == '_' || c == '.' ||
	       c == '/' || c == ':' || c == '=' || c == '+' || c == ',';
}

/* Writes a word, in quotes where it needs them; false if it holds a control byte or a backslash,
 * which would be shown escaped. */
static bool put_word(FILE *file, struct span word)
{
	bool bare = word.len > 0;

	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.at[i] < ' ' || word.at[i] == 0x7f || word.at[i] == '\\')
			return false;
		bare &= is_bare(word.at[i]);
	}
	fputs(bare ? "" : "'", file);
	for (size_t i = 0; i < word.len; i++)
		word.at[i] == '\'' ? (void)fputs("'\"'\"'", file) : (void)fputc(word.at[i], file);
	fputs(bare ? "" : "'", file);
	return true;
}

static bool put_words(FILE *file, struct span words)
{
	struct span word;

	while (span_field(&words, &word)) {
		fputc(' ', file);
		if (!put_word(file, word))
			return false;
	}
	return true;
}

const char *wording_more_rounds(struct arena *arena, const struct analysis *analysis)
{
	double rounds = rounds_lacking(analysis);
	struct span interval = run_info_value(&analysis->info, "interval_ms");
	const char *command;
	struct text text;
	bool good;

	if (rounds <= 0 || !analysis->is_folder || !analysis->info.targets.len ||
		analysis->design.arm_count)
		return NULL;
	text_begin(&text, arena);
	fprintf(text.file, "leakline-collect --resume -n +%.0f -o ", rounds);
	good = put_word(text.file, analysis->path);
	if (interval.len && span_digits(interval) == interval.len && !span_is(interval, "0"))
		fprintf(text.file, " -i %.*sms", (int)interval.len, interval.at);
	good &= put_words(text.file, analysis->info.targets);
	if (analysis->info.action.len) {
		fputs(" --", text.file);
		good &= put_words(text.file, analysis->info.action);
	}
	command = text_end(&text);
	return good ? command : NULL;
}
