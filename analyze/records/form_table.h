/* form_table.h - text tables: forms of lines for the table in log_form.c. */
#ifndef LEAKLINE_FORM_TABLE_H
#define LEAKLINE_FORM_TABLE_H

#include <stdbool.h>

#include "form_reading.h"

/* The names of columns, one of them for memory of a process. */
bool form_table_header(struct form_reading *reading, struct span line);

/* `-------  ------` below a header: its cells, and those of the rows, stand above and below it. */
bool form_table_rule(struct form_reading *reading, struct span line);

/* A row below the header, or the header again. */
bool form_table_row(struct form_reading *reading, struct span line);

#endif
