/* json_readings.h - JSON with the memory of processes: objects whose keys are names of columns, one
 * per line or in a list, and the answer of Prometheus to a query_range. */
#ifndef LEAKLINE_JSON_READINGS_H
#define LEAKLINE_JSON_READINGS_H

#include <stdbool.h>

#include "record_table.h"

/* What a line of a log is. */
enum json_line {
	JSON_LINE_NONE,    /* no object of JSON */
	JSON_LINE_TAKEN,   /* memory of processes, which the table has now */
	JSON_LINE_MESSAGE, /* an object of a logger: its text, and its time as the table's date */
	JSON_LINE_OTHER    /* an object that holds neither */
};

/* Reads one object in a line of a log. *message: for JSON_LINE_MESSAGE, the table's arena's. */
enum json_line json_readings_line(
	struct span line, struct record_table *table, struct span *message);

/* Reads the value that begins a text of many lines, and ends a line of it: what `podman stats
 * --format json` prints between two dates. Gives how many bytes it has; 0: it is none, or holds no
 * memory. *is_cut: the text ends within it. */
size_t json_readings_block(struct span text, struct record_table *table, bool *is_cut);

/* Reads a text of JSON values. False: not all of it is JSON, or it is an object a line, and nothing
 * of it was read. */
bool json_readings_text(struct span text, struct record_table *table);

/* Does a text begin as a value of JSON does? */
bool json_readings_likely(struct span text);

#endif
