/* parse_status_bare.c - lines that grep cut out of /proc/PID/status. */
#include "parse_status_bare.h"

#include <string.h>

#include "../base/notes.h"
#include "status_row.h"

#define NAME "Name:\t"

/* The field of a line `VmRSS:    2076 kB`, or STATUS_FIELDS; its value. */
static size_t size_field(struct span line, struct span *value)
{
	ptrdiff_t colon = span_find((struct span){ line.at, line.len < 16 ? line.len : 16 }, ':');
	size_t field = 0;

	if (colon < 0)
		return STATUS_FIELDS;
	*value = span_from(line, (size_t)colon + 1);
	while (field < STATUS_FIELDS &&
		!(status_row_fields[field].kib && span_is((struct span){ line.at, (size_t)colon },
							  status_row_fields[field].key)))
		field++;
	return field;
}

/* Is it `/proc/4711/task/4712`, a thread other than the first? Its memory is the process's again.
 */
static bool is_other_thread(struct span path)
{
	ptrdiff_t slash = span_rfind(path, '/'), task;
	struct span tid = span_from(path, (size_t)(slash + 1)),
		    above = { path.at, slash > 0 ? (size_t)slash : 0 };

	if (!span_ends(above, "/task"))
		return false;
	above.len -= 5;
	task = span_rfind(above, '/');
	return !span_equal(tid, span_from(above, (size_t)(task + 1)));
}

/* Strips `/proc/4711/status:` (or `4711/status:`), which grep prints before matches in several
 * files; *pid: 4711, or -1 if there is none. */
static struct span behind_path(struct span line, int64_t *pid)
{
	static const char end[] = "/status:";
	ptrdiff_t at = span_starts(line, "/") || span_digits(line) ? span_find_text(line, end) : -1,
		  slash;
	uint64_t number;

	*pid = -1;
	if (at < 0)
		return line;
	slash = span_rfind((struct span){ line.at, (size_t)at }, '/');
	if (!span_number((struct span){ line.at + slash + 1, (size_t)(at - slash - 1) }, INT32_MAX,
		    &number) ||
		is_other_thread((struct span){ line.at, (size_t)at }))
		return line;
	*pid = (int64_t)number;
	return span_from(line, (size_t)at + sizeof end - 1);
}

bool parse_status_bare_takes(struct span line)
{
	int64_t kib, pid;
	struct span value;

	line = behind_path(line, &pid);
	/* paste(1) may have put the lines of a status into one */
	return (span_starts(line, NAME) && span_find_text(line, "VmRSS:") < 0) ||
	       (size_field(line, &value) < STATUS_FIELDS && status_row_number(value, true, &kib));
}

/* A line of status that is not used here: VmLck, Threads. */
static bool is_other_line(struct span line)
{
	ptrdiff_t colon = span_find(line, ':');

	return colon > 0 && span_starts(span_from(line, (size_t)colon), ":\t") &&
	       span_find((struct span){ line.at, (size_t)colon }, ' ') < 0;
}

/* The current lines of one process. */
struct bare_reading {
	struct status_row process;
	bool seen[STATUS_FIELDS], any;
};

static void end_bare(struct bare_reading *reading,
	void (*row)(void *context, const struct status_row *), void *context)
{
	if (reading->any)
		row(context, &reading->process);
	*reading = (struct bare_reading){ .process = status_row_unknown };
}

/* A new process starts at another PID or a repeated line. */
static void take_size(struct bare_reading *reading, int64_t pid, size_t field, int64_t kib,
	void (*row)(void *context, const struct status_row *), void *context)
{
	if (reading->seen[field] || reading->process.pid != pid)
		end_bare(reading, row, context);
	reading->seen[field] = reading->any = true;
	reading->process.pid = pid;
	reading->process.has_memory = true;
	*(int64_t *)(void *)((char *)&reading->process + status_row_fields[field].offset) = kib;
}

void parse_status_bare(struct span text, struct notes *notes,
	void (*row)(void *context, const struct status_row *), void *context)
{
	struct bare_reading reading = { .process = status_row_unknown };
	struct span line, value;

	for (uint64_t number = 1; span_line(&text, &line, NULL); number++) {
		int64_t kib, pid;
		struct span said = behind_path(line, &pid);
		size_t field = size_field(said, &value);

		if (field < STATUS_FIELDS && status_row_number(value, true, &kib)) {
			take_size(&reading, pid, field, kib, row, context);
		} else if (span_starts(said, NAME)) {
			end_bare(&reading, row, context);
			reading.process.pid = pid;
			reading.process.name = span_from(said, strlen(NAME));
		} else if (line.len && (field < STATUS_FIELDS || !is_other_line(said)))
			notes_add_span(notes, number, "no line of status:", line);
	}
	end_bare(&reading, row, context);
}
