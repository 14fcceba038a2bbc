/* report_groups.h - groups of processes in every report. */
#ifndef LEAKLINE_REPORT_GROUPS_H
#define LEAKLINE_REPORT_GROUPS_H

#include <stdbool.h>

#include "../analysis.h"
#include "report.h"

/* Print nothing where the run has no groups. */
void report_groups_text(const struct report *report);
/* Prints the headline of Markdown where the gravest group leaks; false, and nothing, otherwise. */
bool report_groups_headline(const struct report *report);
/* Prints what the gravest group takes, if it leaks: the page's sentence below its headline. */
void report_groups_lede(const struct report *report);
void report_groups_markdown(const struct report *report);
void report_groups_html(const struct report *report);

#endif
