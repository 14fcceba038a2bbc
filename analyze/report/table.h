/* table.h - a table of text with columns as wide as their cells, by display columns; narrow ones
 * drop columns. */
#ifndef LEAKLINE_TABLE_H
#define LEAKLINE_TABLE_H

#include "report.h"

enum { TABLE_COLUMNS = 8 };

/* What a column is. */
struct table_column {
	const char *title;
	bool right;    /* aligned to the right */
	bool elastic;  /* its cells may be elided to make the table fit */
	bool optional; /* may be dropped, the last first */
};

/* A cell's text is printable; color is an SGR parameter or NULL. */
struct table_cell {
	const char *text;
	const char *color;
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	struct table_cell *cells;   /* row after row, in the report's arena */
	size_t row_count, capacity; /* of cells */
};

/* The cells of a new row, empty: the caller fills column_count of them. */
struct table_cell *table_row(const struct report *report, struct table *table);

/* Prints header and rows, each with indent blanks before it. */
void table_print(const struct report *report, const struct table *table, size_t indent);

#endif
