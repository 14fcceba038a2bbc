/* svg_spark.c - draws a series as a small line in a table, on its own scale with the same minimum
 * height. */
#include "svg_spark.h"

#include "../chart/axis.h"
#include "../chart/thin.h"

enum { SPARK_WIDTH = 132, SPARK_HEIGHT = 30, SPARK_POINTS = 66 };

void svg_spark(const struct report *report, const struct series *series)
{
	struct thinned thinned = thin(report->arena, series, SPARK_POINTS);
	struct axis axis = axis_empty;
	double low, height, first, width;

	if (!thinned.count)
		return;
	for (size_t i = 0; i < thinned.count; i++)
		axis_add(&axis, series->value[thinned.at[i]]);
	height = axis_height(&axis);
	low = (axis.low + axis.high) / 2 - height / 2;
	first = series->x[0];
	width = series->x[series->n - 1] - first;
	fprintf(report->file,
		"<svg class=\"spark\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-hidden=\"true\"><polyline points=\"",
		SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT);
	for (size_t i = 0; i < thinned.count; i++) {
		size_t at = thinned.at[i];

		fprintf(report->file, "%s%.1f,%.1f", i ? " " : "",
			2 + (width > 0 ? (series->x[at] - first) / width : 0.5) * (SPARK_WIDTH - 4),
			3 + (1 - (series->value[at] - low) / height) * (SPARK_HEIGHT - 6));
	}
	fputs("\"/></svg>", report->file);
}
