/* log_refusal.h - forms of logs that tell no memory of a process, or not enough: a row a form. */
#ifndef LEAKLINE_LOG_REFUSAL_H
#define LEAKLINE_LOG_REFUSAL_H

#include "../base/span.h"

/* What a line is that no reader takes, and what is to be recorded instead: a sentence; NULL where
 * it is none of these forms. */
const char *log_refusal(struct span line);

#endif
