/* line_date.c - dates that stand within a line of a log, or behind a key on a line of their own. */
#include "line_date.h"

#include <string.h>

#include "../cells/amount.h"
#include "../cells/column_name.h"
#include "../cells/line_owner.h"
#include "../cells/moment.h"
#include "../cells/moment_forms.h"
#include "../cells/parse_date.h"
#include "line_elapsed.h"

bool line_date_has_column(const struct record_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].role == COLUMN_TIME || table->columns[i].role == COLUMN_DATE)
			return true;
	return false;
}

/* level=info ts=2026-11-02T08:00:00Z msg="stats": a date behind its key, as logfmt has it. */
static struct span keyed_date(struct span line, bool *is_elapsed)
{
	static const char *const keys[] = {
		" ts=", " time=", " timestamp=", " t=", " uptime=", " elapsed="
	};
	enum { ELAPSED_FROM = 3 };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		ptrdiff_t at = span_starts(line, keys[i] + 1) ? 0 : span_find_text(line, keys[i]);
		struct span value;
		ptrdiff_t end;

		if (at < 0)
			continue;
		line = span_from(
			line, (size_t)span_find(span_from(line, (size_t)at), '=') + (size_t)at + 1);
		/* time="2026-11-02 08:00:00" may have a blank */
		if (span_starts(line, "\"")) {
			line = span_from(line, 1);
			end = span_find(line, '"');
			value = (struct span){ line.at, end > 0 ? (size_t)end : 0 };
		} else if (!span_field(&line, &value)) {
			break;
		}
		*is_elapsed = i >= ELAPSED_FROM;
		return span_strip(value, "", ":,;|");
	}
	return (struct span){ NULL, 0 };
}

/* Do the words in front of a date make it another than that of the line: `rss 24004 kB, due
 * 2026-12-01 08:00:00`? */
static bool is_of_another(struct span before)
{
	static const char *const words[] = { "due", "until", "till", "expires", "expiry", "before",
		"after", "since", "by", "next", "run", "valid", "to", "for", "deadline",
		"scheduled", "last", "started", "start", "from", "end", "ends" };
	struct span rest = before, word = { NULL, 0 };

	while (span_field(&rest, &word))
		if (column_name_read(word).role >= COLUMN_RSS)
			return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i]))
			return true;
	return false;
}

/* INFO:root: of Python's logging, whose message begins with its date. */
static bool is_of_logging(struct span before)
{
	ptrdiff_t colon = span_find(before, ':');

	return colon > 0 && span_find(before, ' ') < 0 &&
	       line_owner_is_level((struct span){ before.at, (size_t)colon });
}

/* INFO[0060] of logrus: seconds since its beginning; -1: there are none. */
static int64_t level_clock(struct span line)
{
	enum { LEAST_DIGITS = 4, MOST_DIGITS = 9 };
	ptrdiff_t open = span_find(line, '[');
	struct span digits = span_from(line, (size_t)(open + 1));
	size_t len = span_digits(digits);
	uint64_t seconds;

	if (open <= 0 || len < LEAST_DIGITS || len > MOST_DIGITS || len == digits.len ||
		digits.at[len] != ']' ||
		!line_owner_is_level((struct span){ line.at, (size_t)open }) ||
		!span_number((struct span){ digits.at, len }, INT32_MAX, &seconds))
		return -1;
	return (int64_t)seconds * 1000;
}

/* `I, [2026-11-02T08:00:00.123 #4711]`, `[4711] 2026-11-02 08:00:00`, `web_1 | 2026-...`: a date of
 * ISO 8601 behind words that name no value. What is told since then ends with a colon. */
static struct span inner_date(struct span line)
{
	enum { FROM = 1, TO = 40, LEN = 19 };
	struct span none = { NULL, 0 };

	for (size_t i = FROM; i < TO && i + LEN <= line.len; i++) {
		struct span date = span_from(line, i);
		size_t len = LEN;

		bool is_logged = span_is_digit(date.at[0]) && line.at[i - 1] == ':' &&
				 is_of_logging((struct span){ line.at, i });

		if (line.at[i - 1] == '=' ||
			(line.at[i - 1] == ':' && !is_logged &&
				!line_owner_is_level((struct span){ line.at, i - 1 })))
			return none;
		if (!span_is_digit(date.at[0]) || (!is_logged && !strchr(" [(|", line.at[i - 1])) ||
			moment_forms_iso((struct span){ date.at, LEN }) < 0)
			continue;
		if (is_of_another((struct span){ line.at, i }))
			return none;
		while (len < date.len && !strchr(" ])|", date.at[len]))
			len++;
		return (struct span){ date.at, len };
	}
	return none;
}

/* Does the text in front of a date that ends its line end with a value or a mark, so that no word
 * says what else it is the date of? */
static bool ends_with_value(struct span before)
{
	struct span word;

	before = span_strip(span_trim(before), "", "([ \t");
	if (!before.len || strchr("|,;", before.at[before.len - 1]))
		return before.len > 0;
	if (!span_last_field(&before, &word))
		return false;
	return span_is(word, "at") || span_is(word, "@") || amount_unit(word) > 0 ||
	       span_digits(word) == word.len;
}

/* `web | rss 24004 kB | 2026-11-02 08:00:00`: a date at the end of the line, of
 * ISO 8601 where it has no cell of its own. */
static struct span final_date(struct span line)
{
	enum { LEN = 19, LONGEST = 34 };
	struct span none = { NULL, 0 }, end = span_strip(line, "", ")]| \t");
	ptrdiff_t bar = span_rfind(end, '|');
	int64_t time_ms;

	/* of any form, where it has a cell of its own */
	if (bar > 0 && parse_date(span_trim(span_from(end, (size_t)bar + 1)), &time_ms) &&
		time_ms >= 0)
		return span_trim(span_from(end, (size_t)bar + 1));

	for (size_t len = LEN; len <= LONGEST && len < end.len; len++) {
		struct span date = span_from(end, end.len - len);

		if (span_is_digit(date.at[0]) && moment_forms_iso(date) >= 0)
			return ends_with_value((struct span){ end.at, end.len - len }) ? date
										       : none;
	}
	return none;
}

/* Does nothing precede a bracket, or another one that is closed? A word, a colon or a sign in front
 * of it may say what else it is the date of: `valid until [02/Nov/2026:08:00:00 +0000]`. */
static bool stands_apart(struct span before)
{
	before = span_trim(before);
	return !before.len || strchr("]})", before.at[before.len - 1]);
}

/* [Mon Nov  2 08:00:00 2026], [02/Nov/2026:08:00:00 +0000]: a date with a clock in brackets that
 * stand apart; a number is an ID as well. *time_ms keeps its value if there is none. */
static void bracketed_date(struct moment *moment, struct span line, int64_t *time_ms)
{
	enum { SHORTEST = 17, LONGEST = 40, MOST = 8 };
	ptrdiff_t open;

	for (size_t tries = 0; tries < MOST && (open = span_find(line, '[')) >= 0; tries++) {
		ptrdiff_t close;
		int64_t read_ms;
		bool is_apart;

		is_apart = stands_apart((struct span){ line.at, (size_t)open });
		line = span_from(line, (size_t)open + 1);
		close = span_find(line, ']');
		if (!is_apart || close < SHORTEST || close > LONGEST ||
			span_find((struct span){ line.at, (size_t)close }, ':') < 0)
			continue;
		read_ms = moment_read(moment, (struct span){ line.at, (size_t)close }, 0);
		if (read_ms >= (int64_t)DATE_EPOCH_FROM * 1000) {
			*time_ms = read_ms;
			return;
		}
	}
}

static void set_date(struct form_reading *reading, int64_t time_ms)
{
	struct record_table *table = reading->table;

	table->date_ms = time_ms;
	table->dates++;
	table->date_first |= !table->rows;
	table->date_last = false;
}

/* The value behind a key that says when; *unit: of a count, in seconds, 0: it is a date. Empty: the
 * line has no such key. */
static struct span told_date(struct span line, double *unit)
{
	static const struct {
		const char *key;
		double unit;
	} keys[] = { { "Date/Time:", 0 }, { "data collected ", 0 }, { "Timestamp:", 0 },
		{ "timestamp:", 0 }, { "Date:", 0 }, { "date:", 0 }, { "Time:", 0 }, { "time:", 0 },
		{ "server_time_usec:", 1e-6 }, { "uptime_in_seconds:", 1 } };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!span_starts(line, keys[i].key))
			continue;
		*unit = keys[i].unit;
		return span_trim(span_from(line, strlen(keys[i].key)));
	}
	return (struct span){ NULL, 0 };
}

/* Decides whether a date on a line of its own is that of the record at hand. It is where no memory
 * of it is told yet (process_id: 4711, and then when), or where each record has had its own date
 * behind it so far. Of several records since the last date it is none's own: then it is that of
 * what follows. */
static bool take_for_record(struct form_reading *reading)
{
	const struct log_reading *record = &reading->keys;
	bool is_first = !reading->date_key.len,
	     has_memory = record->rss >= 0 || record->private_kib >= 0;

	if (is_first)
		reading->is_date_behind = has_memory && record->pid > 0 && !reading->table->rows;
	else if (reading->table->rows != reading->date_rows + 1 || !has_memory)
		reading->is_date_behind = false;
	return reading->is_date_behind || !has_memory;
}

bool line_date_told(struct form_reading *reading, struct span line)
{
	double unit = 0;
	struct span date = told_date(line, &unit);
	struct span key = { line.at, date.len ? (size_t)(date.at - line.at) : 0 };
	bool is_own;
	int64_t time_ms;

	if (!key.len || line_date_has_column(reading->table) ||
		(reading->date_key.len && !span_equal(reading->date_key, key)) ||
		(!reading->date_key.len && reading->table->dates))
		return false;
	time_ms = moment_read(&reading->table->moment, date, unit);
	if (time_ms < 0 || (unit < 1 && time_ms < (int64_t)DATE_EPOCH_FROM * 1000))
		return false;
	is_own = take_for_record(reading);
	if (!reading->date_key.len)
		reading->date_key =
			intern(&reading->table->names.texts, reading->table->arena, key);
	/* the record goes on until a key of it comes again: more of it may stand behind its date */
	if (is_own)
		reading->keys.time_ms = time_ms;
	reading->date_rows = reading->table->rows;
	set_date(reading, time_ms);
	reading->table->date_last = !is_own;
	return true;
}

void line_date_take(struct form_reading *reading, struct span line)
{
	struct record_table *table = reading->table;
	struct span date;
	bool is_inner, is_elapsed = false;
	int64_t time_ms = -1;

	if (line_date_has_column(table))
		return;
	date = keyed_date(line, &is_elapsed);
	is_inner = !date.len && (!table->dates || reading->has_inner_dates);
	if (is_inner)
		date = inner_date(line);
	if (is_inner && !date.len)
		date = final_date(line);
	if (is_elapsed)
		time_ms = moment_forms_parts(date);
	else if (date.len)
		time_ms = moment_read(&table->moment, date, 0);
	else if (is_inner)
		bracketed_date(&table->moment, line, &time_ms);
	if (is_inner && time_ms < 0)
		time_ms = level_clock(line);
	if (reading->has_elapsed && time_ms < 0)
		time_ms = line_elapsed_read(line);
	if (time_ms < 0)
		return;
	reading->has_inner_dates |= is_inner;
	set_date(reading, time_ms);
}
