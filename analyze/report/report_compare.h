/* report_compare.h - the section that compares with earlier runs (--baseline), for each report
 * format. */
#ifndef LEAKLINE_REPORT_COMPARE_H
#define LEAKLINE_REPORT_COMPARE_H

#include "../across/compare.h"
#include "report.h"

struct analysis;

/* Returns the row for a process's verdict; NULL without a comparison. */
const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict);

/* Each of these prints nothing if the analysis has no comparison. */
void report_compare_text(const struct report *report);
void report_compare_markdown(const struct report *report);
void report_compare_html(const struct report *report);

#endif
