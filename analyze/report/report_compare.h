/* report_compare.h - the section of a comparison with earlier runs (--baseline), for each report.
 */
#ifndef LEAKLINE_REPORT_COMPARE_H
#define LEAKLINE_REPORT_COMPARE_H

#include "../across/compare.h"
#include "report.h"

struct analysis;

/* The row of a process's verdict; NULL without a comparison. */
const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict);

/* Each prints nothing where the analysis has no comparison. */
void report_compare_text(const struct report *report);
void report_compare_markdown(const struct report *report);
void report_compare_html(const struct report *report);

/* The sentence of a row, without its name: what it grew by, what it grows by, and what that means.
 * It lives as long as the arena. */
const char *report_compare_because(struct arena *arena, const struct compare_row *row);

#endif
