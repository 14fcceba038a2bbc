/* parse_ps_row.h - one row of a table of ps. */
#ifndef LEAKLINE_PARSE_PS_ROW_H
#define LEAKLINE_PARSE_PS_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "parse_ps_table.h"

/* One process. KiB; -1 if the table lacks the column. */
struct ps_row {
	int32_t pid;
	struct span user, state, command; /* command: the rest of the line, may be empty */
	int64_t vsz, rss;
	int64_t grain;             /* resolution of rss: 1, or the unit of a value such as 12m */
	int64_t private_kib, swap; /* smem's USS and Swap; swap 0 if missing */
	uint32_t cpu, start;       /* see parse_ps_time.h; 0 if unknown */
	int64_t elapsed_s;         /* since its start; -1 if unknown */
	int64_t time_ms; /* from pidstat -H, a column DATE or the text before the row, ms since
			    1970; else -1 */
};

/* Reads a row by the header of its table into *row, whose numbers must be -1 (grain 1, time_ms as
 * the text before it says). Returns false if it is no row. *row borrows from line. */
bool parse_ps_row_read(const struct ps_table *table, struct span line, struct ps_row *row);

/* The letter of a state as ps prints it (Ss, R+, D<sl); 0: it is none. */
char parse_ps_state(struct span state);

/* Is the line a row of procps' `ps aux`, recognized without a header by PID, two percentages, two
 * sizes, TTY, state, start, time? */
bool parse_ps_is_row(struct span line);

#endif
