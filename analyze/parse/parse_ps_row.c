/*
 * parse_ps_row.c - one row of a table of ps. Widths are minimums, and USER and START may hold
 * blanks, so fields are found by their form (procps ps/output.c), never by their position in the
 * line.
 */
#include "parse_ps_row.h"

#include <string.h>

#include "parse_ps_time.h"

/* The digits after the point of 9.7m (BusyBox, top; 9,7m in some languages): *part gets the value,
 * *scale 10 for each digit. */
static bool read_fraction(struct span digits, uint64_t *part, uint64_t *scale)
{
	enum { DIGITS = 3 };

	*scale = 1;
	for (size_t i = 0; i < digits.len; i++)
		*scale *= i < DIGITS ? 10 : 1;
	return digits.len <= DIGITS && span_number(digits, 999, part);
}

/* Digits, then in tables of BusyBox and top (in capitals in toybox and pidstat --human) a point and
 * a unit, each 1024 times the one before. top of macOS puts a + or - behind what changed. */
static bool read_size(struct span field, int64_t *kib, int64_t *grain)
{
	static const char units[] = "kmgtpezy";
	uint64_t whole, part = 0, scale = 1, factor = 1;
	struct span digits = field;
	const char *unit;
	ptrdiff_t point;

	/* nearly all sizes are digits alone */
	if (span_number(field, (uint64_t)INT64_MAX / 1024, &whole)) {
		*kib = (int64_t)whole;
		*grain = 1;
		return true;
	}
	if (field.len > 1 && (field.at[field.len - 1] == '+' || field.at[field.len - 1] == '-'))
		digits.len = --field.len;
	if (!field.len)
		return false;
	/* below 1 KiB smemstat tells bytes */
	if (span_ends(field, " B")) {
		*kib = 0;
		*grain = 1;
		return true;
	}
	unit = strchr(units, field.at[field.len - 1] | 32);
	if (unit && *unit)
		digits.len--;
	else
		unit = NULL;
	digits = span_trim(digits);
	point = span_find(digits, '.') >= 0 ? span_find(digits, '.') : span_find(digits, ',');
	if (point >= 0 &&
		(!unit || !read_fraction(span_from(digits, (size_t)point + 1), &part, &scale)))
		return false;
	if (point >= 0)
		digits.len = (size_t)point;
	for (const char *u = units; unit && u < unit; u++) {
		if (factor > INT64_MAX / 1024 / 1024)
			return false;
		factor *= 1024;
	}
	if (!span_number(digits, (uint64_t)INT64_MAX / 1024 / factor, &whole))
		return false;
	*kib = (int64_t)(whole * factor + part * (factor / scale) +
			 part * (factor % scale) / scale);
	*grain = (int64_t)(factor / scale + (scale > 1));
	return true;
}

static bool is_percent(struct span field)
{
	double value;

	return span_decimal(field, &value) && value >= 0;
}

/* The PID column of an aux row: the first place where PID %CPU %MEM VSZ RSS follow each other. */
static bool find_pid(struct span line, struct span *from, struct ps_row *row)
{
	struct span rest = line, pid, fields[4];

	for (struct span at = line; span_field(&at, &pid);) {
		uint64_t number;
		int64_t grain;
		bool good;

		rest = at;
		good = pid.at > line.at && span_number(pid, INT32_MAX, &number) && number > 0;
		for (size_t i = 0; good && i < 4; i++)
			good = span_field(&rest, &fields[i]);
		if (good && is_percent(fields[0]) && is_percent(fields[1]) &&
			span_find(fields[1], '.') > 0 && read_size(fields[2], &row->vsz, &grain) &&
			read_size(fields[3], &row->rss, &row->grain)) {
			row->pid = (int32_t)number;
			row->user = span_trim((struct span){ line.at, (size_t)(pid.at - line.at) });
			*from = rest;
			return row->user.len > 0;
		}
	}
	return false;
}

/* TTY, STAT, START of one token or two, TIME, one blank, COMMAND. */
static bool read_aux(struct span line, struct ps_row *row)
{
	struct span rest, field;

	if (!find_pid(line, &rest, row) || !span_field(&rest, &field) ||
		!span_field(&rest, &row->state) || !span_field(&rest, &field))
		return false;
	row->start = parse_ps_start(field);
	for (int words_of_start = 1; words_of_start <= 2; words_of_start++) {
		if (!span_field(&rest, &field))
			return false;
		if (parse_ps_is_time(field)) {
			row->cpu = parse_ps_cpu(field);
			row->command = span_from(rest, rest.len ? 1 : 0);
			return true;
		}
	}
	return false;
}

/* Ss, R+, D<sl: the kernel's letter, then those of ps */
static bool is_state(struct span state)
{
	for (size_t i = 0; i < state.len; i++)
		if (!strchr(i ? "<NLsl+WE" : "RSDTtZXIPxKW", state.at[i]) || !state.at[i])
			return false;
	return state.len >= 1 && state.len <= 6;
}

char parse_ps_state(struct span state)
{
	return is_state(state) ? state.at[0] : '\0';
}

bool parse_ps_is_row(struct span line)
{
	struct ps_row row = { .pid = -1 };
	struct span rest = line, field;
	uint64_t pid;

	/* most lines end here */
	return span_field(&rest, &field) && field.at == line.at && span_field(&rest, &field) &&
	       span_number(field, INT32_MAX, &pid) && span_field(&rest, &field) &&
	       is_percent(field) && read_aux(line, &row) && row.grain == 1 && is_state(row.state) &&
	       (uint64_t)row.pid == pid;
}

static bool take_field(struct ps_row *row, enum ps_column column, struct span field)
{
	uint64_t pid;
	int64_t grain;

	switch (column) {
	case PS_PID:
		if (span_is(field, "-"))
			pid = 0; /* pidstat -t: a thread of the process above */
		else if (!span_number(field, INT32_MAX, &pid) || !pid)
			return false;
		row->pid = (int32_t)pid;
		return true;
	case PS_USER:
		row->user = field;
		return true;
	case PS_VSZ:
		return read_size(field, &row->vsz, &grain);
	case PS_RSS:
		return read_size(field, &row->rss, &row->grain);
	case PS_PRIVATE:
		return read_size(field, &row->private_kib, &grain);
	case PS_SWAP:
		return read_size(field, &row->swap, &grain);
	case PS_DATE:
		row->time_ms = parse_ps_day(field);
		return true;
	case PS_DAYTIME:
		row->time_ms = parse_ps_daytime(row->time_ms, field);
		return true;
	case PS_STAT:
		row->state = field;
		return true;
	case PS_START:
	case PS_STIME:
		row->start = parse_ps_start(field);
		return true;
	case PS_ELAPSED:
		row->elapsed_s = parse_ps_elapsed(field);
		return true;
	case PS_TIME:
		row->cpu = parse_ps_cpu(field);
		return true;
	default:
		return true;
	}
}

/* pidstat's time: as many words as in its header; after -h's `Time`, AM/PM or a time zone (05:16:00
 * PM IST); with -H seconds since 1970, the only form with a date. */
static bool read_clock(const struct ps_table *table, struct span *rest, struct ps_row *row)
{
	enum { EPOCH_DIGITS = 10 };
	struct span field, after;
	uint64_t seconds;

	for (size_t i = 0; i < table->clock_words || !i; i++)
		if (!span_field(rest, &field))
			return false;
	if (field.len == EPOCH_DIGITS && span_number(field, UINT32_MAX, &seconds))
		row->time_ms = (int64_t)seconds * 1000;
	for (after = *rest; !table->clock_words && span_field(&after, &field); *rest = after)
		if (!span_is(field, "AM") && !span_is(field, "PM") &&
			!(table->uid && !span_is_digit(field.at[0])))
			break;
	return true;
}

/* `Nov 23` and `Mon Nov 23 05:16:00 2026` (-o start, lstart): skips the words after the first. */
static void skip_start(struct span first, struct span *rest, struct ps_row *row)
{
	enum { LSTART = 4 };
	struct span fields[LSTART], after = *rest;
	size_t count = 0;

	if (span_is_digit(first.at[0]))
		return;
	while (count < LSTART && span_field(&after, &fields[count])) {
		count++;
		if (count == 1 && fields[0].len <= 2 && span_is_digit(fields[0].at[0])) {
			*rest = after;
			return;
		}
	}
	if (count != LSTART || !parse_ps_is_time(fields[2]))
		return;
	row->start = parse_ps_start_full(fields[1], fields[2]);
	*rest = after;
}

/* Is that the first field of the column after USER? A user name may hold blanks, but no number or
 * time. */
static bool begins_column(enum ps_column column, struct span field)
{
	if (column == PS_TIME)
		return parse_ps_is_time(field);
	return span_is_digit(field.at[0]) || span_is(field, "-") ||
	       (column != PS_PID && column != PS_VSZ && column != PS_RSS);
}

/* `24.5 M`, as smemstat prints its sizes: one field. */
static void join_unit(struct span *rest, struct span *field)
{
	struct span after = *rest, unit;

	if (span_find(*field, '.') <= 0 || !span_field(&after, &unit) || unit.len != 1 ||
		!strchr("BKMG", unit.at[0]))
		return;
	field->len = (size_t)(unit.at + 1 - field->at);
	*rest = after;
}

/* Reads the field of a column other than COMMAND. before: the previous column. */
static bool read_column(const struct ps_table *table, enum ps_column before, enum ps_column column,
	struct span *rest, struct ps_row *row)
{
	struct span field, after;

	if (column == PS_CLOCK)
		return read_clock(table, rest, row);
	if (!span_field(rest, &field))
		return false;
	while (before == PS_USER && !begins_column(column, field)) {
		row->user.len = (size_t)(field.at + field.len - row->user.at);
		if (!span_field(rest, &field))
			return false;
	}
	join_unit(rest, &field);
	if (!take_field(row, column, field))
		return false;
	/* AIX parts month and day of STIME, too */
	if (column == PS_START || (column == PS_STIME && field.len == 3))
		skip_start(field, rest, row);
	/* BusyBox pads its state: `S  <` and `S   N` are one column */
	after = *rest;
	if (column == PS_STAT && span_field(&after, &field) &&
		(span_is(field, "<") || span_is(field, "N")))
		*rest = after;
	return true;
}

/* Any other table: one field per column; COMMAND is the rest between the fields before and after
 * it. */
static bool read_by_header(const struct ps_table *table, struct span line, struct ps_row *row)
{
	struct span rest = line, field;
	enum ps_column before = PS_OTHER;

	for (size_t i = 0; i < table->command; before = table->columns[i++])
		if (!read_column(table, before, table->columns[i], &rest, row))
			return false;
	if (table->toolbox && span_field(&rest, &field))
		row->state = field;
	for (size_t i = table->count; i-- > table->command + 1;)
		if (!span_last_field(&rest, &field) || !take_field(row, table->columns[i], field))
			return false;
	/* as the first column, COMMAND has no blank before it; padding fills the column after it */
	row->command = span_from(rest, rest.len && table->command ? 1 : 0);
	while (table->command + 1 < table->count && span_ends(row->command, " "))
		row->command.len--;
	return true;
}

bool parse_ps_row_read(const struct ps_table *table, struct span line, struct ps_row *row)
{
	return table->aux ? read_aux(line, row) : read_by_header(table, line, row);
}
