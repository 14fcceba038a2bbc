/* parse_ps.c - the tables of ps in a text: headers, rows, and what programs print between them. */
#include "parse_ps.h"

#include "../base/notes.h"
#include "parse_ps_table.h"
#include "parse_ps_time.h"

bool parse_ps_header(struct span line)
{
	struct ps_table table;

	/* PID or TGID */
	return span_find_text(line, "ID") >= 0 && parse_ps_table_read(line, &table);
}

/* FNV-1a of the columns. */
static uint32_t form_of(const struct ps_table *table)
{
	uint32_t form = 2166136261u;

	for (size_t i = 0; i < table->count; i++)
		form = (form ^ (uint32_t)table->columns[i]) * 16777619u;
	return form | 1;
}

/* ` 05:16:00 up 1 day, ...` */
static bool is_uptime(struct span line)
{
	struct span rest = line, field;

	return line.len && (line.at[0] == ' ' || span_is_digit(line.at[0])) &&
	       span_field(&rest, &field) && parse_ps_is_time(field) && span_field(&rest, &field) &&
	       span_is(field, "up") && span_find_text(rest, "load average") >= 0;
}

/* Lines that top -b, pidstat, uptime and a loop's date print between tables. */
static bool is_between(struct span line)
{
	static const char *const starts[] = { "top - ", "Tasks:", "Threads:", "%Cpu", "Cpu(s)",
		"MiB Mem", "MiB Swap", "KiB Mem", "KiB Swap", "GiB Mem", "GiB Swap",
		"Mem:", "Swap:", "CPU:", "Load average:", "Linux ",
		"Average:", "Load Avg:", "CPU usage:", "SharedLibs:", "MemRegions:", "PhysMem:",
		"VM:", "Networks:", "Disks:", "Total: " };
	static const char *const days[] = { "Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ",
		"Sun " };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_starts(line, starts[i]))
			return true;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (span_starts(line, days[i]) && span_find(line, ':') > 0)
			return true;
	/* atop prints this above its table */
	return span_starts(line, "ATOP - ") || (line.len > 4 && line.at[4] == '|') ||
	       is_uptime(line);
}

/* ----------, as smem -t prints above its sums. */
static bool is_rule(struct span line)
{
	enum { RULE = 20 };
	size_t len = 0;

	while (len < line.len && line.at[len] == '-')
		len++;
	return len >= RULE && len == line.len;
}

/* `2 1 0 30000 33000 40000`: how many processes and users, and the sums of their memory. */
static bool is_sums(struct span line)
{
	struct span field;
	size_t fields = 0;

	for (; span_field(&line, &field); fields++)
		if (!span_is_digit(field.at[0]))
			return false;
	return fields > 2;
}

/* A row of pidstat's averages, in the user's language: the word stands where others have a time. */
static bool is_average(const struct ps_table *table, struct span line)
{
	struct span word;

	if (!table->clock_words || !span_field(&line, &word))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (span_is_digit(word.at[i]))
			return false;
	return true;
}

/* A text being read. */
struct ps_reading {
	struct ps_table table;
	struct span header; /* of it; empty: there is none yet */
	const struct ps_reader *reader;
	void *context;
	struct notes *notes;
	uint64_t number; /* of the current line */
	int64_t time_ms; /* from the text before the line */
	bool ruled;      /* the line before was a rule */
	bool summary;    /* lines that top prints above its header, in the user's language */
};

/* next: where the next line starts, NULL if this one is truncated. */
static void read_row(struct ps_reading *reading, struct span line, const char *next)
{
	struct ps_row row = { .pid = -1,
		.vsz = -1,
		.rss = -1,
		.private_kib = -1,
		.grain = 1,
		.elapsed_s = -1,
		.time_ms = reading->time_ms };
	const struct ps_table *table = &reading->table;
	bool ruled = reading->ruled;

	reading->ruled = is_rule(line);
	if (reading->ruled || (ruled && is_sums(line)))
		return;
	reading->summary |= span_starts(line, "top - ") || span_starts(line, "Tasks:") ||
			    span_starts(line, "last pid: ") /* FreeBSD */ ||
			    span_starts(line, "Processes: ") /* macOS */;
	if (is_between(line) || table->averages || is_average(table, line))
		return;
	if (!table->count) {
		if (!reading->summary)
			notes_add_span(
				reading->notes, reading->number, "before the header of ps:", line);
		return;
	}
	if (!parse_ps_row_read(table, line, &row)) {
		if (!reading->summary)
			notes_add_span(reading->notes, reading->number,
				next ? "no row of ps:" : "cut off:", line);
	} else if (row.pid == 0) {
		return;
	} else if (next || (row.command.len && table->command + 1 == table->count)) {
		reading->reader->row(reading->context, &row,
			(struct span){ line.at, next ? (size_t)(next - line.at) : 0 });
	} else {
		notes_add(reading->notes, reading->number, "cut off");
	}
}

/* Returns false if the line is no header. */
static bool begin_table(struct ps_reading *reading, struct span line)
{
	struct ps_table next = reading->table;

	/* a piece of a log has its header in front of it, and again as its first line */
	if (!(reading->header.len && span_equal(line, reading->header)) &&
		!parse_ps_table_read(line, &next))
		return false;
	reading->header = line;
	reading->table = next;
	reading->summary = false;
	if (reading->reader->table)
		reading->reader->table(reading->context, line, form_of(&next));
	return true;
}

void parse_ps(struct span text, struct notes *notes, const struct ps_reader *reader, void *context)
{
	struct ps_reading reading = { .table.count = 0,
		.reader = reader,
		.context = context,
		.notes = notes,
		.time_ms = -1 };
	struct span line;
	bool ended;

	if (reader->header.len)
		begin_table(&reading, reader->header);
	while (text.len) {
		size_t known =
			reading.table.count && reader->known ? reader->known(context, text) : 0;

		reading.number++;
		if (known) {
			text = span_from(text, known);
			continue;
		}
		if (!span_line(&text, &line, &ended) || !line.len)
			continue;
		if (reader->prefix)
			line = reader->prefix(context, line, &reading.time_ms);
		if (span_find_text(
			    (struct span){ line.at, line.len < 400 ? line.len : 400 }, "ID") >= 0 &&
			begin_table(&reading, line))
			continue;
		read_row(&reading, line, ended ? text.at : NULL);
	}
	if (!reading.table.count)
		notes_add(notes, 0, "no header of ps: no table is in it");
}
