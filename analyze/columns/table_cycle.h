/* table_cycle.h - rows that a loop appended below one header: the same processes, again and again.
 */
#ifndef LEAKLINE_TABLE_CYCLE_H
#define LEAKLINE_TABLE_CYCLE_H

#include <stddef.h>

struct facts;

/* After how many rows the table of these facts begins anew; 0: it does not. Rows of a process's
 * threads, which all have its memory, are no such ones. before: the same of earlier rows of the
 * table, which these go on with; 0: there are none. */
size_t table_cycle_find(const struct facts *facts, size_t before);

#endif
