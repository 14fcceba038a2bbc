/* json_metric.h - a series of Prometheus in its JSON. */
#ifndef LEAKLINE_JSON_METRIC_H
#define LEAKLINE_JSON_METRIC_H

#include <jansson.h>

#include "record_table.h"

/* {"metric": {labels}, "values": [samples]} or "value": sample. Its readings go to the table's
 * sink. */
void json_metric_take(struct record_table *table, json_t *series);

/* The text of a member; "" where it has none. Its owner is the object. */
const char *json_metric_text(const json_t *object, const char *key);

/* Says that what is read is not all: a sample, or a whole series, could not be. */
void json_metric_lacks(struct record_table *table);

/* Says so too of an answer that calls itself a part, as the first of several pages. */
void json_metric_check_answer(struct record_table *table, const json_t *answer);

#endif
