/* record_csv.c - CSV and its kin, through libcsv. */
#include "record_csv.h"

#include <csv.h>
#include <string.h>

#include "../base/notes.h"
#include "../base/room.h"
#include "../input/run_text.h"
#include "amount.h"
#include "parse_date.h"

enum { FIRST_LINES = 20, FIRST_CELL = 64, PART = 1 << 20 };

/* A header's cells, as they stand in its line; quotes around them are taken off. */
static size_t split_head(struct span line, char separator, struct span *cells)
{
	size_t count = 0;
	bool quoted = false;
	const char *begin = line.at;

	if (line.len && line.at[0] == '#')
		begin++;
	for (size_t i = 0; i <= line.len && count < RECORD_COLUMNS; i++) {
		struct span *cell = &cells[count];

		if (i < line.len && line.at[i] == '"')
			quoted = !quoted;
		if (i < line.len && (quoted || line.at[i] != separator))
			continue;
		*cell = span_trim((struct span){ begin, (size_t)(line.at + i - begin) });
		if (cell->len > 1 && cell->at[0] == '"' && cell->at[cell->len - 1] == '"')
			*cell = (struct span){ cell->at + 1, cell->len - 2 };
		begin = line.at + i + 1;
		count++;
	}
	return count;
}

/* Time in front, and below the other names amounts of memory with their units ("24.0 MiB"): what
 * Grafana exports has a process a column. */
static bool is_of_amounts(struct span line, struct span next, char separator)
{
	struct span cells[RECORD_COLUMNS], values[RECORD_COLUMNS];
	size_t count = split_head(line, separator, cells);

	if (count < 2 || split_head(next, separator, values) != count ||
		column_name_read(cells[0]).role != COLUMN_TIME)
		return false;
	for (size_t i = 1; i < count; i++) {
		struct amount amount;

		if (!amount_read(values[i], &amount) || !(amount.unit > 0) ||
			amount.len != values[i].len)
			return false;
	}
	return true;
}

/* name{label="a",label="b"} 24580096: a metric of Prometheus with its value, no header of a CSV. */
static bool is_metric(struct span line)
{
	ptrdiff_t end = span_rfind(line, '}');
	struct span rest = span_from(line, (size_t)(end + 1)), value;
	struct amount amount;

	return end > 0 && span_field(&rest, &value) && amount_read(value, &amount) &&
	       amount.len == value.len;
}

static int rank_of(struct span line, char separator, const struct import_table *spec)
{
	struct span cells[RECORD_COLUMNS];
	size_t count = split_head(line, separator, cells);

	if (count < 2 || (!spec && is_metric(line)))
		return 0;
	return spec ? record_table_spec_rank(spec, cells, count)
		    : record_table_head_rank(cells, count);
}

char record_csv_separator(struct span text, struct record_table *table)
{
	static const char separators[] = ",;\t|";
	struct span line, after, next;
	char found = '\0';
	int best = 0;

	for (int lines = 0; !best && lines < FIRST_LINES && span_line(&text, &line, NULL); lines++)
		for (const char *separator = separators; *separator; separator++) {
			int rank = rank_of(line, *separator, table->spec);

			after = text;
			if (!rank && !table->spec && span_line(&after, &next, NULL) &&
				is_of_amounts(line, next, *separator))
				rank = table->of_amounts = true;

			if (rank > best) {
				best = rank;
				found = *separator;
			}
		}
	return found;
}

/* What libcsv's callbacks know. */
struct csv_reading {
	struct record_table *table;
	struct span heads[RECORD_COLUMNS]; /* cells of a row that may be a header */
	char first[FIRST_CELL];            /* the beginning of a row's first cell */
	size_t first_len;
	size_t cells;
	uint64_t line;
};

static void take_cell(void *cell, size_t len, void *context)
{
	struct csv_reading *reading = context;
	struct record_table *table = reading->table;
	struct span text = { cell, len };
	size_t i = reading->cells++;

	if (!i) {
		reading->first_len = len < FIRST_CELL ? len : FIRST_CELL;
		if (len)
			memcpy(reading->first, cell, reading->first_len);
	}
	/* until there is a header, each row may be it */
	if (!table->count && i < RECORD_COLUMNS)
		reading->heads[i] = arena_copy(
			table->arena, span_from(text, !i && len && text.at[0] == '#' ? 1 : 0));
	if (table->count)
		record_table_cell(table, i, text);
}

/* A line of `date` between rows. */
static bool take_date(struct csv_reading *reading)
{
	struct record_table *table = reading->table;
	int64_t time_ms;

	if (reading->cells > 2 ||
		!parse_date((struct span){ reading->first, reading->first_len }, &time_ms))
		return false;
	table->date_ms = time_ms;
	table->begins |= time_ms < 0;
	return true;
}

/* The header again, where somebody's loop prints it each time. */
static bool is_head_again(const struct csv_reading *reading)
{
	struct span first = { reading->first, reading->first_len };

	return reading->table->count && span_equal(span_trim(first), span_trim(reading->heads[0]));
}

static void end_row(int end, void *context)
{
	struct csv_reading *reading = context;
	struct record_table *table = reading->table;
	bool had = table->count > 0;

	(void)end;
	reading->line++;
	if (!had) {
		if (!record_table_head(table, reading->heads,
			    reading->cells < RECORD_COLUMNS ? reading->cells : RECORD_COLUMNS))
			take_date(reading);
	} else if (!record_table_row(table, reading->cells, reading->line) && !take_date(reading)) {
		if (is_head_again(reading))
			table->begins = true;
		else if (!table->hint)
			notes_add_span(table->notes, reading->line, "no row of the table:",
				(struct span){ reading->first, reading->first_len });
	}
	reading->cells = 0;
	reading->first_len = 0;
}

/* libcsv's allocator: a table that it could not hold would pass for one that ends there. */
static void *resize(void *old, size_t size)
{
	return room_resize(old, size, 1);
}

void record_csv_read(struct span text, char separator, struct record_table *table)
{
	struct csv_reading reading = { .table = table };
	struct csv_parser parser;

	csv_init(&parser, 0); /* cannot fail: it takes no memory */
	csv_set_realloc_func(&parser, resize);
	csv_set_delim(&parser, (unsigned char)separator);
	while (text.len) {
		struct span part = { text.at, text.len < PART ? text.len : PART };

		csv_parse(&parser, part.at, part.len, take_cell, end_row, &reading);
		text = span_from(text, part.len);
		run_text_passed(table->text, text.at);
	}
	csv_fini(&parser, take_cell, end_row, &reading);
	csv_free(&parser);
}
