/* import_spec.h - what the user says a log is (--import): a kind, or the columns of a table. */
#ifndef LEAKLINE_IMPORT_SPEC_H
#define LEAKLINE_IMPORT_SPEC_H

#include <stdbool.h>

#include "../kinds.h"
#include "column_name.h"

/* What the user says of a table (--import csv:time=COL,rss=COL...); a role without a name is not
 * told. */
struct import_table {
	struct span columns[COLUMN_ROLES];
	double unit;         /* KiB of one of its numbers; 0: as told by names */
	const char *unknown; /* set by the reader: the columns that there are, where one is not */
};

struct import_spec {
	enum kind kind; /* KIND_NONE: it is to be recognised */
	bool is_table;
	struct import_table table;
};

/*
 * Reads the value of --import: a kind of log, or csv:time=COL,rss=COL[,private=COL][,pid=COL]
 * [,name=COL][,unit=UNIT]. Spans of *spec point into it. NULL, or what is wrong with it.
 */
const char *import_spec_read(const char *value, struct import_spec *spec);

#endif
