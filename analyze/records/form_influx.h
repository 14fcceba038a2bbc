/* form_influx.h - InfluxDB's line protocol, as Telegraf writes it: a form of lines for the table in
 * log_form.c. */
#ifndef LEAKLINE_FORM_INFLUX_H
#define LEAKLINE_FORM_INFLUX_H

#include <stdbool.h>

#include "form_reading.h"

/* procstat,host=box,process_name=web memory_rss=24580096i,pid=4711i 1793606400000000000 */
bool form_influx_take(struct form_reading *reading, struct span line);

#endif
