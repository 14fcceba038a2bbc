/* escape.h - one function per output language; foreign text is never printed without one. */
#ifndef LEAKLINE_ESCAPE_H
#define LEAKLINE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "escape_printable.h"
#include "span.h"

struct arena;

/* Takes the result of escape_printable(), for a terminal (without utf8: in ASCII) or a job's log:
 * no part of it is a command to a CI server (::error::, ##vso[...]). */
const char *escape_for_terminal(struct arena *arena, const char *printable, bool utf8);

/* Each makes s, raw bytes, printable, escapes it for its language, and writes it to file. */
void escape_terminal(FILE *file, struct span s); /* a UTF-8 terminal */
void escape_ascii(FILE *file, struct span s);    /* any other terminal: non-ASCII becomes \u{11b} */
void escape_html(FILE *file, struct span s);     /* text and double-quoted attributes */
void escape_junit(FILE *file, struct span s);    /* XML for a CI server, which may fetch files */
void escape_json(FILE *file, struct span s);     /* with the quotes around it */
void escape_markdown(FILE *file, struct span s); /* a code span with its backticks */
void escape_markdown_cell(FILE *file, struct span s); /* the same in a table, where | ends a cell */
void escape_gnuplot(FILE *file, struct span s);       /* a string expression with its quotes */
/* The same for a result of escape_printable() or escape_elide(). */
void escape_gnuplot_printable(FILE *file, const char *printable);

/* The text of a CSV cell (libcsv adds the quotes): printable, with a leading ' if it starts with =
 * + - @. */
const char *escape_csv(struct arena *arena, struct span s);
/* The same for a result of escape_printable(). */
const char *escape_csv_printable(struct arena *arena, const char *printable);

/* Part of a file name: [a-z0-9._-], not starting with - or '.', at most 40 bytes, never empty. */
const char *escape_slug(struct arena *arena, struct span s);

#endif
