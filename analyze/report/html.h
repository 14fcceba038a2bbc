/* html.h - what the sections of report.html share: escaped words, numbers, chips, anchors. */
#ifndef LEAKLINE_HTML_H
#define LEAKLINE_HTML_H

#include "../analysis.h"
#include "report.h"

/* Prints a string that wording made, escaped. */
void html_text(const struct report *report, const char *text);

/* The same of a number: a minus sign in the place of its hyphen. */
void html_number(const struct report *report, const char *text);

/* The chip with glyph and word. */
void html_chip(const struct report *report, enum verdict_kind verdict);

/* The anchor of a finding: of its PID and place, never of names. */
void html_anchor(const struct report *report, const struct finding *finding);

#endif
