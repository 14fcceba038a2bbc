/* json_readings.h - JSON with the memory of processes: objects whose keys are names of columns, one
 * per line or in a list, and the answer of Prometheus to a query_range. */
#ifndef LEAKLINE_JSON_READINGS_H
#define LEAKLINE_JSON_READINGS_H

#include <stdbool.h>

#include "record_table.h"

/* Reads one object in a line of a log. False: it holds no memory. */
bool json_readings_line(struct span line, struct record_table *table);

/* Is the line an object of JSON, whatever it holds? */
bool json_readings_is_object(struct span line);

/* The text that a logger wrote as a member of one object in a line, and that object's time, which
 * becomes the table's date. Empty: it has none. The text is the table's arena's. */
struct span json_readings_message(struct span line, struct record_table *table);

/* Reads a text of JSON values. False: not all of it is JSON, or it is an object a line, and nothing
 * of it was read. */
bool json_readings_text(struct span text, struct record_table *table);

#endif
