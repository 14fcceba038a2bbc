/* column_name.h - what a column of a table, or the key in front of a value, says by its name:
 * rss_kb, RSS(KB), VmRSS, process_resident_memory_bytes, "MEM USAGE / LIMIT". */
#ifndef LEAKLINE_COLUMN_NAME_H
#define LEAKLINE_COLUMN_NAME_H

#include "column_known.h"

/* From COLUMN_MEMORY on a name says that it is memory: `memory` does, `usage` does not. From
 * COLUMN_ALONE on it says so by itself: `memory` alone may be a word of a sentence. From
 * COLUMN_SURE on it is that of a process whatever stands in front: `heap rss` is, `heap memory` is
 * not. */
enum { COLUMN_MEMORY = 2, COLUMN_ALONE = 3, COLUMN_SURE = 7 };

struct column_name column_name_read(struct span name);

/* Does a name of that rank behind the word tell of something else than a process: of disks, of what
 * is free? */
bool column_name_is_elsewhere(struct span word, int rank);

/* The role that --import csv: knows by that name; COLUMN_ROLES: there is none. */
enum column_role column_role_of(struct span name);

#endif
