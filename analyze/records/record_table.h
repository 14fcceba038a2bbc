/* record_table.h - a table whose header names its columns, row by row: its cells become readings.
 * The caller (record_csv.c, log_form.c) cuts lines into cells. */
#ifndef LEAKLINE_RECORD_TABLE_H
#define LEAKLINE_RECORD_TABLE_H

#include "record.h"

/* One cell of the row at hand. */
void record_table_cell(struct record_table *table, size_t column, struct span cell);

/* Ends the row: its readings go to the sink. cells: how many it had. False: it is not a row. */
bool record_table_row(struct record_table *table, size_t cells);

/* After the last row: passes on what waited for the next one. */
void record_table_end(struct record_table *table);

#endif
