/*
 * parse_stat.c - /proc/PID/stat. The name (field 2) is not escaped: it ends at the last ')' of its
 * record, and a record ends at an LF that follows a number and precedes `DIGITS (` or the end
 * (fs/proc/array.c, do_task_stat).
 */
#include "parse_stat.h"

#include <stdbool.h>

#include "../base/notes.h"
#include "parse_text.h"

enum { FIELDS_NEEDED = 22, FIELD_STACK = 28, COMM = 15 };

/* `DIGITS (` at the start: returns the PID and the text after the parenthesis. */
static bool read_head(struct span s, int32_t *pid, struct span *rest)
{
	size_t digits = span_digits(s);
	uint64_t number;

	/* a number with a leading 0 is the rest of a broken line */
	if (!span_number((struct span){ s.at, digits }, INT32_MAX, &number) || s.at[0] == '0' ||
		digits + 1 >= s.len || s.at[digits] != ' ' || s.at[digits + 1] != '(')
		return false;
	*pid = (int32_t)number;
	*rest = span_from(s, digits + 2);
	return true;
}

static int32_t pid_of(uint64_t value, bool minus)
{
	return minus || value > INT32_MAX ? 0 : (int32_t)value;
}

/* The fields from 3 on, all numbers except the state; false if it is no such tail. The last number
 * may be truncated. */
static bool read_tail(struct span tail, bool ended, struct stat_row *row)
{
	struct span field;
	int number = 3;

	if (!span_field(&tail, &field) || field.len != 1)
		return false;
	row->state = field.at[0];
	row->cpu_ticks = row->faults = row->size_bytes = row->stack = 0;
	while (span_field(&tail, &field)) {
		bool minus = field.at[0] == '-';
		uint64_t value;

		number++;
		if (!span_number(span_from(field, minus ? 1 : 0), UINT64_MAX, &value))
			return false;
		if (number == 4)
			row->parent = pid_of(value, minus);
		else if (number == 6)
			row->session = pid_of(value, minus);
		else if (number == 9)
			row->flags = value;
		else if (number == 10 || number == 12)
			row->faults += value;
		else if (number == 14 || number == 15)
			row->cpu_ticks += value;
		else if (number == 20)
			row->threads = value;
		else if (number == FIELDS_NEEDED)
			row->start_ticks = value;
		else if (number == FIELDS_NEEDED + 1)
			row->size_bytes = value;
		else if (number == FIELD_STACK)
			row->stack = value;
	}
	return number >= FIELDS_NEEDED + !ended;
}

/* Parses a record: its tail follows its last ')'. ended: it has its LF. */
static bool read_record(struct span record, bool ended, struct stat_row *row)
{
	struct span rest;
	ptrdiff_t close;

	if (!read_head(record, &row->pid, &rest))
		return false;
	close = span_rfind(rest, ')');
	if (close < 0)
		return false;
	row->name = (struct span){ rest.at, (size_t)close };
	/* only a kernel thread has a longer name; with an LF it is a truncated record plus the next
	 * one */
	if (close > COMM && span_find(row->name, '\n') >= 0)
		return false;
	return read_tail(span_from(rest, (size_t)close + 1), ended, row);
}

/* A text being read. */
struct reading {
	const struct stat_reader *reader;
	void *context;
	struct notes *notes;
	struct span record;     /* the current record as far as read; at NULL: none */
	uint64_t number, first; /* the current line; the record's first line */
	const char *next;       /* where the next line starts; NULL: the current one has no LF */
	bool split; /* the previous line may be the start of the PID that the current one continues
		     */
};

/* Reports the record that ends with the current line. */
static void end_record(
	struct reading *reading, const struct stat_row *row, struct span record, uint64_t first)
{
	size_t len = reading->next ? (size_t)(reading->next - record.at) : 0;

	reading->reader->row(reading->context, row, (struct span){ record.at, len },
		reading->number + 1 - first);
	reading->record.at = NULL;
}

/* Does a record start with that line? Notes it if it does not. */
static bool begins_record(struct reading *reading, struct span line)
{
	bool split = reading->split;
	struct span rest;
	int32_t pid;

	reading->split = false;
	if (read_head(line, &pid, &rest) && !split)
		return true;
	reading->split = parse_text_splits_number(line);
	notes_add_span(reading->notes, reading->number,
		split ? "the begin of this line is lost:" : "no line of stat:", line);
	return false;
}

/* A name with LF spans lines: the record grows until it parses. */
static void read_line(struct reading *reading, struct span line)
{
	struct stat_row read = { .pid = -1 };
	struct span rest;

	if (!line.len || (span_starts(line, "==> ") && span_ends(line, " <==")))
		return;
	if (!reading->record.at) {
		if (!begins_record(reading, line))
			return;
		reading->record.at = line.at;
		reading->first = reading->number;
	}
	reading->record.len = (size_t)(line.at + line.len - reading->record.at);
	if (read_record(reading->record, reading->next != NULL, &read)) {
		end_record(reading, &read, reading->record, reading->first);
	} else if (reading->number - reading->first >= 16 || !reading->next) {
		/* comm has 15 bytes, which limits the number of lines */
		notes_add(reading->notes, reading->first,
			reading->next ? "not understood" : "cut off");
		reading->record.at = NULL;
	} else if (reading->number > reading->first && read_head(line, &read.pid, &rest) &&
		   read_record(line, true, &read)) {
		notes_add(reading->notes, reading->first, "not understood");
		end_record(reading, &read, line, reading->number);
	}
}

void parse_stat(
	struct span text, struct notes *notes, const struct stat_reader *reader, void *context)
{
	struct reading reading = { .reader = reader, .context = context, .notes = notes };
	bool ended;

	while (text.len) {
		uint64_t lines = 0;
		size_t known = !reading.record.at && !reading.split && reader->known
				       ? reader->known(context, text, &lines)
				       : 0;
		struct span line;

		reading.number += known ? lines : 1;
		text = span_from(text, known);
		if (known || !span_line(&text, &line, &ended))
			continue;
		reading.next = ended ? text.at : NULL;
		read_line(&reading, line);
	}
}
