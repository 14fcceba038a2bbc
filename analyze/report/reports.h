/* reports.h - the table of reports, and the folder that they are written to. */
#ifndef LEAKLINE_REPORTS_H
#define LEAKLINE_REPORTS_H

#include "report.h"

struct fleet;

/*
 * Prepares the report folder. It may be new, empty, or an earlier report (recognized by its
 * processes.csv), whose files and plots/ are removed. Returns 0, or -1 after printing one line,
 * with nothing removed.
 */
int reports_prepare(const char *folder);

/* The same for the folder of several runs (recognized by its fleet.csv): the earlier reports inside
 * it are removed. */
int reports_prepare_top(const char *folder);

/* Writes report.txt, report.md, report.html, report.json and the CSV files of one run into folder.
 * Returns 0, or -1 after printing one line. */
int reports_write(const struct analysis *analysis, const char *folder);

/* The reports that can also be written to standard output. */
void report_text(const struct report *report);
void report_markdown(const struct report *report);
/* Writes one object with LF at its end. Returns 0, or -1 after printing one line. */
enum report_json_form { REPORT_JSON_LINE, REPORT_JSON_INDENTED };
int report_json(const struct report *report, enum report_json_form form);
void report_html(const struct report *report);
/* Writes one suite per run. Returns 0, or -1 after printing one line. */
int report_junit(const struct analysis *const *runs, size_t count, const char *path);
/* Writes the CSV files through libcsv. Returns 0, or -1 after printing one line. */
int report_csv(const struct analysis *analysis, const char *folder);

/* Writes the table of several runs, after fleet_correct: counts, one row per run, groups. */
void report_fleet(const struct fleet *fleet, const struct text_style *style, FILE *file);
/* Writes the same as fleet.csv. Returns 0, or -1 after printing one line. */
int report_fleet_csv(const struct fleet *fleet, const char *folder);

#endif
