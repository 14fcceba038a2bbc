/* log_form.h - the forms of lines that a log may have: a row a form. */
#ifndef LEAKLINE_LOG_FORM_H
#define LEAKLINE_LOG_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record_table.h"

enum { FORM_KEYS = 16 };

/* How a table of text parts its cells. */
enum form_cells { FORM_WORDS, FORM_GAPS, FORM_BARS };

/* A log being read line by line. */
struct form_reading {
	struct record_table *table;
	struct span header; /* of the table at hand */
	enum form_cells cells;
	struct span columns[TABLE_COLUMNS]; /* scratch: the cells of a line */
	struct reading keys;                /* values behind keys, until one comes again */
	int ranks[COLUMN_ROLES];
	struct span seen[FORM_KEYS];
	size_t seen_count;
	double pmval_unit; /* of pmval's numbers, 0: no such output */
	int32_t pmval_pid;
	uint64_t line;
	bool cgroup_file; /* the heading names a file of bytes */
};

/* One form. */
struct log_form {
	const char *name;
	/* Takes the line where it is of this form; false, nothing changed, where it is not. */
	bool (*take)(struct form_reading *reading, struct span line);
};

/* The table; ends with a row without a name. */
extern const struct log_form log_forms[];

/* What was read of values behind keys goes to the sink. */
void log_form_end_keys(struct form_reading *reading);

#endif
