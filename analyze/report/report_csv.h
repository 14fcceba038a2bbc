/* report_csv.h - writes the rows of a CSV file, and declares the tables made of them. */
#ifndef LEAKLINE_REPORT_CSV_H
#define LEAKLINE_REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../base/out.h"
#include "../metrics.h"

struct analysis;
struct finding;
struct judgement;
struct process;
struct series;
struct trend;

/* A table that is being written. */
struct report_csv {
	struct out out;
	struct arena row; /* memory for the text of the current row */
	bool in_row;      /* the current row already has a field */
};

/* Creates folder/name with a header line; columns is a comma-separated list. Returns 0, or -1 after
 * printing one line. */
int report_csv_open(
	struct report_csv *csv, const char *folder, const char *name, const char *columns);

/* Writes the next field of a row: foreign text, made printable and guarded against formulas. */
void report_csv_text(struct report_csv *csv, struct span text);

/* The same for text that is already printable: names of a fleet. */
void report_csv_printable(struct report_csv *csv, struct span text);

/* Writes the next field: one of our own codes, unchanged. */
void report_csv_code(struct report_csv *csv, const char *code);

/* Writes the next field: the fewest digits that read back as the same double; empty if unknown. */
void report_csv_number(struct report_csv *csv, double value);
void report_csv_number_if(struct report_csv *csv, bool known, double value);
void report_csv_count(struct report_csv *csv, uint64_t value);
void report_csv_empty(struct report_csv *csv);

/* Writes run, PID and name: the first three fields of a row about a process. */
void report_csv_process(
	struct report_csv *csv, const struct analysis *analysis, const struct process *process);

/* Writes the first and the last reading, including those that --skip left out of the fit. */
void report_csv_ends(struct report_csv *csv, const struct series *series);

/* Writes four fields: the late slope, the two ends of its interval, and the corrected p-value.
 * Without a trend (NULL) they are empty. */
void report_csv_late(struct report_csv *csv, const struct analysis *analysis,
	const struct trend *trend, const struct judgement *judged);

/* Writes the two ends of a metric, then its late slope. */
void report_csv_metric(struct report_csv *csv, const struct analysis *analysis,
	const struct finding *finding, enum metric metric);

/* Ends the row. */
void report_csv_row(struct report_csv *csv);

/* Returns 0, or -1 after printing one line. */
int report_csv_close(struct report_csv *csv);

/* Was the live heap of any target recorded? Then series.csv has its columns. */
bool csv_blocks_any(const struct analysis *analysis);

/* The tables of a run. Each returns 0, or -1 after printing one line. */
int csv_lives_processes(const struct analysis *analysis, const char *folder);
int csv_lives_trends(const struct analysis *analysis, const char *folder);
int csv_points_series(const struct analysis *analysis, const char *folder);
int csv_points_mappings(const struct analysis *analysis, const char *folder);
/* Writes no file where no live heap was recorded. */
int csv_blocks(const struct analysis *analysis, const char *folder);
/* Writes no file without groups. */
int csv_groups(const struct analysis *analysis, const char *folder);
int csv_points_system(const struct analysis *analysis, const char *folder);
/* Writes no file of a run that is no experiment. */
int csv_attribution(const struct analysis *analysis, const char *folder);
/* Writes no file without a comparison. */
int csv_compare(const struct analysis *analysis, const char *folder);

#endif
