/* words.h - our own words and foreign names on a terminal: with UTF-8 or in ASCII, wrapped to its
 * width. */
#ifndef LEAKLINE_WORDS_H
#define LEAKLINE_WORDS_H

#include "../base/span.h"
#include "report.h"

/* The report has a style. Strings that are given live in its arena. */

/* Our words for this terminal: "±" as "+-" and so on without UTF-8. */
const char *words_of(const struct report *report, const char *text);

/* Prints them. */
void words_print(const struct report *report, const char *text);

/* Prints them as lines of at most style->width columns, each with indent blanks before it. */
void words_wrap(const struct report *report, size_t indent, const char *text);

/* The same, the first line behind what stands before it, the others below that. */
void words_wrap_behind(const struct report *report, const char *before, const char *text);

/* A foreign name for this terminal, printable. */
const char *words_name(const struct report *report, struct span name);

/* The same, its middle elided where a terminal wants that. */
const char *words_short_name(const struct report *report, struct span name);

/* Prints it, its middle elided where a terminal wants that. */
void words_print_name(const struct report *report, struct span name);

#endif
