/* column_name.h - what a column of a table, or the key in front of a value, says by its name:
 * rss_kb, RSS(KB), VmRSS, process_resident_memory_bytes, "MEM USAGE / LIMIT". */
#ifndef LEAKLINE_COLUMN_NAME_H
#define LEAKLINE_COLUMN_NAME_H

#include "column_known.h"

struct column_name column_name_read(struct span name);

/* The role that --import csv: knows by that name; COLUMN_ROLES: there is none. */
enum column_role column_role_of(struct span name);

#endif
