/* parse_text.h - what copying does to a file undone before it is parsed: BOM, UTF-16, NUL holes. */
#ifndef LEAKLINE_PARSE_TEXT_H
#define LEAKLINE_PARSE_TEXT_H

#include "../base/span.h"

struct arena;
struct notes;

/*
 * The text without a byte order mark, UTF-16 (as a redirect of Windows PowerShell makes it) as
 * UTF-8, a run of NUL bytes and what stands in front of it in its line as a line of one NUL
 * (span_is_hole; with a note each; emptied where it is a whole text's end that lacks nothing). Text
 * that needs none of this is given back as it is. CRs before LF are span_line's matter.
 */
struct span parse_text_prepare(struct span text, struct arena *arena, struct notes *notes);

/* Digits and a letter right behind them (`47Warning: ...`): a PID that a message was printed into?
 * What is left of it begins the next line, and would be taken for another. A date has other signs
 * behind its digits. */
bool parse_text_splits_number(struct span line);

#endif
