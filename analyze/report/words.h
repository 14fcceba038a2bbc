/* words.h - prints our own text and foreign names on a terminal: in UTF-8 or ASCII, wrapped to its
 * width. */
#ifndef LEAKLINE_WORDS_H
#define LEAKLINE_WORDS_H

#include "../base/span.h"
#include "report.h"

/* The report must have a style. Returned strings are in its arena. */

/* Our own text for this terminal: without UTF-8 "±" becomes "+-" and so on. */
const char *words_of(const struct report *report, const char *text);

/* Prints our own text. */
void words_print(const struct report *report, const char *text);

/* Prints our own text wrapped to lines of at most style->width columns, each indented by indent
 * spaces. */
void words_wrap(const struct report *report, size_t indent, const char *text);

/* The same, but the first line begins with before, and the others are indented below it. */
void words_wrap_behind(const struct report *report, const char *before, const char *text);

/* A foreign name for this terminal, made printable. */
const char *words_name(const struct report *report, struct span name);

/* The same, with its middle elided if the style asks for it. */
const char *words_short_name(const struct report *report, struct span name);

/* Prints a foreign name, its middle elided if the style asks for it. */
void words_print_name(const struct report *report, struct span name);

#endif
