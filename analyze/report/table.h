/* table.h - a table of text with columns as wide as their cells, by display columns; narrow ones
 * drop columns. */
#ifndef LEAKLINE_TABLE_H
#define LEAKLINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct text_style;

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
	char *text; /* the table's: freed by table_print */
	const char *color;
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	struct table_cell *cells; /* row after row */
	size_t row_count, row_capacity;
};

/* The cells of a new row, empty: the caller fills column_count of them. */
struct table_cell *table_row(struct table *table);

/* Prints header and rows, each with indent blanks before it, and frees the cells. */
void table_print(struct table *table, const struct text_style *style, size_t indent, FILE *file);

#endif
