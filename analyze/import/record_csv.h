/* record_csv.h - CSV and its kin: cells between commas, semicolons, TABs or bars, quoted or not. */
#ifndef LEAKLINE_RECORD_CSV_H
#define LEAKLINE_RECORD_CSV_H

#include "record_table.h"

struct csv_form {
	char separator; /* '\0': the text is no CSV */
	char quote;
};

/* What parts and quotes the cells of the first of a text's first lines that is a header. With a
 * spec any line with a separator that has its columns is. Notes in the table where each column is a
 * process. */
struct csv_form record_csv_form(struct span text, struct record_table *table);

/* A line's cells, as they stand in it; quotes around them are taken off. cells has room for
 * RECORD_COLUMNS. */
size_t record_csv_cells(struct span line, char separator, struct span *cells);

/* Reads all of it through libcsv. */
void record_csv_read(struct span text, struct csv_form form, struct record_table *table);

#endif
