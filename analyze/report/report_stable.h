/* report_stable.h - why stable processes are, below the table of the text report. */
#ifndef LEAKLINE_REPORT_STABLE_H
#define LEAKLINE_REPORT_STABLE_H

#include "report.h"

/* Prints a line of each of the first few stable processes that ask for words; nothing if none does.
 * in_table: does the table list the stable ones? Then each of them asks. */
void report_stable(const struct report *report, bool in_table);

#endif
