/* reports.h - the table of reports, and the folder that they go to. */
#ifndef LEAKLINE_REPORTS_H
#define LEAKLINE_REPORTS_H

#include "report.h"

struct fleet;

/*
 * Prepares the report folder: new, empty, or an earlier report (known by its processes.csv), whose
 * files and plots/ are removed. Gives 0, or -1 with one line said and nothing touched.
 */
int reports_prepare(const char *folder);

/* The same for the folder of several runs (known by its fleet.csv): the earlier reports below it
 * are removed. */
int reports_prepare_top(const char *folder);

/* Writes report.txt, report.md, report.html, report.json and the CSV files of one run into folder.
 * 0, or -1 with one line said. */
int reports_write(const struct analysis *analysis, const char *folder);

/* The reports that also go to standard output. */
void report_text(const struct report *report);
void report_markdown(const struct report *report);
/* One object in one line (compact) or indented; LF at the end. 0, or -1 with one line said. */
int report_json(const struct report *report, bool compact);
void report_html(const struct report *report);
/* One suite a run. 0, or -1 with one line said. */
int report_junit(const struct analysis *const *runs, size_t count, const char *path);
/* The CSV files, through libcsv. 0, or -1 with one line said. */
int report_csv(const struct analysis *analysis, const char *folder);

/* The table of several runs, after fleet_correct: counts, a row a run, groups. */
void report_fleet(const struct fleet *fleet, const struct text_style *style, FILE *file);
/* fleet.csv of the same. 0, or -1 with one line said. */
int report_fleet_csv(const struct fleet *fleet, const char *folder);

#endif
