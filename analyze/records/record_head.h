/* record_head.h - the header of a table: its cells become columns. */
#ifndef LEAKLINE_RECORD_HEAD_H
#define LEAKLINE_RECORD_HEAD_H

#include "record_table.h"

/* Are these cells names of columns, one of them for memory of a process? Then they become the
 * columns of the table. */
bool record_head_take(struct record_table *table, const struct span *cells, size_t count);

/* The same without taking them: gives a score of how certain it is, 0 if it is not a header. */
int record_head_rank(const struct span *cells, size_t count);

/* How many of the user's columns are among these cells; 0: not all of them. */
int record_head_spec_rank(const struct import_table *spec, const struct span *cells, size_t count);

/* The cells as a list for a message; the table's arena's. */
const char *record_head_list(struct record_table *table, const struct span *cells, size_t count);

#endif
