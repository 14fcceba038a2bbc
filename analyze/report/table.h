/* table.h - prints a table of text whose columns are as wide as their cells, in display columns;
 * drops some if there is no room for all. */
#ifndef LEAKLINE_TABLE_H
#define LEAKLINE_TABLE_H

#include "report.h"

enum { TABLE_COLUMNS = 8 };

/* The properties of a column. */
struct table_column {
	const char *title;
	bool right;    /* right-aligned */
	bool elastic;  /* its cells may be elided to make the table fit */
	unsigned drop; /* 0: always there; the others are dropped, 1 first, to make it fit */
};

/* A cell's text is printable; color is an SGR parameter or NULL. */
struct table_cell {
	const char *text;
	const char *color;
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	size_t first_columns; /* the first column has so many at least, for lines below the table */
	struct table_cell *cells;   /* row by row, in the report's arena */
	size_t row_count, capacity; /* capacity: number of cells allocated */
};

/* Appends an empty row and returns its cells: the caller fills column_count of them. */
struct table_cell *table_row(const struct report *report, struct table *table);

/* Prints header and rows, each indented by indent spaces. */
void table_print(const struct report *report, const struct table *table, size_t indent);

#endif
