/* parse_counts.c - the kinds fd and jstat of a run. */
#include "parse_counts.h"

#include "../base/notes.h"

void parse_fd(struct span text, struct notes *notes,
	void (*row)(void *context, int32_t pid, int64_t count), void *context)
{
	uint64_t number = 0, pid, count;
	struct span line, field;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		struct span rest = line;

		number++;
		if (!line.len)
			continue;
		if (ended && span_field(&rest, &field) && span_number(field, INT32_MAX, &pid) &&
			pid && span_field(&rest, &field) && span_number(field, INT32_MAX, &count) &&
			!span_trim(rest).len)
			row(context, (int32_t)pid, (int64_t)count);
		else
			notes_add_span(notes, number, ended ? "no line of fd:" : "cut off:", line);
	}
}

/* `==> PID <==`; 0: no such line. */
static int32_t header_pid(struct span line)
{
	struct span rest = line, field;
	uint64_t pid;

	if (!span_field(&rest, &field) || !span_is(field, "==>") || !span_field(&rest, &field) ||
		!span_number(field, INT32_MAX, &pid) || !span_field(&rest, &field) ||
		!span_is(field, "<=="))
		return 0;
	return (int32_t)pid;
}

/* The whole part of a number as jstat prints it, with a point or (by its locale) a comma. */
static bool read_whole(struct span field, int64_t *whole)
{
	uint64_t number;
	size_t digits = span_digits(field);

	if (digits < field.len && field.at[digits] != '.' && field.at[digits] != ',')
		return false;
	if (!span_number((struct span){ field.at, digits }, INT64_MAX / 1024, &number))
		return false;
	*whole = (int64_t)number;
	return true;
}

/* The value below a column's name; false if there is none, or `-`. */
static bool value_below(struct span names, struct span values, const char *wanted, int64_t *value)
{
	struct span name, field;

	while (span_field(&names, &name)) {
		if (!span_field(&values, &field))
			return false;
		if (span_is(name, wanted))
			return read_whole(field, value);
	}
	return false;
}

void parse_jstat(struct span text, struct notes *notes,
	void (*row)(void *context, int32_t pid, int64_t old_kib, int64_t collections),
	void *context)
{
	uint64_t number = 0;
	struct span line, names = { NULL, 0 };
	int32_t pid = 0;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		int64_t old_kib, collections;

		number++;
		if (!span_trim(line).len)
			continue;
		if (header_pid(line)) {
			pid = header_pid(line);
			names.len = 0;
		} else if (pid && !names.len) {
			names = line;
		} else if (pid && ended && value_below(names, line, "OU", &old_kib) &&
			   value_below(names, line, "FGC", &collections)) {
			row(context, pid, old_kib, collections);
			pid = 0;
		} else {
			notes_add_span(notes, number, "no line of jstat -gc:", line);
		}
	}
}
