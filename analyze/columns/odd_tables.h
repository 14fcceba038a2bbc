/* odd_tables.h - drops tables of ps that belong to another round. */
#ifndef LEAKLINE_ODD_TABLES_H
#define LEAKLINE_ODD_TABLES_H

#include <stdbool.h>

struct columns;
struct notes;

/*
 * A table of another round that was copied over shows by a TIME that goes back, or ahead, and
 * returns while START stays the same; and by the row of ps itself, which has another PID in each
 * table. Such tables are dropped with a note each: every row of theirs is in the wrong round.
 * by_ps: ps made the tables, not the collector itself: a ps in them is not always somebody else's.
 * Call it after the last fold, before columns_sort.
 */
void odd_tables_drop(struct columns *columns, bool by_ps, struct notes *notes);

#endif
