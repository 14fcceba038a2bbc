/* parse_cgroup.c - files of cgroups, as `tail -n +1 -v` prints them. */
#include "parse_cgroup.h"

#include "../base/notes.h"

/* `==> PATH/FILE <==`; false if the line is none. */
static bool read_header(struct span line, struct cgroup_row *row)
{
	ptrdiff_t slash;

	if (!span_starts(line, "==> ") || !span_ends(line, " <=="))
		return false;
	line = (struct span){ line.at + 4, line.len - 8 };
	slash = span_rfind(line, '/');
	row->path = (struct span){ line.at, slash < 0 ? 0 : (size_t)slash };
	row->file = span_from(line, (size_t)(slash + 1));
	return true;
}

/* `KEY NUMBER`, or a number alone. `max` is no number: there is no limit. */
static bool read_value(struct span line, struct cgroup_row *row)
{
	struct span first, second;

	row->key = (struct span){ NULL, 0 };
	if (!span_field(&line, &first))
		return false;
	if (!span_field(&line, &second))
		return span_number(first, UINT64_MAX, &row->value);
	row->key = first;
	return span_number(second, UINT64_MAX, &row->value);
}

void parse_cgroup(struct span text, struct notes *notes,
	void (*row)(void *context, const struct cgroup_row *row), void *context)
{
	struct cgroup_row current = { .value = 0 };
	uint64_t number = 0;
	struct span line;
	bool ended, any = false;

	while (span_line(&text, &line, &ended)) {
		number++;
		if (!span_trim(line).len || span_is(line, "max"))
			continue;
		if (read_header(line, &current))
			any = true;
		else if (any && ended && read_value(line, &current))
			row(context, &current);
		else
			notes_add_span(
				notes, number, ended ? "no line of a cgroup:" : "cut off:", line);
	}
}
