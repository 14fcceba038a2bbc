/* report_csv.h - rows of a CSV file, and the tables that are made of them. */
#ifndef LEAKLINE_REPORT_CSV_H
#define LEAKLINE_REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../base/out.h"

struct analysis;

/* A table under way. */
struct report_csv {
	struct out out;
	struct arena row; /* words of the row under way */
	bool in_row;      /* a field stands before the next one */
};

/* Begins folder/name with a header line; columns are separated by commas. 0, or -1 with one line
 * said. */
int report_csv_open(
	struct report_csv *csv, const char *folder, const char *name, const char *columns);

/* The next field of a row: foreign text, made printable and guarded against formulas. */
void report_csv_text(struct report_csv *csv, struct span text);

/* The same of text that went through the funnel before: names of a fleet. */
void report_csv_printable(struct report_csv *csv, struct span text);

/* The next field: a code of ours, as it is. */
void report_csv_code(struct report_csv *csv, const char *code);

/* The next field: the shortest digits that give the same double back; empty where not known. */
void report_csv_number(struct report_csv *csv, double value);
void report_csv_number_if(struct report_csv *csv, bool known, double value);
void report_csv_count(struct report_csv *csv, uint64_t value);
void report_csv_empty(struct report_csv *csv);

/* Ends the row. */
void report_csv_row(struct report_csv *csv);

/* 0, or -1 with one line said. */
int report_csv_close(struct report_csv *csv);

/* The tables of a run. Each gives 0, or -1 with one line said. */
int csv_lives_processes(const struct analysis *analysis, const char *folder);
int csv_lives_trends(const struct analysis *analysis, const char *folder);
int csv_points_series(const struct analysis *analysis, const char *folder);
int csv_points_mappings(const struct analysis *analysis, const char *folder);
int csv_points_system(const struct analysis *analysis, const char *folder);
/* None without a comparison. */
int csv_compare(const struct analysis *analysis, const char *folder);

#endif
