/* odd_tables.h - drops tables of ps that belong to another round. */
#ifndef LEAKLINE_ODD_TABLES_H
#define LEAKLINE_ODD_TABLES_H

struct columns;
struct notes;

/*
 * A table of another round that was copied over shows by a TIME that goes back, or ahead, and
 * returns while START stays the same; and by the row of ps itself, which has another PID in each
 * table. Such tables are dropped with a note each: every row of theirs is in the wrong round. Call
 * it after the last fold, before columns_sort.
 */
void odd_tables_drop(struct columns *columns, struct notes *notes);

#endif
