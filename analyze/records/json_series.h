/* json_series.h - series of VictoriaMetrics, Datadog and Google Cloud, made into what Prometheus
 * answers. */
#ifndef LEAKLINE_JSON_SERIES_H
#define LEAKLINE_JSON_SERIES_H

#include <jansson.h>
#include <stdbool.h>

#include "record_table.h"

/* Takes a value of one of those forms: labels, and lists of moments and sizes. False: it is of
 * another. What is no memory of a process is left out with a note. */
bool json_series_take(struct record_table *table, json_t *value);

#endif
