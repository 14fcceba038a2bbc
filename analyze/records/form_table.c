/* form_table.c - text tables: a header that names the columns, and rows. */
#include "form_table.h"

#include <string.h>

#include "../cells/amount.h"
#include "record_head.h"

/* Does nothing precede it in its line, so that its cells have their places? */
static bool stands_alone(const struct form_reading *reading, struct span line)
{
	return line.at && span_trim(reading->whole).at == line.at;
}

/* The cells between runs of at least two blanks or a TAB. */
static size_t split_gaps(struct span line, struct span *cells)
{
	size_t count = 0, begin;

	for (size_t i = 0; i < line.len && count < RECORD_COLUMNS;) {
		while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
			i++;
		for (begin = i; i < line.len && line.at[i] != '\t' &&
				!(line.at[i] == ' ' && i + 1 < line.len &&
					(line.at[i + 1] == ' ' || line.at[i + 1] == '\t'));)
			i++;
		if (i > begin)
			cells[count++] = span_trim((struct span){ line.at + begin, i - begin });
	}
	return count;
}

/* The cells between bars: |08:00|24004| below ||time||rss_kb|| of Jira. */
static size_t split_bars(struct span line, struct span *cells)
{
	const char *bar = span_starts(line, "||") ? "||" : "|";
	size_t count = 0;

	if (!span_starts(line, bar))
		return 0;
	line = span_from(line, strlen(bar));
	while (line.len && count < RECORD_COLUMNS) {
		ptrdiff_t end = span_find_text(line, bar);
		size_t len = end < 0 ? line.len : (size_t)end;

		cells[count++] = span_trim((struct span){ line.at, len });
		line = span_from(line, end < 0 ? len : len + strlen(bar));
	}
	return count;
}

static size_t split_as(enum form_cells how, struct span line, struct span *cells)
{
	return how == FORM_GAPS   ? split_gaps(line, cells)
	       : how == FORM_BARS ? split_bars(line, cells)
				  : span_fields(line, cells, RECORD_COLUMNS);
}

/* `CPU %`, `Priv Pk` of pslist and `Control Group` are one name each. */
static size_t join_heads(struct span *cells, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct span *before = kept ? &cells[kept - 1] : NULL, both = cells[i];

		if (before)
			both = (struct span){ before->at,
				(size_t)(cells[i].at + cells[i].len - before->at) };
		if (before && (span_is(cells[i], "%") || span_is(cells[i], "Pk") ||
				      (both.len == before->len + 1 + cells[i].len &&
					      column_name_read(both).role != COLUMN_OTHER &&
					      column_name_read(*before).role == COLUMN_OTHER &&
					      column_name_read(cells[i]).role == COLUMN_OTHER)))
			*before = both;
		else
			cells[kept++] = cells[i];
	}
	return kept;
}

static size_t split_header(enum form_cells how, struct span line, struct span *cells)
{
	size_t count = split_as(how, line, cells);

	return how == FORM_WORDS ? join_heads(cells, count) : count;
}

/* The user described the columns of the table. */
static bool take_spec_header(struct form_reading *reading, struct span names)
{
	struct record_table *table = reading->table;
	struct span cells[RECORD_COLUMNS];

	for (enum form_cells way = FORM_WORDS; !table->count && way <= FORM_GAPS; way++) {
		size_t count = split_as(way, names, cells);

		if (!record_head_spec_rank(table->spec, cells, count) ||
			!record_head_take(table, cells, count))
			continue;
		reading->cells = way;
		reading->header = names;
		return true;
	}
	if (!table->spec->unknown)
		table->spec->unknown =
			record_head_list(table, cells, split_as(FORM_WORDS, names, cells));
	return false;
}

/* Takes note of a header. True: it is that of another table of a round: below the same date, or
 * between two of the first one's headers? Such a table begins no round, as `prstat -Z` and
 * passenger-memory-stats have them.
 */
static bool goes_beside(struct form_reading *reading, struct span line)
{
	bool same = reading->first_header.len && reading->first_dates == reading->table->dates;

	if (same && !span_equal(line, reading->first_header) && !span_equal(line, reading->header))
		return true;
	reading->first_header = line;
	reading->first_dates = reading->table->dates;
	return false;
}

/* Takes a line with those names as a header whose cells are parted so. */
static bool take_head(
	struct form_reading *reading, struct span line, struct span names, enum form_cells how)
{
	struct span cells[RECORD_COLUMNS];
	size_t count = split_header(how, names, cells);
	bool begins = reading->table->begins;

	if (!record_head_take(reading->table, cells, count))
		return false;
	if (goes_beside(reading, line))
		reading->table->begins = begins;
	reading->cells = how;
	reading->header = line;
	reading->has_places = how == FORM_WORDS && stands_alone(reading, line);
	if (reading->has_places)
		form_places_of_cells(reading->whole, cells, count, reading->places);
	return true;
}

/* `<r1> display process memory`, `R1#show process memory`: the command above a table, with the
 * prompt in front. */
static bool has_prompt(struct span line)
{
	struct span word;

	if (!span_field(&line, &word) || word.len < 2 || span_find(line, ',') >= 0)
		return false;
	word = span_from(word, 1);
	return span_find(word, '>') >= 0 || span_find(word, '$') >= 0 ||
	       (span_find(word, '#') >= 0 && (!span_ends(word, "#") || span_find(word, '@') > 0));
}

bool form_table_header(struct form_reading *reading, struct span line)
{
	static const char fields[] = "Fields: ";
	struct span cells[RECORD_COLUMNS];
	struct span names = line;
	int best = 0;
	enum form_cells how = FORM_WORDS;
	size_t count;

	if (names.len && names.at[0] == '#')
		names = span_from(names, 1);
	/* of IIS and others that write the format of W3C */
	if (span_starts(names, fields))
		names = span_from(names, sizeof fields - 1);
	if (reading->table->spec)
		return take_spec_header(reading, names);
	if (has_prompt(line))
		return false;
	if (span_starts(names, "||"))
		return take_head(reading, line, names, FORM_BARS);
	for (enum form_cells way = FORM_WORDS; way <= FORM_GAPS; way++) {
		int rank;

		count = split_header(way, names, cells);
		rank = record_head_rank(cells, count);

		/* one word alone: `echo RSS` */
		if (rank > best && (count > 1 || (way == FORM_WORDS && rank > 8))) {
			best = rank;
			how = way;
		}
	}
	return best && take_head(reading, line, names, how);
}

/* tasklist of Windows in any language: its rule is always that. */
static bool is_tasklist(const struct form_place *places, size_t count)
{
	static const size_t widths[] = { 25, 8, 16, 11, 12 };
	enum { COLUMNS = sizeof widths / sizeof *widths };
	size_t same = 0;

	while (count == COLUMNS && same < COLUMNS &&
		places[same].end - places[same].begin == widths[same])
		same++;
	return same == COLUMNS;
}

static bool take_tasklist(struct record_table *table)
{
	struct span cells[] = { span_of("Image Name"), span_of("PID"), span_of("Session Name"),
		span_of("Session#"), span_of("Mem Usage") };
	enum { COLUMNS = sizeof cells / sizeof *cells };

	if (!record_head_take(table, cells, COLUMNS))
		return false;
	table->columns[COLUMNS - 1].is_whole = true;
	return true;
}

bool form_table_rule(struct form_reading *reading, struct span line)
{
	struct form_place places[RECORD_COLUMNS];
	size_t count = form_places_of_rule(reading->whole, places, RECORD_COLUMNS);
	struct record_table *table = reading->table;
	struct span cells[RECORD_COLUMNS];
	bool begins = table->begins;

	if (!count || table->spec || !stands_alone(reading, line))
		return false;
	if (is_tasklist(places, count) ? !take_tasklist(table)
				       : !form_places_split(reading->above, places, count, cells) ||
						 !record_head_take(table, cells, count))
		return false;
	/* the header above began a round or not, if it was known */
	if (span_equal(span_trim(reading->above), reading->header) ||
		goes_beside(reading, span_trim(reading->above)))
		table->begins = begins;
	memcpy(reading->places, places, count * sizeof *places);
	reading->has_places = true;
	reading->cells = FORM_PLACES;
	reading->header = span_trim(reading->above);
	return true;
}

static bool is_unit(struct span word)
{
	return (word.len > 1 || span_is(word, "B")) && amount_unit(word) > 0;
}

/* `23.4 MiB` and `0.5 %` are one cell. */
static size_t join_units(struct span *cells, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (kept && (is_unit(cells[i]) || span_is(cells[i], "%")) &&
			span_is_digit(cells[kept - 1].at[0]))
			cells[kept - 1].len =
				(size_t)(cells[i].at + cells[i].len - cells[kept - 1].at);
		else
			cells[kept++] = cells[i];
	}
	return kept;
}

/* More words than columns: the extra words belong to a name with blanks. */
static size_t join_name(const struct record_table *table, struct span *cells, size_t count)
{
	size_t more = count - table->count, name = 0;

	while (name < table->count && table->columns[name].role != COLUMN_NAME)
		name++;
	if (name == table->count)
		return count;
	cells[name].len = (size_t)(cells[name + more].at + cells[name + more].len - cells[name].at);
	memmove(&cells[name + 1], &cells[name + 1 + more],
		(table->count - name - 1) * sizeof *cells);
	return table->count;
}

/* 2026-11-02 08:00:00 24004, or 11/02/2026 8:00 AM 24004, below `timestamp rss_kb`: the words of a
 * moment are one cell. It takes as many as it can: others may belong to a name with blanks. */
static size_t join_moment(const struct record_table *table, struct span *cells, size_t count)
{
	size_t time = 0;

	while (time < table->count && table->columns[time].role != COLUMN_TIME)
		time++;
	if (time == table->count)
		return count;
	for (size_t more = count - table->count; more > 0; more--) {
		const struct span *last = &cells[time + more];
		struct span whole = { cells[time].at,
			(size_t)(last->at + last->len - cells[time].at) };
		struct moment moment = table->moment;

		whole = span_strip(whole, "[(", "])");
		if (moment_read(&moment, whole, 0) < 0)
			continue;
		cells[time] = whole;
		memmove(&cells[time + 1], &cells[time + 1 + more],
			(count - time - 1 - more) * sizeof *cells);
		return count - more;
	}
	return count;
}

/* Cuts the row into as many cells as the table has columns; 0: it is no row. Where words are
 * missing, only their places tell which. */
static size_t split_row(struct form_reading *reading, struct span line, struct span *cells)
{
	const struct record_table *table = reading->table;
	bool has_places = reading->has_places && stands_alone(reading, line);
	size_t count;

	if (has_places && reading->cells == FORM_PLACES &&
		form_places_split(reading->whole, reading->places, table->count, cells))
		return table->count;
	count = split_as(reading->cells, line, cells);
	if (count > table->count)
		count = join_units(cells, count);
	if (count > table->count)
		count = join_moment(table, cells, count);
	if (count > table->count && reading->cells != FORM_PLACES)
		count = join_name(table, cells, count);
	if (count < table->count && has_places &&
		form_places_split(reading->whole, reading->places, table->count, cells))
		count = table->count;
	return count == table->count ? count : 0;
}

/* `Cache  Max Usage  RSS` above `1.2 MiB  33 MiB  24 MiB`: is it the first row that shows that two
 * blanks part the names of the header? Then takes its columns again. */
static void take_gaps(struct form_reading *reading, struct span line, struct span *cells)
{
	const struct record_table *table = reading->table;
	size_t count, words;

	if (table->rows || reading->cells != FORM_WORDS || table->spec)
		return;
	words = span_fields(line, cells, RECORD_COLUMNS);
	words = join_units(cells, words);
	count = split_gaps(line, cells);
	if (count < 2 || words != count || count >= table->count ||
		split_gaps(reading->header, cells) != count || !record_head_rank(cells, count))
		return;
	take_head(reading, reading->header, reading->header, FORM_GAPS);
}

bool form_table_row(struct form_reading *reading, struct span line)
{
	struct record_table *table = reading->table;
	struct span *cells = reading->columns;
	size_t count;

	if (!table->count)
		return false;
	if (span_equal(line, reading->header)) {
		table->begins |= !goes_beside(reading, line);
		return true;
	}
	take_gaps(reading, line, cells);
	count = split_row(reading, line, cells);
	if (!count)
		return false;
	for (size_t i = 0; i < count; i++)
		record_table_cell(table, i, cells[i]);
	return record_table_row(table, count);
}
