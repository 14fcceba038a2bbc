/* form_metric.h - metrics of Prometheus: a form of lines for the table in log_form.c. */
#ifndef LEAKLINE_FORM_METRIC_H
#define LEAKLINE_FORM_METRIC_H

#include <stdbool.h>

#include "form_reading.h"

/* process_resident_memory_bytes{job="web"} 24580096 1793606400000 */
bool form_metric_take(struct form_reading *reading, struct span line);

/* servers.host.web.rss 24580096 1793606400: a metric of Graphite. */
bool form_metric_take_graphite(struct form_reading *reading, struct span line);

/* The samples of promtool query range, VALUE @[TIME], below the metric that they are of. */
bool form_metric_take_series(struct form_reading *reading, struct span line);

#endif
