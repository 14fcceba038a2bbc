/* column_role.h - what a column or a key of a log holds. */
#ifndef LEAKLINE_COLUMN_ROLE_H
#define LEAKLINE_COLUMN_ROLE_H

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

#endif
