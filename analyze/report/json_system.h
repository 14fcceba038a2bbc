/* json_system.h - the trends of the whole system as JSON. */
#ifndef LEAKLINE_JSON_SYSTEM_H
#define LEAKLINE_JSON_SYSTEM_H

#include <jansson.h>

#include "report.h"

/* All numbers of the system that have a verdict. The caller owns the array; NULL if out of memory.
 */
json_t *json_system(const struct report *report);

#endif
