/* log_lines.h - a log that is not the output of one known tool: tables with any header, values
 * after a key, JSON, output about containers. Each line is tried against a table of forms, and
 * gives a reading or none. */
#ifndef LEAKLINE_LOG_LINES_H
#define LEAKLINE_LOG_LINES_H

#include <stdbool.h>

#include "log_reading.h"
#include "record_table.h"

/* Reads such a log. The hint is that of log_lines_hint, if nothing could be read. */
void log_lines_read(struct span text, struct record_table *table);

/* Does one of its first lines give memory of a process? */
bool log_lines_known(struct span text);

/* A sentence that says what a text is that no form can read, and how it can be read or recorded.
 * Made in the arena; never NULL; it quotes the first line that was not understood. */
const char *log_lines_hint(struct span text, struct arena *arena);

#endif
