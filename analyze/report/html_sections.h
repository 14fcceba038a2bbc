/* html_sections.h - the sections of report.html, in their order. */
#ifndef LEAKLINE_HTML_SECTIONS_H
#define LEAKLINE_HTML_SECTIONS_H

#include "report.h"

struct process_verdict;

/* How many processes have a section with charts; more would be too long a page. */
enum { HTML_SECTIONS = 40 };

/* The table of all processes, and why those without a section are stable or inconclusive. */
void html_table(const struct report *report);

/* The section of a process that leaks or is suspect: why, charts, what grew, hints. */
void html_process(const struct report *report, const struct process_verdict *verdict);

/* What else grows: processes that are no targets, threads, page tables, the system; the ten that
 * grew most. */
void html_beside(const struct report *report);

#endif
