/* name_hint.c - what to type where numbers stand in a log, but no name says that they are memory.
 */
#include "name_hint.h"

#include <stdio.h>

#include "../base/arena.h"
#include "../cells/amount.h"
#include "../records/csv_form.h"
#include "json_hint.h"
#include "../cells/moment.h"
#include "../records/record_amount.h"

enum { TEXT = 600, SHOWN = 60 };

/* Names of a message: they end up in one of ours. */
static struct span shown(struct span name)
{
	if (name.len > SHOWN)
		name.len = SHOWN;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] < ' ' || name.at[i] > '~' || name.at[i] == '`')
			name.len = i;
	return name;
}

static bool is_amount(struct span cell)
{
	struct amount amount;

	return amount_read(cell, &amount) && amount.len == cell.len;
}

/* 24.5, without a unit: no KiB */
static bool has_decimals(struct span cell)
{
	struct amount amount;

	return amount_read(cell, &amount) && !(amount.unit > 0) && amount.step < 1;
}

/* How each separator is typed in a pattern of sed. */
static const struct separator {
	char separator;
	const char *typed;
} separators[] = { { ',', "," }, { ';', ";" }, { '|', "|" }, { '\t', "\\t" } };

/* Can its name not be typed behind `rss=`? */
static bool is_quoted(struct span name)
{
	return span_find(name, ',') >= 0 || span_find(name, '"') >= 0 ||
	       !record_amount_is_typed(name);
}

/* Time,"{instance=""a:9100"", job=""web""}", as a query of Prometheus is saved. */
static const char *rename_hint(const struct separator *by, struct arena *arena)
{
	char text[TEXT];

	snprintf(text, sizeof text,
		"none of its columns is called after resident memory: if the second is, say so, as in `sed '1s/.*/time%srss/' log >named.log`",
		by->typed);
	return arena_copy(arena, span_of(text)).at;
}

/* time,web,db above 2026-11-02T08:00:00Z,24004,9000: the columns have names, and none is one of
 * memory. */
static const char *columns_hint(
	struct span line, struct span next, const struct separator *by, struct arena *arena)
{
	struct span heads[RECORD_COLUMNS], cells[RECORD_COLUMNS], first = { NULL, 0 },
								  time = { NULL, 0 };
	size_t count = csv_form_cells(line, by->separator, heads);
	int len;
	bool wide = true; /* a process a column, for all that is known */
	bool is_decimal = false;
	const char *quote;
	char text[TEXT];

	if (count < 2 || csv_form_cells(next, by->separator, cells) != count)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct column_name name = column_name_read(heads[i]);

		if (is_amount(heads[i]))
			return NULL;
		if (name.role == COLUMN_TIME || name.role == COLUMN_DATE)
			time = heads[i];
		else if (name.role != COLUMN_OTHER || name.rank || !is_amount(cells[i]))
			wide = false;
		else if (!first.len) {
			first = heads[i];
			is_decimal = has_decimals(cells[i]);
		}
	}
	if (!first.len || !time.len)
		return NULL;
	if (is_quoted(first) || is_quoted(time))
		return count == 2 ? rename_hint(by, arena) : NULL;
	first = shown(first);
	time = shown(time);
	quote = record_amount_quote(first)[0] ? record_amount_quote(first)
					      : record_amount_quote(time);
	len = snprintf(text, sizeof text,
		"none of its columns is called after resident memory: say which is, as in `--import %scsv:time=%.*s,rss=%.*s%s%s`",
		quote, (int)time.len, time.at, (int)first.len, first.at,
		is_decimal ? ",unit=MB" : "", quote);
	if (wide)
		snprintf(text + len, sizeof text - (size_t)len,
			", or, if each is a process, name them after it, as in `sed '1s/%s/%srss_%s/g' log >named.log`",
			by->typed, by->typed, is_decimal ? "mb_" : "");
	return arena_copy(arena, span_of(text)).at;
}

/* A table drawn with lines, as sqlite3 -box, DuckDB and others print it. */
static const char *drawn_hint(struct span line)
{
	static const char *const lines[] = { "\u250c", "\u256d", "\u2502", "\u251c", "\u2554" };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (span_starts(line, lines[i]))
			return "a table that is drawn with lines: print it as CSV (`sqlite3 -csv -header`, `duckdb -csv`), or draw it with |, as in `sed 's/[\u2502\u2551]/|/g' log >named.log`";
	return NULL;
}

/* After 100 requests: 23.4 MB */
static const char *amount_hint(struct span line)
{
	size_t units = 0;

	for (size_t i = 0; i < line.len; i++) {
		struct amount amount;

		if (!span_is_digit(line.at[i]) || !amount_read(span_from(line, i), &amount))
			continue;
		/* 24 / 512 MB: the sizes are those of a limit */
		if (i > 1 && line.at[i - 1] == ' ' && line.at[i - 2] == '/')
			return NULL;
		i += amount.len - 1;
		/* in the unit that the pattern below finds */
		units += amount.unit > 0 && i && (line.at[i] | 32) == 'b' &&
			 span_find((struct span){ "KMGikmg", 7 }, line.at[i - 1]) >= 0;
	}
	return units == 1
		       ? "its sizes have no name, and may be of anything: if they are resident memory, say so, as in `sed 's/[0-9][0-9.,]* *[kKMG]i*B/RSS: &/' log >named.log`; else record `ps -o pid,rss,args -p PID`"
		       : NULL;
}

const char *name_hint(struct span text, struct arena *arena)
{
	struct span line, next = span_of("");
	const char *hint = json_hint(text, arena);

	if (hint || !span_line(&text, &line, NULL))
		return hint;
	span_line(&text, &next, NULL);
	for (size_t i = 0; !hint && i < sizeof separators / sizeof *separators; i++)
		hint = columns_hint(line, next, &separators[i], arena);
	hint = hint ? hint : drawn_hint(span_trim(line));
	return hint ? hint : amount_hint(line);
}
