/* json_readings.h - JSON that tells memory of processes: objects with the names of columns, one a
 * line or in a list, and what Prometheus answers to a query_range. */
#ifndef LEAKLINE_JSON_READINGS_H
#define LEAKLINE_JSON_READINGS_H

#include <stdbool.h>

#include "record_table.h"

/* One object in a line of a log. False: it tells no memory. */
bool json_readings_line(struct span line, struct record_table *table);

/* A text of JSON values. False: it is something else, too, and nothing of it was read. */
bool json_readings_text(struct span text, struct record_table *table);

#endif
