/* csv_form.h - is a text a CSV: what parts its cells and quotes them. */
#ifndef LEAKLINE_CSV_FORM_H
#define LEAKLINE_CSV_FORM_H

#include "record_table.h"

struct csv_form {
	char separator; /* '\0': the text is no CSV */
	char quote;
	bool has_row_names; /* each row has its number in front, and the header no name for it */
};

/* What parts and quotes the cells of the first of a text's first lines that is a header. With a
 * spec any line with a separator that has its columns is. Notes in the table where each column is a
 * process. */
struct csv_form csv_form_find(struct span text, struct record_table *table);

/* A line's cells, as they stand in it; quotes around them are taken off. cells has room for
 * RECORD_COLUMNS. */
size_t csv_form_cells(struct span line, char separator, struct span *cells);

#endif
