/* log_set.h - lines that are one key and its value, and say whose record it is, or when it was
 * taken. */
#ifndef LEAKLINE_LOG_SET_H
#define LEAKLINE_LOG_SET_H

#include "form_reading.h"

/* Takes the line if it is such a one; otherwise gives false and changes nothing. */
bool log_set_take(struct form_reading *reading, struct span line);

#endif
