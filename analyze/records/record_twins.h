/* record_twins.h - two columns of a table that tell the same memory: where they differ, nobody
 * knows which one counts. */
#ifndef LEAKLINE_RECORD_TWINS_H
#define LEAKLINE_RECORD_TWINS_H

#include "heads.h"

/* Finds the columns that tell the same as the one that was taken, and notes those of less certain
 * names, whose memory is left out. */
void record_twins_find(struct record_table *table, const struct heads *heads,
	const struct span *cells, size_t count);

/* The same where the user named the column that is taken: those behind it that have its name. */
void record_twins_find_named(
	struct record_table *table, const struct span *cells, size_t count, size_t taken);

/* Takes the cell of such a column. */
void record_twins_take(struct record_table *table, struct record_column *column, struct span cell);

/* Do they tell the same in the row at hand? False: they do not, and the table's hint says it. */
bool record_twins_agree(struct record_table *table);

/* Takes the cell of a column that is left out: if it may be a bound and its size changes, nothing
 * of the table counts, as that may be a process. Other sizes are kept: one may grow alone. */
void record_twins_see_left(
	struct record_table *table, struct record_column *column, struct span cell);

#endif
