/* parse_status.c - /proc/PID/status. */
#include "parse_status.h"

#include <stddef.h>
#include <string.h>

#include "../base/notes.h"
#include "status_row.h"

#define NAME "Name:\t"

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
	for (size_t i = 0; i < STATUS_FIELDS; i++) {
		int64_t *field = (int64_t *)(void *)((char *)process + status_row_fields[i].offset);

		if (key.at[0] != status_row_fields[i].key[0] ||
			!span_is(key, status_row_fields[i].key))
			continue;
		if (*field >= 0)
			return false;
		if ((!ended && !status_row_fields[i].kib) ||
			!status_row_number(value, status_row_fields[i].kib, field))
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
	reading->process = status_row_unknown;
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
