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

static size_t total(const size_t *widths, size_t count)
{
	size_t sum = 0;

	for (size_t k = 0; k < count; k++)
		sum += widths[k] + (k ? GAP : 0);
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

/* The first elastic column that can give so much; count: there is none. */
static size_t find_elastic(
	const struct table *table, size_t count, const size_t *widths, size_t excess)
{
	size_t k = 0;

	while (k < count && !(table->columns[k].elastic && spare(widths[k]) >= excess))
		k++;
	return k;
}

/* Elides the elastic column, then drops columns from the right, until the table fits. Returns the
 * number of columns that remain. */
static size_t fit(const struct table *table, size_t width, size_t *widths)
{
	size_t count = table->column_count;

	for (;;) {
		size_t sum = total(widths, count), excess = sum > width ? sum - width : 0;
		bool may_drop = table->columns[count - 1].optional;
		/* the last that may not be dropped makes one give what it can */
		size_t k = find_elastic(table, count, widths, may_drop ? excess : 0);

		if (excess && k < count) {
			widths[k] -= spare(widths[k]) < excess ? spare(widths[k]) : excess;
			return count;
		}
		if (!excess || !may_drop)
			return count;
		count--;
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

void table_print(const struct report *report, const struct table *table, size_t indent)
{
	size_t widths[TABLE_COLUMNS], count = table->column_count;

	measure(table, widths);
	if (report->style->elide)
		count = fit(table,
			report->style->width > indent ? report->style->width - indent : 0, widths);
	for (size_t i = 0; i <= table->row_count; i++) {
		fprintf(report->file, "%*s", (int)indent, "");
		for (size_t k = 0; k < count; k++) {
			if (k)
				fprintf(report->file, "%*s", GAP, "");
			print_cell(report, &table->columns[k], i ? cell_at(table, i - 1, k) : NULL,
				widths[k], k + 1 == count);
		}
		fputc('\n', report->file);
	}
}
