/* report_compare.h - the section of a comparison with earlier runs (--baseline), for each report,
 * and compare.csv. */
#ifndef LEAKLINE_REPORT_COMPARE_H
#define LEAKLINE_REPORT_COMPARE_H

#include <stdio.h>

#include "../across/compare.h"

struct analysis;
struct text_style;

/* The row of a process's verdict; NULL without a comparison. */
const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict);

/* Each prints nothing where the analysis has no comparison. */
void report_compare_text(
	const struct analysis *analysis, const struct text_style *style, FILE *file);
void report_compare_markdown(const struct analysis *analysis, FILE *file);
void report_compare_html(const struct analysis *analysis, FILE *file);

/* compare.csv. 0, or -1 with one line said. */
int report_compare_csv(const struct analysis *analysis, const char *folder);

/* The sentence of a row, without its name: what it grew by, what it grows by, and what that means.
 * free() it. */
char *report_compare_because(const struct compare_row *row);

#endif
