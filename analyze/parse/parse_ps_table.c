/*
 * parse_ps_table.c - the header line of a table of ps, top or pidstat: its words in order (procps
 * ps/output.c; top/top_nls.c, which translates some; sysstat pidstat.c, which puts a time in the
 * user's locale first).
 */
#include "parse_ps_table.h"

#include <string.h>

static const struct {
	const char *word;
	enum ps_column column;
} words[] = {
	{ "USER", PS_USER },
	{ "UID", PS_USER },
	{ "EUSER", PS_USER },
	{ "RUSER", PS_USER },
	{ "PID", PS_PID },
	{ "TGID", PS_PID },
	{ "VSZ", PS_VSZ },
	{ "VSIZE", PS_VSZ },
	{ "RSS", PS_RSS },
	{ "RSZ", PS_RSS },
	{ "RES", PS_RSS },
	{ "RSIZE", PS_RSS },
	{ "STAT", PS_STAT },
	{ "S", PS_STAT },
	{ "STARTED", PS_START },
	{ "START", PS_START },
	{ "STIME", PS_STIME },
	{ "TIME", PS_TIME },
	{ "TIME+", PS_TIME },
	{ "USS", PS_PRIVATE },
	{ "RPRVT", PS_PRIVATE }, /* top of macOS */
	{ "Swap", PS_SWAP },
	{ "SWAP", PS_SWAP },
	{ "ELAPSED", PS_ELAPSED },
	{ "DATE", PS_DATE },
	{ "COMMAND", PS_COMMAND },
	{ "CMD", PS_COMMAND },
	{ "NAME", PS_COMMAND },
	{ "ARGS", PS_COMMAND },
	{ "CMDLINE", PS_COMMAND },
	{ "Command", PS_COMMAND },
};

/* What the words read so far show. */
struct heading {
	struct span words[PS_COLUMNS];
	bool pid, command, top;
};

static enum ps_column column_of(struct span word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i].word))
			return words[i].column;
	return PS_OTHER;
}

static bool holds(struct span word, char from, char to)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] >= from && word.at[i] <= to)
			return true;
	return false;
}

/* A row whose command line looks like a header has a PID; a pidstat header may start with seconds
 * since 1970. */
static bool is_row_number(struct span word)
{
	uint64_t number;

	return word.len < 9 && span_number(word, UINT64_MAX, &number);
}

/* Returns false for too many words, or one that no header has. */
static bool read_words(struct span line, struct ps_table *table, struct heading *heading)
{
	bool res = false, shr = false, cmprs = false, rss = false;
	struct span word;

	while (span_field(&line, &word)) {
		enum ps_column column = column_of(word);

		if (span_is(word, "#"))
			continue; /* pidstat -h starts its header like this */
		/* atop's page, 1/8 */
		if (heading->command && span_find(word, '/') > 0 && span_is_digit(word.at[0]))
			continue;
		/* VmRSS is what collectl and tables of scripts have; ps has none such */
		if (table->count == PS_COLUMNS || is_row_number(word) || span_starts(word, "Vm"))
			return false;
		/* two of them may differ: the reader of any table compares them */
		if (column == PS_RSS && rss)
			return false;
		rss |= column == PS_RSS;
		if (column == PS_COMMAND) {
			heading->command = true;
			table->command = table->count;
		} else if (heading->command && holds(word, 'a', 'z') && !holds(word, 'A', 'Z')) {
			return false; /* a sentence */
		}
		/* DATE and TIME next to each other are a moment, not CPU time */
		if (column == PS_TIME && table->count &&
			table->columns[table->count - 1] == PS_DATE)
			column = PS_DAYTIME;
		heading->pid |= column == PS_PID;
		res |= span_is(word, "RES");
		shr |= span_is(word, "SHR");
		cmprs |= span_is(word, "CMPRS");
		heading->words[table->count] = word;
		table->columns[table->count++] = column;
		/* toybox's top: a state and a CPU share under one word */
		if (span_is(word, "S[%CPU]") && table->count < PS_COLUMNS) {
			table->columns[table->count - 1] = PS_STAT;
			heading->words[table->count] = (struct span){ word.at, 0 };
			table->columns[table->count++] = PS_OTHER;
		}
	}
	heading->top = res && shr;
	/* top of macOS tells what is resident by that name; elsewhere it is a share in percent */
	for (size_t i = 0; cmprs && i < table->count; i++)
		if (span_is(heading->words[i], "MEM"))
			table->columns[i] = PS_RSS;
	return true;
}

static bool is_aux(const struct ps_table *table, const struct heading *heading)
{
	static const char *const aux[] = { "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT",
		"START", "TIME" };
	enum { AUX = sizeof aux / sizeof *aux };
	size_t same = 0;

	if (table->command < AUX || table->command + 1 < table->count)
		return false;
	while (same < AUX && span_is(heading->words[table->command - AUX + same], aux[same]))
		same++;
	return same == AUX;
}

/* pidstat puts a time of one or more words first, or its language's word for average. */
static void join_clock(struct ps_table *table, const struct heading *heading)
{
	size_t clock = 0;
	bool digits = false, faults = false;

	for (size_t i = 0; i < table->count; i++)
		faults |= span_ends(heading->words[i], "/s") ||
			  span_starts(heading->words[i], "%usr");
	if (!faults)
		return;
	while (clock < table->count && table->columns[clock] != PS_USER &&
		table->columns[clock] != PS_PID)
		digits |= holds(heading->words[clock++], '0', '9');
	if (!clock || clock > table->command)
		return;
	table->averages = !digits && !span_is(heading->words[0], "Time");
	table->clock_words = digits ? clock : 0;
	table->uid = span_is(heading->words[clock], "UID");
	table->count -= clock - 1;
	table->command -= clock - 1;
	memmove(table->columns + 1, table->columns + clock,
		(table->count - 1) * sizeof *table->columns);
	table->columns[0] = PS_CLOCK;
}

bool parse_ps_table_read(struct span line, struct ps_table *table)
{
	struct heading heading = { .pid = false };

	*table = (struct ps_table){ .count = 0 };
	if (!read_words(line, table, &heading) || !heading.pid)
		return false;
	if (!heading.command) {
		/* the last word of top is in the user's language */
		if (!heading.top)
			return false;
		table->command = table->count - 1;
		table->columns[table->command] = PS_COMMAND;
	}
	for (size_t i = 0; i < table->command; i++) {
		table->toolbox |= span_is(heading.words[i], "PC");
		if (table->columns[i] == PS_COMMAND)
			table->columns[i] =
				PS_OTHER; /* -eo comm,...,args: the last one is read as free text */
	}
	table->aux = is_aux(table, &heading);
	join_clock(table, &heading);
	return true;
}
