/* column_known.h - the names of columns and keys that are known. */
#ifndef LEAKLINE_COLUMN_KNOWN_H
#define LEAKLINE_COLUMN_KNOWN_H

#include <stdbool.h>

#include "../base/span.h"
#include "column_role.h"

enum { COLUMN_SUBJECT = 32 };

/* What a name says. */
struct column_name {
	enum column_role role;
	int rank;    /* of two columns with one role the higher rank counts */
	double unit; /* KiB of one, of a time seconds of one; 0: the name does not tell */
	char subject[COLUMN_SUBJECT]; /* `web` in `web_rss_kb`; empty: the column names no process
				       */
	bool is_part;      /* of what is private: Private_Clean and Private_Dirty are added */
	bool may_be_owner; /* rss_target: a bound, unless a process is called so */
};

/* name: in lower case, its words joined by `_`, without a unit. Sets role, rank and unit of *out,
 * and nothing else. False: the name is not known. */
bool column_known_find(struct span name, struct column_name *out);

#endif
