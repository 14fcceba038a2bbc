/* json_metric.h - a series of Prometheus in its JSON. */
#ifndef LEAKLINE_JSON_METRIC_H
#define LEAKLINE_JSON_METRIC_H

#include <jansson.h>

#include "record_table.h"

/* {"metric": {labels}, "values": [samples]} or "value": sample. Its readings go to the table's
 * sink. */
void json_metric_take(struct record_table *table, json_t *series);

#endif
