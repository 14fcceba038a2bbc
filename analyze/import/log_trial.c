/* log_trial.c - the first lines of a log, read as a trial: do they give memory, and what are they
 * if not. */
#include "log_trial.h"

#include <stdio.h>

#include "../base/notes.h"
#include "../input/run_text.h"
#include "headless.h"
#include "../records/json_readings.h"
#include "../records/log_ahead.h"
#include "../records/log_lines.h"
#include "log_refusal.h"
#include "../cells/moment.h"
#include "name_hint.h"
#include "../records/record_amount.h"

enum { SHOWN = 60 };

/* What a trial found. */
struct trial {
	size_t readings;
	int64_t most; /* KiB */
};

static void take_reading(void *context, const struct log_reading *reading)
{
	struct trial *trial = context;
	int64_t kib = reading->rss > reading->private_kib ? reading->rss : reading->private_kib;

	trial->readings++;
	trial->most = kib > trial->most ? kib : trial->most;
}

/* No process whose log somebody keeps stays below: such numbers without a unit are MB, or none of
 * memory. */
static bool is_too_small(const struct record_table *table, const struct trial *trial)
{
	enum { LEAST_KIB = 1000 };

	return (table->noted & NOTED_KIB) && trial->most > 0 && trial->most < LEAST_KIB;
}

/* Reads the first lines as a trial, without a sink; gives the number of readings. */
static size_t try_lines(struct span text, struct arena *arena, const char **hint)
{
	struct notes notes = { .arena = arena };
	struct record_table *table = arena_take(arena, sizeof *table);
	struct span rest = text, line;
	struct trial trial = { .readings = 0 };

	*table = (struct record_table){
		.arena = arena, .notes = &notes, .sink = { take_reading, &trial }
	};
	for (int lines = 0; lines < LOG_LINES_AHEAD && span_line(&rest, &line, NULL); lines++)
		;
	if (rest.len)
		text.len = (size_t)(rest.at - text.at);
	log_lines_read(text, table);
	*hint = table->hint;
	if (is_too_small(table, &trial))
		*hint = record_amount_hint(table,
			"its sizes have no unit, and are too small for a process if they are KiB");
	if (table->is_doubtful || is_too_small(table, &trial))
		return 0;
	/* JSON may be one value over many lines */
	return trial.readings || !rest.len || !(json_readings_likely(text) || table->has_cut_value)
		       ? trial.readings
		       : 1;
}

bool log_trial_known(struct span text)
{
	struct arena arena = { NULL, 0 };
	const char *hint;
	size_t count = try_lines(text, &arena, &hint);

	arena_free(&arena);
	return count > 0;
}

/* The line itself, in printable characters. */
static const char *unknown_hint(struct span line, uint64_t number, struct arena *arena)
{
	char shown[SHOWN + 1] = "", text[512];
	size_t len = line.len < SHOWN ? line.len : SHOWN;

	for (size_t i = 0; i < len; i++)
		shown[i] = line.at[i] >= ' ' && line.at[i] <= '~' && line.at[i] != '`' ? line.at[i]
										       : '?';
	snprintf(text, sizeof text,
		"line %llu is not understood: `%s`; read are tables of ps, top, pidstat, smem and procrank, status, pmap -d and -x, smaps, statm, a CSV or table whose header names its columns (time, pid, rss_kb), values behind a key (RSS: 12 MB), JSON, docker stats, metrics of Prometheus; any other table with `--import csv:time=COL,rss=COL`",
		(unsigned long long)number, shown);
	return arena_copy(arena, span_of(text)).at;
}

/* The advice of a form whose lines look like those of another; NULL: none is there. */
static const char *looks_advice(struct span text)
{
	struct span line;

	for (size_t lines = 0; lines < LOG_LINES_AHEAD && span_line(&text, &line, NULL); lines++)
		if (log_refusal_looks_read(line))
			return log_refusal(line);
	return NULL;
}

const char *log_trial_hint(struct span text, struct arena *arena)
{
	struct moment moment = { .any = false };
	struct span line, rest, first = { NULL, 0 }, whole;
	uint64_t first_number = 0;
	const char *hint;
	int64_t time_ms;

	if (!try_lines(text, arena, &hint) && hint)
		return looks_advice(text) ? looks_advice(text) : hint;
	for (uint64_t number = 1; number <= LOG_LINES_AHEAD && span_line(&text, &line, NULL);
		number++) {
		const char *advice;

		whole = (struct span){ line.at, (size_t)(text.at + text.len - line.at) };

		rest = span_trim(line);
		if (!rest.len)
			continue;
		if (moment_take(&moment, line, &time_ms, &rest) && !rest.len)
			continue;
		advice = log_refusal(line);
		if (!advice)
			advice = log_refusal(rest);
		if (!advice && !first_number && !json_readings_likely(line))
			advice = headless_hint(line, rest, whole, arena);
		if (!advice && !first_number)
			advice = name_hint(whole, arena);
		if (advice)
			return advice;
		if (!first_number) {
			first = line;
			first_number = number;
		}
	}
	return first_number ? unknown_hint(first, first_number, arena) : "nothing is in it";
}
