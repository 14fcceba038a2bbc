/* moment.h - when a record was taken, from a cell of a table or the text before a line: seconds
 * since 1970 or since the beginning, ISO 8601, and any form that `date` prints. */
#ifndef LEAKLINE_MOMENT_H
#define LEAKLINE_MOMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* What is remembered of the moments before. All zero to begin. */
struct moment {
	int64_t last_ms;   /* of a day without its year, or of a time without its day */
	int64_t offset_ms; /* the years or days that went by since the first of them */
	/* of dates like 02/11/2026, in which day and month are not told apart */
	bool is_day_first, is_month_first; /* one of the dates showed which it is */
	bool slashed;          /* there was one that did not: times count from its day */
	int64_t slashed_ms[2]; /* of the last one, read either way */
	int64_t slashed_at_ms, slashed_gap_ms; /* what it was given, and how far behind the one
						  before it */
	size_t words; /* of the date before the previous line: most lines have as many */
	bool any;
	bool of_day;      /* 08:05 is a time of day, by the name of its column, and not 8 min 5 s */
	bool has_minutes; /* there was such */
};

/* A cell as ms since 1970, or since the beginning if it is a count, a time without its day or a day
 * without its year. unit: the length of one in seconds if the column's name gives it, else 0: the
 * size of a count then shows its unit. -1: the cell is not a moment. */
int64_t moment_read(struct moment *moment, struct span cell, double unit);

/* The same of a cell that is a day, also as 20261102. */
int64_t moment_read_day(struct moment *moment, struct span cell);

/*
 * Takes the date off the front of a line: as `echo "$(date) ..."`, ts, syslog and most programs'
 * own logs put it, in brackets or not. False: none stands there. *time_ms as of moment_read, -1
 * where nobody can tell; *rest what stands behind it, without the bar or colon between them.
 */
bool moment_take(struct moment *moment, struct span line, int64_t *time_ms, struct span *rest);

/* Does the line begin with a day, year first, with nothing or words behind it? */
bool moment_day(struct span line, int64_t *time_ms);

#endif
