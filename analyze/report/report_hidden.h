/* report_hidden.h - the lines below a table of verdicts, for the rows that it leaves out. */
#ifndef LEAKLINE_REPORT_HIDDEN_H
#define LEAKLINE_REPORT_HIDDEN_H

#include "../verdict/verdict.h"
#include "report.h"

/* The rows that a table leaves out. */
struct report_hidden {
	size_t count[VERDICTS];
	size_t in_group[VERDICTS]; /* of those: counted by the last line through their group */
	size_t replaced;           /* that grow, and are replaced in time */
	size_t members;            /* rows of stable ones that their group counts for */
	bool has_rows;             /* the table has others */
	size_t columns;            /* of the widest verdict, in the table or below it */
};

/* What stands in the place of a verdict for those that are replaced in time. */
extern const char report_hidden_replaced[];

/* Makes room for a glyph, a blank and such a word. */
void report_hidden_widen(struct report_hidden *hidden, const char *word);

/* Prints a line for each verdict that rows left out have. */
void report_hidden_text(const struct report *report, const struct report_hidden *hidden);

#endif
