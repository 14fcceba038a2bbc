/* parse_text.h - what copying does to a file undone before it is parsed: BOM, UTF-16, NUL holes. */
#ifndef LEAKLINE_PARSE_TEXT_H
#define LEAKLINE_PARSE_TEXT_H

#include "../base/span.h"

struct arena;
struct notes;

/*
 * The text without a byte order mark, UTF-16 (as a redirect of Windows PowerShell makes it) as UTF-8, lines damaged by NUL
 * bytes emptied (with a note each). Text that needs none of this is given back as it is. CRs before LF are span_line's matter.
 */
struct span parse_text_prepare(struct span text, struct arena *arena, struct notes *notes);

#endif
