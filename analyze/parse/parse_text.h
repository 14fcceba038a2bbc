/* parse_text.h - undoes what copying did to a file before it is parsed: BOM, UTF-16, NUL holes. */
#ifndef LEAKLINE_PARSE_TEXT_H
#define LEAKLINE_PARSE_TEXT_H

#include "../base/span.h"

struct arena;
struct notes;

/*
 * Returns the text without a byte order mark, UTF-16 (as Windows PowerShell's redirect writes it)
 * converted to UTF-8, and each run of NUL bytes with the part of its line before it replaced by a
 * line of one NUL (span_is_hole; one note each; removed at the end of a complete text). Text that
 * needs none of this is returned as it is. span_line handles CRs before LF.
 */
struct span parse_text_prepare(struct span text, struct arena *arena, struct notes *notes);

/* Does a byte order mark of UTF-16 stand before it? */
bool parse_text_is_utf16(struct span text);

/* Replaces runs of NULs, as parse_text_prepare does, in a text that comes in parts. All zero but
 * out to begin. out: the caller makes room for three more bytes for each byte of a part,
 * and two; it may move between two parts. */
struct parse_holes {
	char *out;
	size_t len, line; /* written so far, and up to the beginning of its last line */
	uint64_t lfs;     /* in the text */
	bool is_open;     /* the last part ended with NULs */
};

/* Takes the next part of the text; notes each hole. */
void parse_holes_take(struct parse_holes *holes, struct span part, struct notes *notes);

/* Ends the text, and returns all of it, in out. */
struct span parse_holes_end(struct parse_holes *holes);

/* The text behind a byte order mark of UTF-8, which is all that text without a NUL may need. */
struct span parse_text_behind_mark(struct span text);

/* Digits directly followed by a letter (`47Warning: ...`): was a message printed into a PID? The
 * rest of the PID starts the next line and would look like another one. In a date other characters
 * follow the digits. */
bool parse_text_splits_number(struct span line);

#endif
