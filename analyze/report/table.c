/* table.c - prints a table of text whose columns are as wide as their cells. */
#include "table.h"

#include <assert.h>

#include "../base/escape.h"
#include "../base/list.h"

enum { GAP = 2, LEAST_ELASTIC = 12 };

struct table_cell *table_row(const struct report *report, struct table *table)
{
	struct table_cell *row;

	assert(table->column_count <= TABLE_COLUMNS);
	table->cells = list_room_in(report->arena, table->cells,
		(table->row_count + 1) * table->column_count, &table->capacity,
		sizeof *table->cells);
	row = table->cells + table->row_count++ * table->column_count;
	for (size_t k = 0; k < table->column_count; k++)
		row[k] = (struct table_cell){ NULL, NULL };
	return row;
}

static struct table_cell *cell_at(const struct table *table, size_t row, size_t column)
{
	return &table->cells[row * table->column_count + column];
}

static bool is_empty(const struct table_cell *cell)
{
	return !cell->text || !*cell->text;
}

/* Columns that were dropped have no width. */
static size_t total(const size_t *widths, size_t count)
{
	size_t sum = 0;

	for (size_t k = 0; k < count; k++)
		sum += widths[k] ? widths[k] + (sum ? GAP : 0) : 0;
	return sum;
}

static void measure(const struct table *table, size_t *widths)
{
	for (size_t k = 0; k < table->column_count; k++) {
		widths[k] = escape_columns(table->columns[k].title);
		if (!k && table->first_columns > widths[k])
			widths[k] = table->first_columns;
		for (size_t i = 0; i < table->row_count; i++) {
			size_t width = escape_columns(
				cell_at(table, i, k)->text ? cell_at(table, i, k)->text : "");

			if (width > widths[k])
				widths[k] = width;
		}
	}
}

/* How many columns a column of that width can give. */
static size_t spare(size_t width)
{
	return width > LEAST_ELASTIC ? width - LEAST_ELASTIC : 0;
}

/* The first elastic column that can give so much; column_count: there is none. */
static size_t find_elastic(const struct table *table, const size_t *widths, size_t excess)
{
	size_t k = 0;

	while (k < table->column_count &&
		!(table->columns[k].elastic && spare(widths[k]) >= excess))
		k++;
	return k;
}

/* The column to be dropped next; column_count: none may be. */
static size_t find_drop(const struct table *table, const size_t *widths)
{
	size_t next = table->column_count;

	for (size_t k = 0; k < table->column_count; k++)
		if (widths[k] && table->columns[k].drop &&
			(next == table->column_count ||
				table->columns[k].drop < table->columns[next].drop))
			next = k;
	return next;
}

/* Elides the elastic column, then drops columns, until the table fits. */
static void fit(const struct table *table, size_t width, size_t *widths)
{
	size_t count = table->column_count;

	for (;;) {
		size_t sum = total(widths, count), excess = sum > width ? sum - width : 0;
		size_t drop = find_drop(table, widths);
		/* the last that may not be dropped makes one give what it can */
		size_t k = find_elastic(table, widths, drop < count ? excess : 0);

		if (excess && k < count) {
			widths[k] -= spare(widths[k]) < excess ? spare(widths[k]) : excess;
			return;
		}
		if (!excess || drop == count)
			return;
		widths[drop] = 0;
	}
}

/* cell is NULL for the title row */
static void print_cell(const struct report *report, const struct table_column *column,
	const struct table_cell *cell, size_t width, bool last)
{
	const char *text = escape_elide(report->arena,
		!cell        ? column->title
		: cell->text ? cell->text
			     : "",
		width);
	size_t columns = escape_columns(text), blanks = columns < width ? width - columns : 0;

	if (column->right)
		fprintf(report->file, "%*s", (int)blanks, "");
	if (cell && cell->color)
		fprintf(report->file, "\033[%sm", cell->color);
	fputs(text, report->file);
	if (cell && cell->color)
		fputs("\033[0m", report->file);
	if (!column->right && !last)
		fprintf(report->file, "%*s", (int)blanks, "");
}

/* One that may be dropped is, if it has no word in any row. */
static void drop_empty(const struct table *table, size_t *widths)
{
	for (size_t k = 0; k < table->column_count; k++) {
		size_t i = 0;

		while (i < table->row_count && is_empty(cell_at(table, i, k)))
			i++;
		if (i == table->row_count && table->columns[k].drop)
			widths[k] = 0;
	}
}

/* The last column that a row has a word in: no blanks follow it. */
static size_t last_in(const struct table *table, size_t row, const size_t *widths)
{
	size_t last = 0;

	for (size_t k = 0; k < table->column_count; k++)
		if (widths[k] && !is_empty(cell_at(table, row, k)))
			last = k;
	return last;
}

void table_print(const struct report *report, const struct table *table, size_t indent)
{
	size_t widths[TABLE_COLUMNS] = { 0 }, last = 0;

	measure(table, widths);
	drop_empty(table, widths);
	/* a file or a pipe is as wide as its longest line: scripts read all columns there */
	if (report->style->elide)
		fit(table, report->style->width > indent ? report->style->width - indent : 0,
			widths);
	for (size_t k = 0; k < table->column_count; k++)
		last = widths[k] ? k : last;
	for (size_t i = 0; i <= table->row_count; i++) {
		size_t end = i ? last_in(table, i - 1, widths) : last;

		fprintf(report->file, "%*s", (int)indent, "");
		for (size_t k = 0; k <= end; k++) {
			if (!widths[k])
				continue;
			if (k)
				fprintf(report->file, "%*s", GAP, "");
			print_cell(report, &table->columns[k], i ? cell_at(table, i - 1, k) : NULL,
				widths[k], k == end);
		}
		fputc('\n', report->file);
	}
}
