/* report_open.h - the many processes that could not be judged, as a few lines of the summary. */
#ifndef LEAKLINE_REPORT_OPEN_H
#define LEAKLINE_REPORT_OPEN_H

#include "report.h"

/* Are they folded, as there are many, and what they say is the same? */
bool report_open_folds(const struct report *report);

/* Prints a paragraph for each of their commonest reasons, in the words of the first of them. */
void report_open_text(const struct report *report);

#endif
