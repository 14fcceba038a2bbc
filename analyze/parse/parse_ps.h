/* parse_ps.h - ps tables: procps `aux`, `-ef`, `-eo ...`, BusyBox, toybox, Android; the header line
 * defines the columns. */
#ifndef LEAKLINE_PARSE_PS_H
#define LEAKLINE_PARSE_PS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One process. KiB; -1 if the table lacks the column. */
struct ps_row {
	int32_t pid;
	struct span user, state, command; /* command: the rest of the line, may be empty */
	int64_t vsz, rss;
	int64_t grain;             /* resolution of rss: 1, or the unit of a value such as 12m */
	int64_t private_kib, swap; /* smem's USS and Swap; swap 0 if missing */
	uint32_t cpu, start;       /* see parse_ps_time.h; 0 if unknown */
	int64_t time_ms; /* from pidstat -H, a column DATE or the text before the row, ms since
			    1970; else -1 */
};

/* The callbacks; context is passed through from parse_ps. */
struct ps_reader {
	/* A table starts; may be NULL. form: a nonzero number for its columns, in any language;
	 * each tool has its own. */
	void (*table)(void *context, struct span header, uint32_t form);
	size_t (*known)(
		void *context, struct span rest); /* how many bytes at the start of rest are a row
						     that need not be parsed. May be NULL */
	void (*row)(void *context, const struct ps_row *row,
		struct span line); /* line: with its LF, or empty if truncated */
	struct span header;        /* for rows before any header; empty: such rows are ignored */
	/* Strips text that precedes a line of the table (a date); NULL: none is expected. *time_ms:
	 * the time in it, or -1. */
	struct span (*prefix)(void *context, struct span line, int64_t *time_ms);
};

/* Calls the reader for each header line and each process. */
void parse_ps(struct span text, struct notes *notes, const struct ps_reader *reader, void *context);

/* Is the line a header of ps? */
bool parse_ps_header(struct span line);

/* Is the line a row of procps' `ps aux`, recognized without a header by PID, two percentages, two
 * sizes, TTY, state, start, time? */
bool parse_ps_is_row(struct span line);

#endif
