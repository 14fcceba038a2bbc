/*
 * parse_ps.c - the tables of ps. Widths are minimums and USER and START may hold blanks, so fields are found by their form
 * (procps ps/output.c), never by their place in the line.
 */
#include "parse_ps.h"

#include <string.h>

#include "../base/notes.h"

enum column { COL_OTHER, COL_USER, COL_PID, COL_VSZ, COL_RSS, COL_STAT, COL_TIME, COL_COMMAND };
enum { COLUMNS = 32 };

static const struct {
	const char *word;
	enum column column;
} words[] = {
	{ "USER", COL_USER }, { "UID", COL_USER }, { "EUSER", COL_USER }, { "RUSER", COL_USER }, { "PID", COL_PID },
	{ "VSZ", COL_VSZ }, { "VSIZE", COL_VSZ }, { "RSS", COL_RSS }, { "RSZ", COL_RSS }, { "RES", COL_RSS },
	{ "STAT", COL_STAT }, { "S", COL_STAT }, { "TIME", COL_TIME }, { "COMMAND", COL_COMMAND }, { "CMD", COL_COMMAND },
	{ "NAME", COL_COMMAND }, { "ARGS", COL_COMMAND }, { "CMDLINE", COL_COMMAND },
	{ "Command", COL_COMMAND },
};

/* A table: what its header line said. */
struct table {
	enum column columns[COLUMNS];
	size_t count;        /* COMMAND is the last */
	bool aux;            /* PID %CPU %MEM VSZ RSS TTY STAT START TIME stand in this order */
	bool toolbox;        /* Android's old one: a state letter before NAME has no header word */
};

static enum column column_of(struct span word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i].word))
			return words[i].column;
	return COL_OTHER;
}

static bool read_header(struct span line, struct table *table)
{
	static const char aux[] = "PID %CPU %MEM VSZ RSS TTY STAT START TIME ";
	char joined[256] = "";
	size_t len = 0;
	struct span word;
	bool pid = false, command = false;

	*table = (struct table){ .count = 0 };
	while (!command && table->count < COLUMNS && span_field(&line, &word)) {
		enum column column = column_of(word);

		if (span_is(word, "#"))
			continue; /* pidstat -h marks its header so */
		pid |= column == COL_PID;
		command = column == COL_COMMAND;
		table->columns[table->count++] = column;
		table->toolbox |= span_is(word, "PC");
		if (len + word.len + 2 < sizeof joined) {
			memcpy(joined + len, word.at, word.len);
			len += word.len;
			joined[len++] = ' ';
			joined[len] = '\0';
		}
	}
	table->aux = strstr(joined, aux) != NULL;
	return pid && command && !span_trim(line).len;
}

bool parse_ps_header(struct span line)
{
	struct table table;

	return span_find_text(line, "PID") >= 0 && read_header(line, &table);
}

/* Digits, then in BusyBox's tables a point and a unit of 1024 times the one before. */
static bool read_size(struct span field, int64_t *kib, int64_t *grain)
{
	static const char units[] = "kmgtpezy";
	uint64_t whole, tenth = 0, factor = 1;
	struct span digits = field;
	const char *unit;
	ptrdiff_t point;

	if (!field.len)
		return false;
	unit = strchr(units, field.at[field.len - 1]);
	if (unit && *unit)
		digits.len--;
	else
		unit = NULL;
	point = span_find(digits, '.');
	if (point >= 0 && (!unit || (size_t)point + 2 != digits.len || !span_number(span_from(digits, (size_t)point + 1), 9, &tenth)))
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
	*kib = (int64_t)(whole * factor + tenth * factor / 10);
	*grain = point >= 0 ? (int64_t)(factor / 10 + 1) : (int64_t)factor;
	return true;
}

static bool is_percent(struct span field)
{
	double value;

	return span_decimal(field, &value) && value >= 0;
}

/* [d-]h:mm:ss, m:ss, 12h34 */
static bool is_time(struct span field)
{
	bool colon = false;

	if (!field.len || field.at[0] < '0' || field.at[0] > '9')
		return false;
	for (size_t i = 0; i < field.len; i++) {
		colon |= field.at[i] == ':' || field.at[i] == 'h';
		if (!strchr("0123456789:-.hd", field.at[i]))
			return false;
	}
	return colon;
}

/* The PID column of an aux row: the first place where PID %CPU %MEM VSZ RSS stand one after another. */
static bool find_pid(struct span line, struct span *from, struct ps_row *row)
{
	struct span rest = line, pid, fields[4];

	for (struct span at = line; span_field(&at, &pid); ) {
		uint64_t number;
		int64_t grain;
		bool good;

		rest = at;
		good = pid.at > line.at && span_number(pid, INT32_MAX, &number) && number > 0;
		for (size_t i = 0; good && i < 4; i++)
			good = span_field(&rest, &fields[i]);
		if (good && is_percent(fields[0]) && is_percent(fields[1]) && span_find(fields[1], '.') > 0 &&
			read_size(fields[2], &row->vsz, &grain) && read_size(fields[3], &row->rss, &row->grain)) {
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

	if (!find_pid(line, &rest, row) || !span_field(&rest, &field) || !span_field(&rest, &row->state) ||
		!span_field(&rest, &field))
		return false;
	for (int words_of_start = 1; words_of_start <= 2; words_of_start++) {
		if (!span_field(&rest, &field))
			return false;
		if (is_time(field)) {
			row->command = span_from(rest, rest.len ? 1 : 0);
			return true;
		}
	}
	return false;
}

static bool take_field(struct ps_row *row, enum column column, struct span field)
{
	uint64_t pid;
	int64_t grain;

	switch (column) {
	case COL_PID:
		if (!span_number(field, INT32_MAX, &pid) || !pid)
			return false;
		row->pid = (int32_t)pid;
		return true;
	case COL_USER: row->user = field; return true;
	case COL_VSZ: return read_size(field, &row->vsz, &grain);
	case COL_RSS: return read_size(field, &row->rss, &row->grain);
	case COL_STAT: row->state = field; return true;
	default: return true;
	}
}

/* What top -b, pidstat and a loop's date put between tables. */
static bool is_between(struct span line)
{
	static const char *const starts[] = { "top - ", "Tasks:", "Threads:", "%Cpu", "Cpu(s)", "MiB Mem", "MiB Swap", "KiB Mem", "KiB Swap",
		"GiB Mem", "GiB Swap", "Mem:", "Swap:", "Linux ", "Average:" };
	static const char *const days[] = { "Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun " };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_starts(line, starts[i]))
			return true;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (span_starts(line, days[i]) && span_find(line, ':') > 0)
			return true;
	return false;
}

/* Any other table: a field a column; a USER with blanks is read on to the first number behind it. */
static bool read_by_header(const struct table *table, struct span line, struct ps_row *row)
{
	struct span rest = line, field, after;

	for (size_t i = 0; i + 1 < table->count; i++) {
		if (!span_field(&rest, &field))
			return false;
		/* pidstat's time may have a half of the day behind it */
		if ((span_is(field, "AM") || span_is(field, "PM")) && !span_field(&rest, &field))
			return false;
		while (table->columns[i] == COL_PID && i > 0 && table->columns[i - 1] == COL_USER &&
			!(field.at[0] >= '0' && field.at[0] <= '9')) {
			row->user.len = (size_t)(field.at + field.len - row->user.at);
			if (!span_field(&rest, &field))
				return false;
		}
		if (!take_field(row, table->columns[i], field))
			return false;
		/* BusyBox pads its state: `S  <` and `S   N` are one column */
		after = rest;
		if (table->columns[i] == COL_STAT && span_field(&after, &field) && (span_is(field, "<") || span_is(field, "N")))
			rest = after;
	}
	if (table->toolbox && span_field(&rest, &field))
		row->state = field;
	row->command = span_from(rest, rest.len ? 1 : 0);
	return true;
}

/* A text being read. */
struct ps_reading {
	struct table table;
	const struct ps_reader *reader;
	void *context;
	struct notes *notes;
	uint64_t number;     /* of the line */
};

static void read_row(const struct ps_reading *reading, struct span line, bool ended)
{
	struct ps_row row = { .pid = -1, .vsz = -1, .rss = -1, .grain = 1 };

	if (is_between(line))
		return;
	if (!reading->table.count)
		notes_add_span(reading->notes, reading->number, "before the header of ps:", line);
	else if (!(reading->table.aux ? read_aux(line, &row) : read_by_header(&reading->table, line, &row)))
		notes_add_span(reading->notes, reading->number, ended ? "no row of ps:" : "cut off:", line);
	else if (ended || row.command.len)
		reading->reader->row(reading->context, &row, ended ? line : (struct span){ line.at, 0 });
	else
		notes_add(reading->notes, reading->number, "cut off");
}

void parse_ps(struct span text, struct notes *notes, const struct ps_reader *reader, void *context)
{
	struct ps_reading reading = { .table.count = 0, .reader = reader, .context = context, .notes = notes };
	struct table next;
	struct span line;
	bool ended;

	while (span_line(&text, &line, &ended)) {
		reading.number++;
		if (!line.len || (ended && reading.table.count && reader->known && reader->known(context, line)))
			continue;
		if (span_find_text((struct span){ line.at, line.len < 400 ? line.len : 400 }, "PID") >= 0 && read_header(line, &next)) {
			reading.table = next;
			if (reader->table)
				reader->table(context, line);
			continue;
		}
		read_row(&reading, line, ended);
	}
	if (!reading.table.count)
		notes_add(notes, 0, "no header of ps: no table is in it");
}

struct span parse_ps_name(struct span command)
{
	struct span rest = command, word;
	ptrdiff_t slash;

	if (span_starts(command, "[")) {
		ptrdiff_t close = span_rfind(command, ']');

		if (close > 1)
			return (struct span){ command.at + 1, (size_t)close - 1 };
	}
	if (span_starts(command, "{")) {
		ptrdiff_t close = span_find(command, '}');

		if (close > 1)
			return (struct span){ command.at + 1, (size_t)close - 1 };
	}
	if (!span_field(&rest, &word))
		return command;
	slash = span_rfind(word, '/');
	return slash >= 0 && (size_t)slash + 1 < word.len ? span_from(word, (size_t)slash + 1) : word;
}
