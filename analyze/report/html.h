/* html.h - helpers shared by the sections of report.html: escaped words, numbers, items,
 * chips, anchors. */
#ifndef LEAKLINE_HTML_H
#define LEAKLINE_HTML_H

#include "../analysis.h"
#include "report.h"

/* Prints a string from wording/, escaped. */
void html_text(const struct report *report, const char *text);

/* The same; what stands between backticks is code, as in Markdown. */
void html_marked(const struct report *report, const char *text);

/* The same for a number: its hyphen is replaced by a minus sign. */
void html_number(const struct report *report, const char *text);

/* Prints lines as items of a list that the caller encloses. */
void html_items(const struct report *report, const char *const *lines, size_t count);

/* Prints the chip of a verdict, with its symbol and word. */
void html_chip(const struct report *report, enum verdict_kind verdict);

/* Prints the anchor of a finding, made of its PID and index, never of names. */
void html_anchor(const struct report *report, const struct finding *finding);

#endif
