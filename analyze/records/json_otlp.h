/* json_otlp.h - metrics of OpenTelemetry, as its collector writes them to a file. */
#ifndef LEAKLINE_JSON_OTLP_H
#define LEAKLINE_JSON_OTLP_H

#include <jansson.h>
#include <stdbool.h>

#include "record.h"

/* Takes the points of {"resourceMetrics": [...]} that tell resident memory. False: it is another
 * value. */
bool json_otlp_take(struct record_table *table, json_t *value);

#endif
