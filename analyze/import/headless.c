/* headless.c - rows without the header that would name their columns. */
#include "headless.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../base/arena.h"
#include "../cells/amount.h"
#include "../records/csv_form.h"
#include "headless_numbers.h"
#include "headless_trend.h"
#include "../cells/moment.h"

enum { TEXT = 400, NAMES = 200 };

static bool is_number(struct span word)
{
	double number;

	return span_decimal(word, &number);
}

/* What the cells of a row without a header may be. */
struct guess {
	char names[NAMES];
	bool time, day, pid, name;
	size_t memory; /* the cell that is taken for memory: the last number */
};

static bool is_amount(struct span cell)
{
	struct amount amount;

	return amount_read(cell, &amount) && amount.len == cell.len;
}

static bool is_moment(struct span cell)
{
	struct moment moment = { .any = false };
	const double epoch_from = 1e9;
	double number;

	if (span_decimal(cell, &number))
		return number >= epoch_from;
	/* 07:00:00 AM UTC, behind its day */
	if (cell.len >= 8 && span_digits(cell) == 2 && cell.at[2] == ':' && cell.at[5] == ':')
		return true;
	return cell.len > 4 && span_is_digit(cell.at[0]) && moment_read(&moment, cell, 0) >= 0;
}

/* 24580096, 24580096.0: no process has as many KiB, and bytes of pages are multiples of one. Of
 * sizes with decimals those of MiB are below 64 GiB. */
static const char *name_of_memory(struct span cell)
{
	enum { PAGE_BYTES = 4096, LEAST_BYTES = 1 << 20, MOST_MIB = 1 << 16 };
	double number, pages;

	if (!span_decimal(cell, &number))
		return "rss";
	pages = number / PAGE_BYTES;
	if (number >= LEAST_BYTES && !(pages > floor(pages)))
		return "rss_bytes";
	return span_find(cell, '.') >= 0 && number < MOST_MIB ? "rss_mb" : "rss_kb";
}

/* 03/03/26, 2026-03-03: a day, whose time is another cell. */
static bool is_day(struct span cell)
{
	size_t marks = 0;

	for (size_t i = 0; i < cell.len; i++) {
		bool mark = strchr("/-.", cell.at[i]);

		if (!mark && !span_is_digit(cell.at[i]))
			return false;
		marks += mark;
	}
	return marks == 2 && cell.len >= 8 && cell.len <= 10;
}

static const char *guess_name(
	struct guess *guess, size_t i, struct span cell, enum headless_trend trend)
{
	uint64_t pid;

	if (i == guess->memory)
		return name_of_memory(cell);
	if (!guess->time && is_moment(cell)) {
		guess->time = true;
		return "time";
	}
	if (!guess->time && is_number(cell) && trend == HEADLESS_RISES) {
		guess->time = true;
		return "elapsed";
	}
	if (!guess->day && is_day(cell)) {
		guess->day = true;
		return "date";
	}
	if (!guess->pid && span_number(cell, INT32_MAX, &pid) && pid) {
		guess->pid = true;
		return "pid";
	}
	if (!guess->name && cell.len && !is_amount(cell) && !is_moment(cell)) {
		guess->name = true;
		return "name";
	}
	return "other";
}

/* Finds the last number among cells of a table: numbers, dates and words, no sentences and no
 * values behind their keys. False: they are none. */
static bool find_memory(const struct span *cells, size_t count, size_t *memory)
{
	enum { LONGEST = 60, WORDS = 4 };
	struct span words[WORDS];

	*memory = count;
	for (size_t i = 0; i < count; i++) {
		if (is_moment(cells[i]))
			continue;
		if (is_amount(cells[i]))
			*memory = i;
		else if (cells[i].len > LONGEST || span_fields(cells[i], words, WORDS) == WORDS ||
			 span_find(cells[i], '=') > 0)
			return false;
	}
	return *memory < count;
}

/* How each separator is typed in a command. */
static const struct separator {
	char separator;
	const char *echo, *typed, *end;
} separators[] = {
	{ ',', "echo ", ",", "" },
	{ ';', "echo '", ";", "'" },
	{ '|', "echo '", "|", "'" },
	{ '\t', "printf '", "\\t", "\\n'" },
};

/* 02.11.2026 08:00:00;RSS;23,44 MB: commas of decimals part nothing. */
static bool has_decimal_commas(struct span line)
{
	size_t commas = 0, semicolons = 0;

	for (size_t i = 0; i < line.len; i++) {
		commas += line.at[i] == ',';
		semicolons += line.at[i] == ';';
	}
	return semicolons > commas;
}

/* 2026-11-02 08:00:00,4711,web,24004 */
static const char *csv_hint(
	struct span line, struct span rows, const struct separator *by, struct arena *arena)
{
	enum { MOST = NAMES / 8 };
	struct span cells[RECORD_COLUMNS];
	size_t count = csv_form_cells(line, by->separator, cells), len = 0;
	struct guess guess = { .names = "" };
	char text[TEXT];

	if (count < 2 || count > MOST || (by->separator == ',' && has_decimal_commas(line)) ||
		!find_memory(cells, count, &guess.memory))
		return NULL;
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(guess.names + len, NAMES - len, "%s%s", i ? by->typed : "",
			guess_name(
				&guess, i, cells[i], headless_trend_find(rows, by->separator, i)));
	snprintf(text, sizeof text,
		"%s: put the names of %s columns in front of %s, as in `{ %s%s%s; cat log; } >named.log`",
		guess.name ? "a CSV without its header" : "numbers alone do not tell what they are",
		guess.name ? "its" : "their", guess.name ? "it" : "them", by->echo, guess.names,
		by->end);
	return arena_copy(arena, span_of(text)).at;
}

/* 4711 root /usr/bin/web -d 0 20004 20504 24004: swap, USS, PSS and RSS of smem, each at least the
 * one before it. */
static const char *smem_hint(struct span row)
{
	enum { SIZES = 4, SWAP = 0 };
	uint64_t pid, sizes[SIZES];
	struct span rest = row, word;

	if (!span_field(&rest, &word) || !span_number(word, INT32_MAX, &pid) || !pid)
		return NULL;
	for (size_t i = SIZES; i-- > 0;)
		if (!span_last_field(&rest, &word) || !span_number(word, INT64_MAX, &sizes[i]))
			return NULL;
	for (size_t i = SWAP + 2; i < SIZES; i++)
		if (!sizes[i - 1] || sizes[i] < sizes[i - 1])
			return NULL;
	if (!span_field(&rest, &word) || is_number(word) || !span_trim(rest).len)
		return NULL;
	return "a table without its header: if it is of smem, put the names of its columns in front of it, as in `{ echo PID USER COMMAND Swap USS PSS RSS; cat log; } >named.log`, or record `smem` without -H";
}

const char *headless_hint(struct span line, struct span row, struct span text, struct arena *arena)
{
	const char *hint = smem_hint(row);

	for (size_t i = 0; !hint && i < sizeof separators / sizeof *separators; i++)
		hint = csv_hint(line, text, &separators[i], arena);
	return hint ? hint : headless_numbers_hint(line, row, text, arena);
}
