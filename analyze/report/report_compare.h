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

/* Returns the sentence of a row, without its name: how much the process grew, how fast it grows,
 * and what that means. The string is in arena. */
const char *report_compare_because(struct arena *arena, const struct compare_row *row);

/* "by the round, but same by the hour": a verdict that the other unit does not share does not stand
 * alone. NULL: it is shared. */
const char *report_compare_but(struct arena *arena, const struct compare_row *row);

/* What it is in the other unit, where rounds last unequally long, and what it means if the two
 * disagree ("warning: ..."); NULL where they last as long. No names. */
const char *report_compare_lengths(struct arena *arena, const struct compare_row *row);

#endif
