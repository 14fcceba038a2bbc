/* html_sections.h - the sections of report.html, in the order of the page. */
#ifndef LEAKLINE_HTML_SECTIONS_H
#define LEAKLINE_HTML_SECTIONS_H

#include <stdbool.h>

#include "report.h"

struct process_verdict;

/* The maximum number of processes that have a section with charts; more would make the page too
 * long. */
enum { HTML_SECTIONS = 40 };

/* Which verdicts have a section: leaks and suspects, and whatever the user asked for (-p, --charts
 * all). One flag for each, in the arena. */
bool *html_linked(const struct report *report);

/* Prints the table of all processes, and why those without a section are stable or inconclusive.
 * linked: of html_linked(). Where sections follow, the rows of the stable ones are folded. */
void html_table(const struct report *report, const bool *linked);

/* Prints the section of a process that leaks or is suspect: why, charts, what grew, hints. */
void html_process(const struct report *report, const struct process_verdict *verdict);

/* Prints what else grows: processes that are not targets, threads, page tables, the system; the ten
 * that grew most. */
void html_beside(const struct report *report);

#endif
