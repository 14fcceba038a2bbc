/* parse_ps.h - ps: procps `aux`, `-ef`, `-eo ...`, BusyBox, toybox, Android: columns are found by
 * the header line. */
#ifndef LEAKLINE_PARSE_PS_H
#define LEAKLINE_PARSE_PS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One process. KiB; -1 where the table does not tell. */
struct ps_row {
	int32_t pid;
	struct span user, state, command; /* command: the rest of the line, may be empty */
	int64_t vsz, rss;
	int64_t grain;             /* of rss: 1, or the unit of a value such as 12m */
	int64_t private_kib, swap; /* smem's USS and Swap; swap 0 where it is not told */
	uint32_t cpu, start;       /* parse_ps_time.h; 0 not told */
	int64_t time_ms; /* of pidstat -H, of a column DATE or of what stands in front of the
			    row, ms since 1970; -1 else */
};

/* Who is called; context is that of parse_ps. */
struct ps_reader {
	/* A (further) table begins; may be NULL. form: its columns as a number, not 0, in whatever
	 * language; each tool has its own. */
	void (*table)(void *context, struct span header, uint32_t form);
	size_t (*known)(
		void *context, struct span rest); /* how many bytes at its beginning are a row that
						     need not be read. May be NULL */
	void (*row)(void *context, const struct ps_row *row,
		struct span line); /* line: with its end, or empty where it is cut off */
	struct span header; /* of the rows in front of which none stands; empty: they are none's */
	/* Takes off what is no part of the table in front of a line (a date); NULL: nothing is.
	 * *time_ms: what it tells, or -1. */
	struct span (*prefix)(void *context, struct span line, int64_t *time_ms);
};

/* Calls the reader for each header line and each process. */
void parse_ps(struct span text, struct notes *notes, const struct ps_reader *reader, void *context);

/* Is the line a header of ps? */
bool parse_ps_header(struct span line);

/* Is the line a row of procps' `ps aux`, as its form tells without a header: PID, two percentages,
 * two sizes, TTY, state, start, time? */
bool parse_ps_is_row(struct span line);

#endif
