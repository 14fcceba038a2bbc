/* tool_date.h - lines in which a tool tells when the text below them was printed: atop, watch,
 * collectl. */
#ifndef LEAKLINE_TOOL_DATE_H
#define LEAKLINE_TOOL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* *time_ms: since 1970. False: it is no such line. */
bool tool_date_read(struct span line, int64_t *time_ms);

#endif
