/* log_lines.h - a log whose lines no tool of processes printed as a whole: tables with any header,
 * values behind a key, JSON, what a container says of itself. Each line is tried by a table of
 * forms, and gives a reading or none. */
#ifndef LEAKLINE_LOG_LINES_H
#define LEAKLINE_LOG_LINES_H

#include <stdbool.h>

#include "log_reading.h"
#include "record_table.h"

/* Reads it; hint: as of log_lines_hint, after nothing could be read. */
void log_lines_read(struct span text, struct record_table *table);

/* Does one of its first lines tell memory of a process? */
bool log_lines_known(struct span text);

/*
 * What a text is that no form reads, and how it can be read or recorded: a sentence, made in the
 * arena. Never NULL: the first line that was not understood is in it.
 */
const char *log_lines_hint(struct span text, struct arena *arena);

#endif
