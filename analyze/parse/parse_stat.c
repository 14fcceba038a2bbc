/*
 * parse_stat.c - /proc/PID/stat. The name (field 2) is not escaped: it ends at the last ')' of its record, and a record at
 * an LF behind a number, before `DIGITS (` or the end (fs/proc/array.c, do_task_stat).
 */
#include "parse_stat.h"

#include <stdbool.h>

#include "../base/notes.h"

enum { FIELDS_NEEDED = 22, COMM = 15 };

/* `DIGITS (` at the beginning: gives the PID and what follows the parenthesis. */
static bool read_head(struct span s, int32_t *pid, struct span *rest)
{
	size_t digits = 0;
	uint64_t number;

	while (digits < s.len && s.at[digits] >= '0' && s.at[digits] <= '9')
		digits++;
	if (!span_number((struct span){ s.at, digits }, INT32_MAX, &number) || digits + 1 >= s.len || s.at[digits] != ' ' ||
		s.at[digits + 1] != '(')
		return false;
	*pid = (int32_t)number;
	*rest = span_from(s, digits + 2);
	return true;
}

/* The fields from 3 on, all numbers but the state; false where it is no such tail. */
static bool read_tail(struct span tail, struct stat_row *row)
{
	struct span field;
	int number = 3;

	if (!span_field(&tail, &field) || field.len != 1)
		return false;
	row->state = field.at[0];
	while (span_field(&tail, &field)) {
		bool minus = field.at[0] == '-';
		uint64_t value;

		number++;
		if (!span_number(span_from(field, minus ? 1 : 0), UINT64_MAX, &value))
			return false;
		if (number == 9)
			row->flags = value;
		else if (number == 20)
			row->threads = value;
		else if (number == FIELDS_NEEDED)
			row->start_ticks = value;
	}
	return number >= FIELDS_NEEDED;
}

/* Where the text is a record: its tail stands behind the last ')' of it. */
static bool read_record(struct span record, struct stat_row *row)
{
	struct span rest;
	ptrdiff_t close;

	if (!read_head(record, &row->pid, &rest))
		return false;
	close = span_rfind(rest, ')');
	if (close < 0)
		return false;
	row->name = (struct span){ rest.at, (size_t)close };
	/* a longer one is a kernel thread's; with LF it is a record that was cut off, and the next */
	if (close > COMM && span_find(row->name, '\n') >= 0)
		return false;
	return read_tail(span_from(rest, (size_t)close + 1), row);
}

void parse_stat(struct span text, struct notes *notes, void (*row)(void *context, const struct stat_row *), void *context)
{
	uint64_t number = 0, first = 0;
	struct span line, record = { NULL, 0 };
	bool ended;

	while (span_line(&text, &line, &ended)) {
		struct stat_row read = { .pid = -1 };
		struct span rest;

		number++;
		if (!line.len || (span_starts(line, "==> ") && span_ends(line, " <==")))
			continue;
		/* a name with LF goes on over lines: the record grows until it reads */
		if (!record.at) {
			record.at = line.at;
			first = number;
			if (!read_head(line, &read.pid, &rest)) {
				notes_add_span(notes, number, "no line of stat:", line);
				record.at = NULL;
				continue;
			}
		}
		record.len = (size_t)(line.at + line.len - record.at);
		if (read_record(record, &read)) {
			row(context, &read);
			record.at = NULL;
		} else if (number - first >= 16 || !ended) {
			/* a comm has 15 bytes: so many lines at most */
			notes_add(notes, first, ended ? "not understood" : "cut off");
			record.at = NULL;
		} else if (number > first && read_head(line, &read.pid, &rest) && read_record(line, &read)) {
			notes_add(notes, first, "not understood");
			row(context, &read);
			record.at = NULL;
		}
	}
}
