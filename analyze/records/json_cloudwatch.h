/* json_cloudwatch.h - metrics of Amazon's CloudWatch, as its command-line tool prints them. */
#ifndef LEAKLINE_JSON_CLOUDWATCH_H
#define LEAKLINE_JSON_CLOUDWATCH_H

#include <jansson.h>
#include <stdbool.h>

#include "record_table.h"

/* {"MetricDataResults": [{"Label", "Timestamps": [...], "Values": [...]}]} and {"Label",
 * "Datapoints": [{"Timestamp", "Average", "Unit"}]}: labels that name resident memory become
 * readings. False: it is another value, or none of its labels does. */
bool json_cloudwatch_take(struct record_table *table, json_t *value);

#endif
