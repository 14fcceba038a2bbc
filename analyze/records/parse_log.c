/* parse_log.c - logs of other tools: atop -P PRM (atop(1), PARSEABLE OUTPUT), mprof, psrecord. */
#include "parse_log.h"

#include <stdbool.h>

#include "../base/notes.h"

enum {
	CHILD_LABEL = 5, /* `CHLD ` in front of its number */
	CHILDREN = 1000  /* numbered from the parent's number on */
};

/* A decimal number of MiB as KiB. */
static bool read_mib(struct span field, int64_t *kib)
{
	double mib;

	if (!span_decimal(field, &mib) || mib < 0 || mib > 1e12)
		return false;
	*kib = (int64_t)(mib * 1024 + 0.5);
	return true;
}

static bool read_seconds(struct span field, int64_t *ms)
{
	double seconds;

	if (!span_decimal(field, &seconds) || seconds < 0 || seconds > 1e12)
		return false;
	*ms = (int64_t)(seconds * 1000 + 0.5);
	return true;
}

/* PRM host epoch date time interval pid (name) state pagesize vsize rsize ...; is_process is the
 * 12th field behind the state. */
static bool read_prm(struct span line, struct log_reading *row, bool *is_process)
{
	struct span rest = line, field, fields[7];
	ptrdiff_t close;
	uint64_t number, kib = 0;
	size_t count = 0;

	for (size_t i = 0; i < 7; i++)
		if (!span_field(&rest, &fields[i]))
			return false;
	rest = span_trim(rest);
	close = span_rfind(rest, ')');
	if (!span_is(fields[0], "PRM") || !span_number(fields[2], INT64_MAX / 1000, &number) ||
		close < 1 || rest.at[0] != '(')
		return false;
	row->time_ms = (int64_t)number * 1000;
	if (!span_number(fields[6], INT32_MAX, &number))
		return false;
	row->pid = (int32_t)number;
	row->name = (struct span){ rest.at + 1, (size_t)close - 1 };
	rest = span_from(rest, (size_t)close + 1);
	*is_process = true;
	while (span_field(&rest, &field)) {
		count++;
		if (count == 4 && !span_number(field, INT64_MAX / 1024, &kib))
			return false;
		if (count > 8 && (span_is(field, "y") || span_is(field, "n"))) {
			*is_process = span_is(field, "y");
			break;
		}
	}
	row->rss = (int64_t)kib;
	return count >= 4;
}

void parse_atop(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context)
{
	uint64_t number = 0;
	struct span line;

	while (span_line(&text, &line, NULL)) {
		struct log_reading read = log_reading_empty();
		bool is_process;

		number++;
		if (!line.len || span_is(line, "RESET") || span_is(line, "SEP"))
			continue;
		if (!span_starts(line, "PRM "))
			continue; /* it has another label of atop -P */
		if (!read_prm(line, &read, &is_process))
			notes_add_span(notes, number, "no line of PRM:", line);
		else if (is_process && read.rss > 0)
			row(context, &read);
	}
}

/* CMDLINE python3 server.py: the log of a process begins. */
static void take_command(struct span rest, bool any, struct log_reading *read)
{
	struct span word;

	/* a log behind another is that of another process */
	read->pid += any && read->pid < INT32_MAX / CHILDREN - 1;
	if (span_field(&rest, &word))
		read->name = span_from(word, (size_t)(span_rfind(word, '/') + 1));
}

/* MiB and seconds since 1970. */
static bool read_sample(struct span rest, struct log_reading *read)
{
	struct span memory, time;

	return span_field(&rest, &memory) && span_field(&rest, &time) &&
	       read_mib(memory, &read->rss) && read_seconds(time, &read->time_ms);
}

/* CHLD 0 23.4 1700000000.1: --multiprocess; only the number tells children apart. */
static bool read_child(
	struct span rest, const struct log_reading *parent, struct log_reading *child)
{
	struct span number;
	uint64_t nth;

	*child = *parent;
	if (!span_field(&rest, &number) || !span_number(number, CHILDREN - 2, &nth) ||
		!read_sample(rest, child))
		return false;
	child->pid = parent->pid * CHILDREN + (int32_t)nth + 1;
	child->name = (struct span){ number.at - CHILD_LABEL, CHILD_LABEL + number.len };
	return true;
}

void parse_mprof(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context)
{
	struct log_reading read = log_reading_empty(), child;
	uint64_t number = 0;
	struct span line;
	bool ended, any = false;

	read.pid = 1;
	read.name = span_of("mprof");
	while (span_line(&text, &line, &ended)) {
		struct span rest = line, label;

		number++;
		if (!span_field(&rest, &label) || span_is(label, "FUNC"))
			continue;
		if (span_is(label, "CMDLINE")) {
			take_command(rest, any, &read);
			any = false;
		} else if (ended && span_is(label, "MEM") && read_sample(rest, &read)) {
			row(context, &read);
			any = true;
		} else if (ended && span_starts(line, "CHLD ") && read_child(rest, &read, &child)) {
			row(context, &child);
			any = true;
		} else {
			notes_add_span(
				notes, number, ended ? "no line of mprof:" : "cut off:", line);
		}
	}
}

/* Seconds, %CPU, MiB, and numbers behind them. */
static bool read_psrecord(struct span line, struct log_reading *row)
{
	struct span field;
	double number;

	if (!span_field(&line, &field) || !read_seconds(field, &row->time_ms) ||
		!span_field(&line, &field) || !span_decimal(field, &number) ||
		!span_field(&line, &field) || !read_mib(field, &row->rss))
		return false;
	while (span_field(&line, &field))
		if (!span_decimal(field, &number))
			return false;
	return true;
}

void parse_psrecord(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context)
{
	struct log_reading read = log_reading_empty();
	int64_t last_ms = 0;
	uint64_t number = 0;
	struct span line;
	bool ended;

	read.pid = 1;
	read.name = span_of("psrecord");
	while (span_line(&text, &line, &ended)) {
		number++;
		if (!span_trim(line).len || span_starts(line, "#"))
			continue;
		if (!ended || !read_psrecord(line, &read)) {
			notes_add_span(
				notes, number, ended ? "no line of psrecord:" : "cut off:", line);
			continue;
		}
		/* a log behind another is that of another process */
		read.pid += read.time_ms < last_ms;
		last_ms = read.time_ms;
		row(context, &read);
	}
}
