/* svg_spark.h - draws a series as a small line in a table. */
#ifndef LEAKLINE_SVG_SPARK_H
#define LEAKLINE_SVG_SPARK_H

#include "../history/processes.h"
#include "report.h"

/* Prints an inline SVG without text; nothing if the series has no points. grows: it does so for
 * certain, so that its height has no least share of its values. */
void svg_spark(const struct report *report, const struct series *series, bool grows);

#endif
