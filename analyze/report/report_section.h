/* report_section.h - what the summary says of one life: its verdict, and the lines below it. */
#ifndef LEAKLINE_REPORT_SECTION_H
#define LEAKLINE_REPORT_SECTION_H

#include "report.h"

struct finding;
struct process_verdict;

/* Prints the section. Without style->verbose it takes at most 15 lines: what matters least is left
 * out. alike: so many more of the same name are like it, and have no section. */
void report_section_text(const struct report *report, const struct process_verdict *verdict,
	const struct finding *finding, size_t alike);

#endif
