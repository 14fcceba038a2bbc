/* parse_status.c - /proc/PID/status. */
#include "parse_status.h"

#include <stddef.h>
#include <string.h>

#include "../base/notes.h"

#define NAME "Name:\t"

/* Which line sets which field; kib: the value must end in " kB" (a truncated line has lost digits,
 * too). */
static const struct {
	const char *key;
	size_t offset;
	bool kib;
} fields[] = {
	{ "VmRSS", offsetof(struct status_row, rss), true },
	{ "RssAnon", offsetof(struct status_row, rss_anon), true },
	{ "RssFile", offsetof(struct status_row, rss_file), true },
	{ "RssShmem", offsetof(struct status_row, rss_shmem), true },
	{ "VmSwap", offsetof(struct status_row, swap), true },
	{ "VmSize", offsetof(struct status_row, size), true },
	{ "VmData", offsetof(struct status_row, data), true },
	{ "VmStk", offsetof(struct status_row, stack), true },
	{ "VmPTE", offsetof(struct status_row, page_tables), true },
	{ "VmPeak", offsetof(struct status_row, peak_size), true },
	{ "Threads", offsetof(struct status_row, threads), false },
	{ "voluntary_ctxt_switches", offsetof(struct status_row, switches), false },
	{ "nonvoluntary_ctxt_switches", offsetof(struct status_row, forced_switches), false },
	{ "Pid", offsetof(struct status_row, pid), false },
	{ "Tgid", offsetof(struct status_row, tgid), false },
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const struct status_row unknown = { .pid = -1,
	.tgid = -1,
	.threads = -1,
	.switches = -1,
	.forced_switches = -1,
	.rss = -1,
	.rss_anon = -1,
	.rss_file = -1,
	.rss_shmem = -1,
	.swap = -1,
	.size = -1,
	.data = -1,
	.stack = -1,
	.page_tables = -1,
	.peak_size = -1 };

/* Parses a line's value; false if it is no number or lacks its unit. */
static bool read_value(struct span value, bool kib, int64_t *number)
{
	uint64_t read;

	value = span_trim(value);
	if (kib) {
		if (!span_ends(value, " kB"))
			return false;
		value.len -= 3;
		value = span_trim(value);
	}
	if (!span_number(value, INT64_MAX / 1024, &read))
		return false;
	*number = (int64_t)read;
	return true;
}

/* `Mem:` and `Shared:` from a kernel without MMU (fs/proc/task_nommu.c, task_mem), where all memory
 * is resident. */
static bool take_nommu(struct status_row *process, struct span key, struct span value)
{
	bool own = span_is(key, "Mem");
	uint64_t bytes;

	value = span_trim(value);
	if ((!own && !span_is(key, "Shared")) || !span_ends(value, " bytes"))
		return false;
	value.len -= 6;
	if (!span_number(span_trim(value), INT64_MAX / 1024, &bytes))
		return false;
	process->has_memory = true;
	if (own)
		process->rss_anon = process->rss = (int64_t)(bytes / 1024);
	else if (process->rss >= 0)
		process->rss += (int64_t)(bytes / 1024);
	return true;
}

/* Handles a line `key: value` of a process. ended: it has its LF, else a number without unit may be
 * truncated. Returns false for a repeated key: the line belongs to another process whose start is
 * lost. */
static bool take_line(struct status_row *process, struct span key, struct span value, bool ended,
	struct notes *notes, uint64_t number)
{
	if (span_is(key, "State")) {
		value = span_trim(value);
		if (process->state)
			return false;
		process->state = value.len ? value.at[0] : '\0';
		return true;
	}
	if (take_nommu(process, key, value))
		return true;
	process->has_memory |= span_starts(key, "Vm");
	for (size_t i = 0; i < FIELDS; i++) {
		int64_t *field = (int64_t *)(void *)((char *)process + fields[i].offset);

		if (key.at[0] != fields[i].key[0] || !span_is(key, fields[i].key))
			continue;
		if (*field >= 0)
			return false;
		if ((!ended && !fields[i].kib) || !read_value(value, fields[i].kib, field))
			notes_add_span(notes, number, ended ? "not a number:" : "cut off:", value);
		return true;
	}
	return true;
}

bool parse_status_begins(struct span rest)
{
	return !rest.len || span_starts(rest, NAME);
}

/* Is every second line empty, as copying through two systems can cause? */
static bool is_spaced(struct span text)
{
	struct span lines[4] = { { NULL, 0 } };

	for (size_t i = 0; i < 4; i++)
		if (!span_line(&text, &lines[i], NULL))
			return false;
	return !lines[1].len && !lines[3].len;
}

/* A text being read. */
struct reading {
	const struct status_reader *reader;
	void *context;
	struct notes *notes;
	struct status_row process; /* the current process */
	const char *begin;         /* where its text starts; NULL: there is no current process */
	uint64_t number, first;    /* the current line; the process's first line */
	uint64_t odd;              /* notes before it */
	bool ended;                /* the current line has its LF */
	bool spaced; /* every second line is empty: an empty line after a name means nothing */
	bool lost;   /* until the next name it is unknown whose lines these are */
};

/* Ends the current process before that place. */
static void end_process(struct reading *reading, const char *end)
{
	bool whole = reading->ended && reading->notes->total == reading->odd;

	if (reading->begin)
		reading->reader->row(reading->context, &reading->process,
			(struct span){ reading->begin, whole ? (size_t)(end - reading->begin) : 0 },
			reading->number + 1 - reading->first);
	reading->begin = NULL;
}

static void begin_process(struct reading *reading, struct span line)
{
	reading->process = unknown;
	reading->process.name = span_from(line, strlen(NAME));
	reading->begin = line.at;
	reading->lost = false;
	reading->first = reading->number;
	reading->odd = reading->notes->total;
	if (!reading->ended)
		notes_add(reading->notes, reading->number, "cut off after the name");
}

/* Handles a line that is no `key: value`. The rest of a name that a message was printed into
 * follows right after it. */
static void take_other(struct reading *reading, struct span line)
{
	bool behind_name = reading->begin && reading->number == reading->first + 1;

	if (behind_name && !span_is_hole(line) && !(reading->spaced && !line.len)) {
		notes_add_span(reading->notes, reading->number,
			"its name is damaged, the process is left out:", reading->process.name);
		reading->begin = NULL;
		reading->lost = true;
	}
	reading->lost |= span_is_hole(line);
	if (line.len)
		notes_add_span(reading->notes, reading->number, "no line of status:", line);
}

static void read_line(struct reading *reading, struct span line)
{
	ptrdiff_t colon = span_find(line, ':');

	if (span_starts(line, "==> ") && span_ends(line, " <=="))
		return; /* tail -v prints these between files */
	if (colon <= 0) {
		take_other(reading, line);
	} else if (reading->lost) {
		return;
	} else if (!reading->begin) {
		notes_add_span(reading->notes, reading->number, "no line of status:", line);
	} else if (!take_line(&reading->process, (struct span){ line.at, (size_t)colon },
			   span_from(line, (size_t)colon + 1), reading->ended, reading->notes,
			   reading->number)) {
		notes_add_span(reading->notes, reading->number,
			"of a process whose name is lost, which is left out:", line);
		reading->lost = true;
	}
}

/* A whole status (one with a state) ends with its counts of context switches and a LF. */
static void note_cut(const struct reading *reading)
{
	const struct status_row *process = &reading->process;

	if (reading->begin && !reading->ended && reading->notes->total == reading->odd &&
		process->state && process->forced_switches < 0)
		notes_add_span(reading->notes, reading->number, "cut off:", process->name);
}

void parse_status(
	struct span text, struct notes *notes, const struct status_reader *reader, void *context)
{
	struct reading reading = { .reader = reader,
		.context = context,
		.notes = notes,
		.ended = true,
		.spaced = is_spaced(text) };

	while (text.len) {
		bool begins = parse_status_begins(text);
		uint64_t lines = 0;
		size_t known;
		struct span line;

		if (begins)
			end_process(&reading, text.at);
		known = begins && reader->known ? reader->known(context, text, &lines) : 0;
		reading.number += known ? lines : 1;
		text = span_from(text, known);
		if (known || !span_line(&text, &line, &reading.ended))
			continue;
		if (begins)
			begin_process(&reading, line);
		else
			read_line(&reading, line);
	}
	note_cut(&reading);
	end_process(&reading, text.at);
}

int32_t parse_status_only_pid(struct span text)
{
	static const char key[] = "\nTgid:\t";
	ptrdiff_t at = span_find_text(text, key);
	uint64_t pid;

	if (at < 0 || span_find_text(text, "\nName:\t") >= 0)
		return 0;
	text = span_from(text, (size_t)at + sizeof key - 1);
	return span_number((struct span){ text.at, span_digits(text) }, INT32_MAX, &pid)
		       ? (int32_t)pid
		       : 0;
}

/* The field of a line `VmRSS:    2076 kB`, or FIELDS; its value. */
static size_t size_field(struct span line, struct span *value)
{
	ptrdiff_t colon = span_find((struct span){ line.at, line.len < 16 ? line.len : 16 }, ':');
	size_t field = 0;

	if (colon < 0)
		return FIELDS;
	*value = span_from(line, (size_t)colon + 1);
	while (field < FIELDS &&
		!(fields[field].kib &&
			span_is((struct span){ line.at, (size_t)colon }, fields[field].key)))
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

bool parse_status_is_bare(struct span line)
{
	int64_t kib, pid;
	struct span value;

	line = behind_path(line, &pid);
	return span_starts(line, NAME) ||
	       (size_field(line, &value) < FIELDS && read_value(value, true, &kib));
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
	bool seen[FIELDS], any;
};

static void end_bare(struct bare_reading *reading,
	void (*row)(void *context, const struct status_row *), void *context)
{
	if (reading->any)
		row(context, &reading->process);
	*reading = (struct bare_reading){ .process = unknown };
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
	*(int64_t *)(void *)((char *)&reading->process + fields[field].offset) = kib;
}

void parse_status_bare(struct span text, struct notes *notes,
	void (*row)(void *context, const struct status_row *), void *context)
{
	struct bare_reading reading = { .process = unknown };
	struct span line, value;

	for (uint64_t number = 1; span_line(&text, &line, NULL); number++) {
		int64_t kib, pid;
		struct span said = behind_path(line, &pid);
		size_t field = size_field(said, &value);

		if (field < FIELDS && read_value(value, true, &kib)) {
			take_size(&reading, pid, field, kib, row, context);
		} else if (span_starts(said, NAME)) {
			end_bare(&reading, row, context);
			reading.process.pid = pid;
			reading.process.name = span_from(said, strlen(NAME));
		} else if (line.len && (field < FIELDS || !is_other_line(said)))
			notes_add_span(notes, number, "no line of status:", line);
	}
	end_bare(&reading, row, context);
}

struct span parse_status_unescape(struct span name, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		bool pair = name.at[i] == '\\' && i + 1 < name.len;

		if (pair && name.at[i + 1] == 'n') {
			out[len++] = '\n';
			i++;
		} else if (pair && name.at[i + 1] == '\\') {
			out[len++] = '\\';
			i++;
		} else {
			out[len++] = name.at[i];
		}
	}
	return (struct span){ out, len };
}
