/* log_lines.h - a log that is not the output of one known tool: tables with any header, values
 * after a key, JSON, output about containers. Each line is tried against a table of forms, and
 * gives a reading or none. */
#ifndef LEAKLINE_LOG_LINES_H
#define LEAKLINE_LOG_LINES_H

#include "record_table.h"

/* Reads such a log. The hint is that of log_trial_hint, if nothing could be read. */
void log_lines_read(struct span text, struct record_table *table);

#endif
