/* parse_ps.h - ps tables: procps `aux`, `-ef`, `-eo ...`, BusyBox, toybox, Android; the header line
 * defines the columns. */
#ifndef LEAKLINE_PARSE_PS_H
#define LEAKLINE_PARSE_PS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "parse_ps_row.h"

struct notes;

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

#endif
