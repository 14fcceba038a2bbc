/* column_known.h - the names of columns and keys that are known. */
#ifndef LEAKLINE_COLUMN_KNOWN_H
#define LEAKLINE_COLUMN_KNOWN_H

#include <stdbool.h>

#include "../base/span.h"

enum column_role {
	COLUMN_OTHER,
	COLUMN_TIME, /* a moment: seconds since 1970 or since the beginning, a date and a time */
	COLUMN_DATE, /* a day; with COLUMN_TIME beside it a moment */
	COLUMN_ROUND,
	COLUMN_PID,
	COLUMN_NAME,
	COLUMN_OWNER,  /* a container, a host */
	COLUMN_METRIC, /* what the value of the row is */
	COLUMN_SYSTEM, /* memory that no process has: the total, what is free */
	COLUMN_RSS,
	COLUMN_PRIVATE,
	COLUMN_SWAP,
	COLUMN_SIZE, /* of the address space */
	COLUMN_ROLES
};

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
