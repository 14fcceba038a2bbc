/* record_amount.c - the cells of a table that hold sizes. */
#include "record_amount.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "../cells/amount.h"

bool record_amount_is_missing(struct span cell)
{
	static const char *const words[] = { "-", "--", "NA", "N/A", "NaN", "nan", "null", "None",
		"?", "" };
	enum { LONGEST = 4 };

	if (cell.len > LONGEST || (cell.len && span_is_digit(cell.at[0])))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(cell, words[i]))
			return true;
	return false;
}

/* Sizes in bytes are multiples of the page size. Of sizes in KiB, one in a thousand is such a
 * multiple and above a GiB. */
double record_amount_guess_unit(struct record_table *table, const struct amount *amount)
{
	const double page = 4096, least = 1048576;
	double pages = floor(amount->number + 0.5) / page;

	if (amount->number >= least && (double)(int64_t)pages == pages) {
		record_note(table, NOTED_BYTES,
			"no unit is told: multiples of the page size are taken for bytes");
		return 1.0 / 1024;
	}
	if (amount->step < 1) {
		table->hint =
			table->spec
				? "its sizes have decimals and no unit, so that they are no KiB: say which they are behind --import csv:, as in `unit=MB`"
				: "its sizes have decimals and no unit, so that they are no KiB: record `ps -o pid,rss,args`";
		return -1;
	}
	if (!table->of_ps)
		record_note(table, NOTED_KIB, "no unit is told: sizes are taken for KiB");
	return 1;
}

static const char *columns_hint(struct record_table *table, const char *why, const char *unit);
static const char *key_hint(struct record_table *table, const char *why, const char *unit);

bool record_amount_fits(
	struct record_table *table, const struct amount *amount, double unit, bool *any_kib)
{
	static const char why[] =
		"no unit is told, and its sizes do not show whether they are KiB or bytes, as means do not: say which they are (here bytes)";
	const uint64_t least = 1048576, page_kib = 4, page_bytes = 4096, kib = 1024;
	/* 2.4612864e+07 is a little less than whole */
	uint64_t whole = amount->number < 1e18 ? (uint64_t)(amount->number + 0.5) : 0;
	bool fits = true;

	if (unit < 1)
		fits = whole % kib == 0;
	else if (whole >= least && !table->of_ps)
		fits = whole % page_kib == 0 && (*any_kib || whole % page_bytes);
	/* of 2.46129e+07, all are multiples of 100 */
	fits &= !(unit >= 1 && whole >= least && amount->step > 1);
	*any_kib |= whole % page_bytes != 0;
	if (fits || unit < 0)
		return true;
	table->is_doubtful = true;
	table->hint =
		table->unit_key.len ? key_hint(table, why, "bytes") : columns_hint(table, why, "B");
	return false;
}

/* 24.004 K, 24'004 K: digits alone, in the unit K. */
static bool read_whole(struct span cell, struct amount *amount)
{
	*amount = (struct amount){
		.step = 1, .unit = 1, .grouped = -1, .pointed = -1, .len = cell.len
	};
	for (size_t i = 0; i < cell.len; i++)
		if (span_is_digit(cell.at[i]))
			amount->number = amount->number * 10 + (cell.at[i] - '0');
	return cell.len && span_is_digit(cell.at[0]) && amount->number < 1e15;
}

const char *record_amount_quote(struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!span_is_letter(c) && !span_is_digit(c) && !strchr("_-./:%+@", c))
			return "'";
	}
	return "";
}

bool record_amount_is_typed(struct span name)
{
	return span_find(name, '\'') < 0;
}

/* `rss=24.1`: its unit can be put behind it. */
static const char *key_hint(struct record_table *table, const char *why, const char *unit)
{
	struct span key = table->unit_key;

	for (size_t i = 0; i < key.len; i++)
		if (!span_is_letter(key.at[i]) && !span_is_digit(key.at[i]) && key.at[i] != '_' &&
			key.at[i] != ' ')
			key.len = 0;
	if (!key.len)
		return text_format(table->arena, "%s, or record `ps -o pid,rss,args`", why);
	return text_format(table->arena,
		"%s, as in `sed 's/%.*s[^0-9]*[0-9.]*/& %s/' log >named.log`, or record `ps -o pid,rss,args`",
		why, (int)key.len, key.at, unit);
}

/* The advice to describe its columns, behind why it is needed; unit: such as they may have. Where a
 * shell would take a name for more than that, it is only that they are to be described. */
static const char *columns_hint(struct record_table *table, const char *why, const char *unit)
{
	static const struct {
		const char *part;
		enum column_role role;
	} parts[] = { { "time", COLUMN_TIME }, { "pid", COLUMN_PID }, { "name", COLUMN_NAME },
		{ "rss", COLUMN_RSS }, { "private", COLUMN_PRIVATE } };
	enum { PARTS = sizeof parts / sizeof *parts, TEXT = 600, LONGEST = 40 };
	char columns[PARTS * (LONGEST + 12)] = "", text[TEXT];
	const char *quote = "";
	bool any = false, typed = true;
	size_t len = 0;

	for (size_t part = 0; part < PARTS; part++)
		for (size_t i = 0; i < table->count; i++) {
			const struct record_column *column = &table->columns[i];

			if (column->role != parts[part].role || !column->name.len)
				continue;
			typed &= record_amount_is_typed(column->name);
			if (record_amount_quote(column->name)[0])
				quote = record_amount_quote(column->name);
			/* what is private counts as all where nothing else is there */
			any |= parts[part].role == COLUMN_RSS;
			len += (size_t)snprintf(columns + len, sizeof columns - len, "%s=%.*s,",
				parts[part].role == COLUMN_PRIVATE && !any ? "rss"
									   : parts[part].part,
				(int)(column->name.len < LONGEST ? column->name.len : LONGEST),
				column->name.at);
			break;
		}
	/* of JSON */
	if (!len)
		return text_format(table->arena, "%s, or record `ps -o pid,rss,args`", why);
	if (!typed)
		return text_format(table->arena,
			"%s behind `--import csv:`, or record `ps -o pid,rss,args`", why);
	snprintf(text, sizeof text,
		"%s, as in `--import %scsv:%sunit=%s%s`, or record `ps -o pid,rss,args`", why,
		quote, columns, unit, quote);
	return arena_copy(table->arena, span_of(text)).at;
}

const char *record_amount_hint(struct record_table *table, const char *why)
{
	why = text_format(table->arena, "%s: say which they are", why);
	return table->unit_key.len ? key_hint(table, why, "MB") : columns_hint(table, why, "MB");
}

/* Two marks of one kind between digits: 2026-11-02, 2026/11/02, 08:00:00. No size has them. */
static bool is_date(struct span cell)
{
	size_t first = span_digits(cell), second;
	struct span rest = span_from(cell, first);
	char mark = rest.len ? rest.at[0] : '\0';

	if (!first || (mark != '-' && mark != '/' && mark != ':'))
		return false;
	second = span_digits(span_from(rest, 1));
	rest = span_from(rest, second + 1);
	return second && rest.len > 1 && rest.at[0] == mark && span_is_digit(rest.at[1]);
}

/* The amount of a cell. Behind it may stand its limit, a share or a word, but no further digits:
 * `24 004` of French is one number. */
static bool read_cell(struct span cell, struct amount *amount)
{
	struct span rest;

	if (is_date(cell) || !amount_read(cell, amount))
		return false;
	if (amount->len == cell.len)
		return true;
	if (amount_read_spaced(cell, amount))
		return amount->len == cell.len;
	rest = span_from(cell, amount->len);
	/* 9000ms is in no unit of memory, 24000-28000 is no size */
	if (span_is_letter(rest.at[0]) || rest.at[0] == '-')
		return false;
	rest = span_trim(rest);
	return !rest.len || (!span_is_digit(rest.at[0]) && !strchr(",._'", rest.at[0]));
}

bool record_amount_take_unit(struct record_column *column, struct span cell)
{
	enum { LONGEST = 12 };
	bool is_time = column->role == COLUMN_TIME;
	char text[LONGEST + 6];
	double unit;

	cell = span_strip(span_trim(cell), "[(", ")]");
	if (!cell.len || cell.len > LONGEST || !span_is_letter(cell.at[0]) ||
		!(is_time || column->role == COLUMN_RSS || column->role == COLUMN_PRIVATE ||
			column->role == COLUMN_SWAP))
		return false;
	snprintf(text, sizeof text, "%s_%.*s", is_time ? "time" : "rss", (int)cell.len, cell.at);
	unit = is_time || amount_unit(cell) > 0 ? column_name_read(span_of(text)).unit : 0;
	if (unit > 0 && !(column->unit > 0))
		column->unit = unit;
	return unit > 0;
}

/* Why nobody can tell what the mark in a number is. */
static void refuse_points(struct record_table *table, const struct amount_points *points)
{
	table->is_doubtful = true;
	table->hint =
		points->part_decimals && points->part_thousands
			? "points in its numbers part thousands here and decimals there: record `ps -o pid,rss,args`"
			: "the mark in numbers such as 100.500 may part thousands or decimals: write them without it, or record `ps -o pid,rss,args`";
}

bool record_amount_settle(struct record_table *table, struct amount *amount, double unit,
	struct amount_points *points)
{
	if (amount_settle_points(amount, unit, points))
		return true;
	refuse_points(table, points);
	return false;
}

void record_amount_end(struct record_table *table, const struct amount_points *points)
{
	if (!amount_points_are_open(points))
		return;
	table->none_counts = true;
	refuse_points(table, points);
}

bool record_amount_take(struct record_table *table, struct record_column *column, struct span cell)
{
	struct amount amount;

	column->value = -1;
	if (record_amount_is_missing(cell))
		return true;
	if (!(column->is_whole ? read_whole(cell, &amount) : read_cell(cell, &amount)))
		return false;
	if (table->by_thousand || amount_has_limit(cell, amount.len))
		amount_by_thousand(&amount);
	/* swap of the system, and in its unit: no size of the process's other columns */
	if (column->role == COLUMN_SWAP && !(amount.unit > 0) && !(column->unit > 0) &&
		amount.step < 1)
		return true;
	if (!(amount.unit > 0) && !(column->unit > 0) && amount.number > 0) {
		column->unit = record_amount_guess_unit(table, &amount);
		column->is_guessed = true;
	}
	if (column->is_guessed && !(amount.unit > 0) &&
		!record_amount_fits(table, &amount, column->unit, &column->any_kib))
		return false;
	/* a point in the numbers of JSON is that of decimals */
	table->points.part_decimals |= table->of_json;
	if (!record_amount_settle(table, &amount, column->unit, &table->points))
		return false;
	/* 24, then 24.06: the first only looked like KiB */
	if (!(amount.unit > 0) && column->is_guessed && column->unit >= 1 && amount.step < 1) {
		column->unit = -1;
		table->is_doubtful = true;
	}
	if (!(amount.unit > 0) && column->unit < 0) {
		if (column->name.len)
			table->hint = record_amount_hint(table,
				"its sizes have decimals and no unit, so that they are no KiB");
		return false;
	}
	if (column->is_any && !(amount.unit > 0) && column->unit >= 1) {
		table->hint = columns_hint(table,
			"nothing says that its values are memory: if they are, say so", "KiB");
		return false;
	}
	column->value = amount_kib(&amount, column->unit, &column->grain);
	if (column->role == COLUMN_RSS || column->role == COLUMN_PRIVATE) {
		table->row.grain =
			column->grain > table->row.grain ? column->grain : table->row.grain;
		table->told = true;
	}
	return true;
}
