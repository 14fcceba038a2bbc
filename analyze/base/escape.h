/* escape.h - one function an output language: nothing foreign is printed without one. */
#ifndef LEAKLINE_ESCAPE_H
#define LEAKLINE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "span.h"

struct arena;

/*
 * The funnel before all others: any bytes -> valid, printable UTF-8, reversible. Invalid bytes
 * \xNN; control bytes \n, \t, \xNN; backslash \\; bidi and zero-width \u{202e}. limit: the most
 * columns (0: none), elided in the middle with "...". The others below call it themselves: pass raw
 * bytes. What this and others give lives as long as the arena. NULL never: where memory runs out
 * the program ends with exit status 2.
 */
const char *escape_printable(struct arena *arena, struct span s, size_t limit);

/* Printable UTF-8 in at most limit columns, the middle elided. */
const char *escape_elide(struct arena *arena, const char *printable, size_t limit);

/* How many terminal columns a string of printable UTF-8 takes. */
size_t escape_columns(const char *printable);

/* What escape_printable() gave, for a terminal (without utf8: in ASCII) or a job's log: none of it
 * is a command to a CI server (::error::, ##vso[...]). */
const char *escape_for_terminal(struct arena *arena, const char *printable, bool utf8);

/* Each writes s, made printable and escaped for its language, to file. */
void escape_terminal(FILE *file, struct span s); /* one that shows UTF-8 */
void escape_ascii(FILE *file, struct span s);    /* one that does not: anything else is \u{11b} */
void escape_html(FILE *file, struct span s);     /* text and double-quoted attributes */
void escape_junit(FILE *file, struct span s);    /* XML for a CI server, which may fetch files */
void escape_json(FILE *file, struct span s);     /* with the quotes around it */
void escape_markdown(FILE *file, struct span s); /* a code span, fences and all */
void escape_markdown_cell(FILE *file, struct span s); /* the same in a table, where | ends a cell */
void escape_gnuplot(FILE *file, struct span s);       /* a string expression, quotes and all */
/* The same of what escape_printable() or escape_elide() gave. */
void escape_gnuplot_printable(FILE *file, const char *printable);

/* The text of a CSV cell (libcsv quotes it): printable, with a leading ' where it begins with = + -
 * @. */
const char *escape_csv(struct arena *arena, struct span s);
/* The same of what escape_printable() gave. */
const char *escape_csv_printable(struct arena *arena, const char *printable);

/* A part of a file name: [a-z0-9._-], not beginning with - or '.', at most 40 bytes, never empty.
 */
const char *escape_slug(struct arena *arena, struct span s);

#endif
