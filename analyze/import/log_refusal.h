/* log_refusal.h - forms of logs that do not give memory of a process, or not enough of it. */
#ifndef LEAKLINE_LOG_REFUSAL_H
#define LEAKLINE_LOG_REFUSAL_H

#include <stdbool.h>

#include "../base/span.h"

/* A sentence that says what a line is that no reader takes, and what to record instead; NULL if it
 * has none of these forms. */
const char *log_refusal(struct span line);

/* Does it show a form whose lines look like those of a form that is read, but mean something else?
 */
bool log_refusal_looks_read(struct span line);

#endif
