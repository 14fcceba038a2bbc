/* json_groups.h - groups of processes as JSON. */
#ifndef LEAKLINE_JSON_GROUPS_H
#define LEAKLINE_JSON_GROUPS_H

#include <jansson.h>

#include "report.h"

/* All groups, in the order of the reports. The caller owns the array; NULL if out of memory. */
json_t *json_groups(const struct report *report);

#endif
