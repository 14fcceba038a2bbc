/* name_number.h - the numbers and dates in the names of a shell loop's files: ps.1, pmap-4711-0001,
 * ps_2026-01-01_12:00. */
#ifndef LEAKLINE_NAME_NUMBER_H
#define LEAKLINE_NAME_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* What a name may be ordered by; only all names together show which of these counts rounds. */
struct name_number {
	bool found;
	uint64_t number; /* the last number of the name; in a name with a date, the number after it,
			    else 0 */
	uint64_t first;  /* the first number of the name */
	unsigned phase;  /* in its round: 1 before the action, 2 after it; 0: not known */
	int64_t day_first_ms, month_first_ms; /* 02-11-2026 either way; -1: the name holds none, or
						 it cannot be read that way */
	int64_t time_ms; /* UTC since 1970, where the name holds a date or counts seconds since
			    then; else -1 */
	bool is_part;    /* of a folder r10 or run10: a round if such folders count from 0 */
};

/* Numbers of more than 18 digits are their last 18. */
struct name_number name_number(struct span name);

/* Is the name only a number or a date, or one after a word for a round (round-7, snap_2026-01-01)?
 */
bool name_is_number(struct span name);

/* Does a word stand in front of the number that may name a machine or a test as well, as in r10? */
bool name_number_is_part(struct span name);

#endif
