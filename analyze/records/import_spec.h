/* import_spec.h - the user's description of a log (--import): a kind, or the columns of a table. */
#ifndef LEAKLINE_IMPORT_SPEC_H
#define LEAKLINE_IMPORT_SPEC_H

#include <stdbool.h>

#include "../kinds.h"
#include "../cells/column_name.h"

/* The user's description of a table (--import csv:time=COL,rss=COL...). A role without a name was
 * not given. */
struct import_table {
	struct span columns[COLUMN_ROLES];
	double unit;         /* the factor to KiB; 0: taken from the columns' names */
	const char *unknown; /* set by the reader if a column is missing: the columns that exist */
};

struct import_spec {
	enum kind kind; /* KIND_NONE: recognise it from the text */
	bool is_table;
	struct import_table table;
};

/*
 * Reads the value of --import: a kind of log, or csv:time=COL,rss=COL[,private=COL][,pid=COL]
 * [,name=COL][,unit=UNIT]. Spans of *spec point into it. NULL, or what is wrong with it.
 */
const char *import_spec_read(const char *value, struct import_spec *spec);

#endif
