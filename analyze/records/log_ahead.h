/* log_ahead.h - what only several lines of a log show of what stands in front of them. */
#ifndef LEAKLINE_LOG_AHEAD_H
#define LEAKLINE_LOG_AHEAD_H

#include "form_reading.h"

/* So many of its first lines are looked at before a log is read. */
enum { LOG_LINES_AHEAD = 60 };

/* Looks at the first lines of the text, and at some of each part of the rest, before it is read. */
void log_ahead(struct form_reading *reading, struct span text);

#endif
