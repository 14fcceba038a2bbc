/* record_subjects.h - which process a column of a wide table belongs to: web_rss_kb, beside which
 * web_pid and web_name may stand. */
#ifndef LEAKLINE_RECORD_SUBJECTS_H
#define LEAKLINE_RECORD_SUBJECTS_H

#include "record.h"

/* Finds the columns whose cells tell the PID and the name of the process of another column. */
void record_subjects_find(struct record_table *table, const struct span *cells, size_t count);

/* Takes a cell of such a column; false: the column is none. */
bool record_subjects_cell(struct record_table *table, size_t i, struct span cell);

/* Says whose the value of the column is, which may go into a row of its own. */
void record_subjects_take(const struct record_column *column, struct log_reading *row);

#endif
