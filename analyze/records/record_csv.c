/* record_csv.c - CSV and its kin, through libcsv. */
#include "record_csv.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "../base/notes.h"
#include "../base/room.h"
#include "../input/run_text.h"
#include "../cells/moment.h"
#include "../cells/parse_date.h"
#include "record_head.h"

enum { FIRST_CELL = 64, PART = 1 << 20 };

/* A row that is none of the table: its beginning, and how many rows were before it. */
struct odd_row {
	uint64_t row;
	char text[FIRST_CELL];
	size_t len;
};

/* What libcsv's callbacks know. */
struct csv_reading {
	struct record_table *table;
	struct odd_row odd[NOTES_PER_FILE]; /* the first of them; their notes come at the end */
	uint64_t odd_count;
	struct span heads[RECORD_COLUMNS]; /* the header */
	struct span next[RECORD_COLUMNS];  /* cells of a row that may be one */
	char first[FIRST_CELL];            /* the beginning of a row's first cell */
	size_t first_len;
	char moment[FIRST_CELL]; /* of nmon's rows ZZZZ,T0001,08:00:00,02-NOV-2026: day and time */
	size_t moment_len;
	size_t cells;
	uint64_t row;
	bool may_be_head; /* the row at hand begins as a header does */
	bool is_plain;    /* the row at hand has cells for the columns of the header, and no more to
			     say */
	bool has_more;    /* it has a cell for which the table has no column */
	bool is_small;    /* its last cell may be the thousands of a size */
	bool is_parted;   /* and behind it stands what may be the rest of that */
	bool has_row_names;
	bool is_named; /* the row at hand begins with its name */
	bool more_noted;
	bool headed;       /* there was a header before it */
	bool usually_more; /* as the first row below the header */
	uint64_t rows;     /* below the header */
};

/* nmon's rows with the time of what follows them. */
static bool is_of_nmon(const struct csv_reading *reading)
{
	return span_is((struct span){ reading->first, reading->first_len }, "ZZZZ");
}

/* The time comes first, then the day. */
static void keep_moment(struct csv_reading *reading, struct span cell)
{
	char text[FIRST_CELL];
	int len = snprintf(text, sizeof text, "%.*s %.*s", (int)(cell.len < 20 ? cell.len : 20),
		cell.at, (int)reading->moment_len, reading->moment);

	reading->moment_len = (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
	memcpy(reading->moment, text, reading->moment_len);
	/* NOV is Nov elsewhere */
	for (size_t i = 1; i < reading->moment_len; i++)
		if (span_is_letter(text[i]) && span_is_letter(text[i - 1]))
			reading->moment[i] |= 32;
}

/* Does the header begin with the time that it was printed at, as its rows do? */
static bool is_timed_head(const struct csv_reading *reading)
{
	return reading->heads[0].len && span_is_digit(reading->heads[0].at[0]);
}

/* Does a row begin with the name of a column? Those of a table whose first column has names begin
 * with words of any kind. */
static bool begins_as_head(const struct csv_reading *reading, struct span cell)
{
	enum column_role first = reading->table->columns[0].role;

	if (is_timed_head(reading) || span_equal(span_trim(cell), span_trim(reading->heads[0])))
		return true;
	return cell.len && span_is_letter(cell.at[0]) && first != COLUMN_NAME &&
	       first != COLUMN_OWNER && column_name_read(cell).role != COLUMN_OTHER;
}

/* 24,004 without quotes is two cells. */
static void watch_parts(struct csv_reading *reading, size_t i, struct span cell)
{
	enum { GROUP = 3 };
	enum column_role role =
		i < reading->table->count ? reading->table->columns[i].role : COLUMN_OTHER;

	cell = span_trim(cell);
	reading->is_parted |= reading->is_small && cell.len == GROUP && span_digits(cell) == GROUP;
	reading->is_small = (role == COLUMN_RSS || role == COLUMN_PRIVATE) && cell.len &&
			    cell.len <= GROUP && span_digits(cell) == cell.len;
}

/* The first cell of a row tells what row it is. */
static void begin_row(struct csv_reading *reading, struct span cell)
{
	reading->first_len = cell.len < FIRST_CELL ? cell.len : FIRST_CELL;
	if (cell.len)
		memcpy(reading->first, cell.at, reading->first_len);
	reading->may_be_head = !reading->table->count || begins_as_head(reading, cell);
	reading->is_plain = !reading->may_be_head && reading->rows && !reading->usually_more &&
			    !is_of_nmon(reading);
}

/* A cell of a row that may be a header, tells a moment, or may have parts of a number in it; or one
 * for which there is no column. */
static void take_odd_cell(struct csv_reading *reading, size_t i, struct span cell)
{
	struct record_table *table = reading->table;

	if ((i == 2 || i == 3) && is_of_nmon(reading))
		keep_moment(reading, cell);
	reading->has_more |= i >= table->count && cell.len > 0;
	if (!reading->rows || reading->usually_more)
		watch_parts(reading, i, cell);
	/* until there is a header, each row may be it */
	if (reading->may_be_head && i < RECORD_COLUMNS)
		reading->next[i] = arena_copy(
			table->arena, span_from(cell, !i && cell.len && cell.at[0] == '#' ? 1 : 0));
	if (table->count && !reading->may_be_head)
		record_table_cell(table, i, cell);
}

static void take_cell(void *cell, size_t len, void *context)
{
	struct csv_reading *reading = context;
	struct span text = { cell, len };
	size_t i = reading->cells++;

	if (!i)
		reading->is_named =
			reading->has_row_names && reading->headed && !begins_as_head(reading, text);
	/* the row's name has no column */
	if (reading->is_named && !i--)
		return;
	if (!i)
		begin_row(reading, text);
	if (reading->is_plain && i < reading->table->count)
		record_table_cell(reading->table, i, text);
	else
		take_odd_cell(reading, i, text);
}

/* A line of `date` between rows. */
static bool take_date(struct csv_reading *reading)
{
	struct record_table *table = reading->table;
	int64_t time_ms;

	if (is_of_nmon(reading)) {
		table->date_ms = moment_read(
			&table->moment, (struct span){ reading->moment, reading->moment_len }, 0);
		return true;
	}
	if (reading->cells > 2 ||
		!parse_date((struct span){ reading->first, reading->first_len }, &time_ms))
		return false;
	table->date_ms = time_ms;
	table->begins |= time_ms < 0;
	return true;
}

static size_t columns_of(const struct csv_reading *reading)
{
	return reading->cells < RECORD_COLUMNS ? reading->cells : RECORD_COLUMNS;
}

static bool take_head(struct csv_reading *reading)
{
	if (!record_head_take(reading->table, reading->next, columns_of(reading)))
		return false;
	memcpy(reading->heads, reading->next, columns_of(reading) * sizeof *reading->heads);
	reading->usually_more = false;
	reading->rows = 0;
	return true;
}

static bool is_same_head(const struct csv_reading *reading)
{
	size_t count = columns_of(reading), i = is_timed_head(reading);

	while (i < count && span_equal(span_trim(reading->next[i]), span_trim(reading->heads[i])))
		i++;
	return i == count && count == reading->table->count;
}

/* A header, where somebody's loop prints it each time, or from there on has other columns. */
static bool take_head_again(struct csv_reading *reading)
{
	struct record_table *table = reading->table;
	size_t count = columns_of(reading);

	if (is_same_head(reading)) {
		table->begins = true;
		return true;
	}
	return (table->spec ? record_head_spec_rank(table->spec, reading->next, count)
			    : record_head_rank(reading->next, count)) > 0 &&
	       take_head(reading);
}

/* Rows have more cells than the header has names. A name at their end may hold separators. */
static void judge_more(struct csv_reading *reading)
{
	struct record_table *table = reading->table;

	bool may_hold = table->columns[table->count - 1].role == COLUMN_NAME;

	/* one of another table */
	if (!reading->usually_more && !may_hold)
		table->bad = true;
	else if (reading->is_parted)
		table->hint =
			"its rows have more cells than its header has names, as numbers have that a separator parts into thousands: put quotes around these, or record `ps -o pid,rss,args`";
	else if (!reading->more_noted && !may_hold)
		notes_add(table->notes, reading->row,
			"rows have more cells than the header has names: those behind the last name are left out");
	reading->more_noted |= reading->usually_more;
}

static bool take_row(struct csv_reading *reading)
{
	if (!reading->rows++)
		reading->usually_more = reading->has_more;
	if (reading->has_more)
		judge_more(reading);
	return record_table_row(reading->table, reading->cells);
}

static void keep_odd_row(struct csv_reading *reading)
{
	struct odd_row *odd;

	if (reading->odd_count++ >= NOTES_PER_FILE)
		return;
	odd = &reading->odd[reading->odd_count - 1];
	odd->row = reading->row;
	odd->len = reading->first_len;
	memcpy(odd->text, reading->first, odd->len);
}

/* Ends a row below a header. False: it is none of the table, and no header. */
static bool end_of_row(struct csv_reading *reading)
{
	if (reading->may_be_head && take_head_again(reading))
		return true;
	for (size_t i = 0; reading->may_be_head && i < columns_of(reading); i++)
		record_table_cell(reading->table, i, reading->next[i]);
	return take_row(reading) || take_date(reading);
}

static void end_row(int end, void *context)
{
	struct csv_reading *reading = context;
	struct record_table *table = reading->table;

	(void)end;
	reading->row++;
	if (!table->count && !take_head(reading))
		take_date(reading);
	else if (table->count && reading->headed && !end_of_row(reading) && !table->hint)
		keep_odd_row(reading);
	reading->headed = table->count > 0;
	reading->cells = 0;
	reading->may_be_head = reading->has_more = reading->is_small = reading->is_parted = false;
	reading->first_len = reading->moment_len = 0;
}

/* libcsv's allocator: a table that it could not hold would pass for one that ends there. */
static void *resize(void *old, size_t size)
{
	return room_resize(old, size, 1);
}

static void begin(struct csv_parser *parser, struct csv_form form)
{
	csv_init(parser, 0); /* cannot fail: it takes no memory */
	csv_set_realloc_func(parser, resize);
	csv_set_delim(parser, (unsigned char)form.separator);
	csv_set_quote(parser, (unsigned char)form.quote);
}

static void count_row(int end, void *context)
{
	(void)end;
	++*(uint64_t *)context;
}

/*
 * Notes on odd rows name their lines. Rows are no lines: libcsv takes a lone CR for the end of a
 * row, leaves empty lines out, and a quoted cell may hold a line break. So the text is cut into
 * rows again, a line at a time.
 */
static void note_odd_rows(const struct csv_reading *reading, struct span text, struct csv_form form)
{
	struct notes *notes = reading->table->notes;
	uint64_t rows = 0, line = 0, noted = 0;
	struct csv_parser parser;

	begin(&parser, form);
	while (text.len && noted < reading->odd_count && noted < NOTES_PER_FILE) {
		ptrdiff_t end = span_find(text, '\n');
		size_t len = end < 0 ? text.len : (size_t)end + 1;

		line++;
		csv_parse(&parser, text.at, len, NULL, count_row, &rows);
		text = span_from(text, len);
		if (!text.len)
			csv_fini(&parser, NULL, count_row, &rows);
		for (; noted < reading->odd_count && noted < NOTES_PER_FILE &&
			reading->odd[noted].row <= rows;
			noted++) {
			const struct odd_row *odd = &reading->odd[noted];

			notes_add_span(notes, line,
				"no row of the table:", (struct span){ odd->text, odd->len });
		}
	}
	csv_free(&parser);
	/* those that are only counted */
	for (; noted < reading->odd_count; noted++)
		notes_add(notes, line, "no row of the table");
}

/* The text without a last row that was cut off: it has no end, and is shorter than the one before
 * it. */
static struct span without_cut_row(struct span text, struct notes *notes)
{
	ptrdiff_t before, end = span_rfind(text, '\n');
	struct span last = span_from(text, (size_t)(end + 1)), rows = { text.at, (size_t)end };

	if (end < 0 || !last.len || !span_is_digit(last.at[last.len - 1]))
		return text;
	before = span_rfind(rows, '\n');
	if (last.len >= span_trim(span_from(rows, (size_t)(before + 1))).len)
		return text;
	notes_add_span(notes, 0, "cut off:", last);
	return (struct span){ text.at, (size_t)end + 1 };
}

void record_csv_read(struct span text, struct csv_form form, struct record_table *table)
{
	struct csv_reading reading = { .table = table, .has_row_names = form.has_row_names };
	struct csv_parser parser;
	struct span rest;

	text = without_cut_row(text, table->notes);
	rest = text;
	begin(&parser, form);
	while (rest.len) {
		struct span part = { rest.at, rest.len < PART ? rest.len : PART };

		csv_parse(&parser, part.at, part.len, take_cell, end_row, &reading);
		rest = span_from(rest, part.len);
		run_text_passed(table->text, rest.at);
	}
	csv_fini(&parser, take_cell, end_row, &reading);
	csv_free(&parser);
	note_odd_rows(&reading, text, form);
}
