/* html.h - the sections of report.html. */
#ifndef LEAKLINE_HTML_H
#define LEAKLINE_HTML_H

#include <stddef.h>
#include <stdio.h>

#include "../analysis.h"

/* A string that wording made, escaped; frees it. */
void html_take(char *text, FILE *file);

/* The same of a number: a minus sign in the place of its hyphen. */
void html_number(char *text, FILE *file);

/* The chip with glyph and word. */
void html_chip(enum verdict_kind verdict, FILE *file);

/* The anchor of a finding: of its PID and place, never of names. */
void html_anchor(const struct analysis *analysis, const struct finding *finding, FILE *file);

/* How many processes have a section with charts; more would be too long a page. */
enum { HTML_SECTIONS = 40 };

/* The table of all processes, and why those without a section are stable or inconclusive. */
void html_table(const struct analysis *analysis, FILE *file);

/* The section of a process that leaks or is suspect: why, charts, what grew, hints. */
void html_process(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file);

/* What else grows: processes that are no targets, threads, page tables, the system; the ten that
 * grew most. */
void html_beside(const struct analysis *analysis, FILE *file);

#endif
