/* report_system.h - the trends of the whole system in every report. */
#ifndef LEAKLINE_REPORT_SYSTEM_H
#define LEAKLINE_REPORT_SYSTEM_H

#include <stddef.h>

#include "report.h"

/* Print nothing where no number of the system has a verdict. */
void report_system_text(const struct report *report);
void report_system_markdown(const struct report *report);
void report_system_html(const struct report *report);

/* What JUnit counts of a number of the system. */
enum system_result { SYSTEM_PASSES, SYSTEM_FAILS, SYSTEM_SKIPPED, SYSTEM_HIDDEN };

/* HIDDEN: it has no test case. i: an index into the system's numbers. */
enum system_result report_system_result(const struct report *report, size_t i);

/* The test case of a number that has one. */
void report_system_case(const struct report *report, size_t i);

#endif
