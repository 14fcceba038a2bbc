/* heads.h - the columns of a header by what they have, and what the tables of certain tools mean.
 */
#ifndef LEAKLINE_HEADS_H
#define LEAKLINE_HEADS_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"

/* For each role the column that most certainly has it; RECORD_COLUMNS: none. */
struct heads {
	struct column_name names[RECORD_COLUMNS];
	size_t best[COLUMN_ROLES];
	size_t subjects; /* columns with the resident memory of a named process */
	bool own;        /* one of them names no process */
	bool twins;      /* several have one name, and were called after their places */
};

/* Is there a column with that role? */
bool heads_have(const struct heads *heads, enum column_role role);

/* Finds what only the tool tells by which a table was printed: PowerShell, typeperf, svmon, NX-OS.
 */
void heads_of_tools(const struct span *cells, size_t count, struct heads *heads);

/* Calls columns of resident memory that have one name after their places, as processes: whose each
 * is is not told. Not where another column tells it of a row. */
void heads_part_twins(const struct span *cells, size_t count, struct heads *heads);

/* Calls those after their places whose process differs from that of another column only where its
 * name is cut, or by the host of a counter of Windows. */
void heads_part_cut(const struct span *cells, size_t count, struct heads *heads);

/* Takes rss_p50 and rss_p95 for no memory of a process, unless others beside them are of some: of
 * rss_p1 to rss_p99 each is one. */
void heads_drop_percentiles(size_t count, struct heads *heads);

/* Is the column i the time that a process used, and not when its row was printed? */
bool heads_time_is_used(const struct span *cells, size_t count, size_t i);

/* Is the column i called after a size of pages, as one of svmon is? */
bool heads_page_size(const struct span *cells, size_t count, size_t i);

/* Is it 2026-11-02 or 08:00:00, as behind the command of a prompt, where no column is called so? */
bool heads_is_date(struct span cell);

/* Has the table a row a mapping, and none a process? */
bool heads_of_mappings(const struct span *cells, size_t count);

#endif
