/* svg_spark.c - a series as a small line in a table, on a scale of its own with the same floor. */
#include "svg_spark.h"

#include <math.h>

#include "svg_scale.h"

enum { SPARK_WIDTH = 132, SPARK_HEIGHT = 30, SPARK_POINTS = 66 };

void svg_spark(const struct series *series, FILE *file)
{
	size_t indices[SPARK_POINTS + 2], count = svg_scale_thin(series, SPARK_POINTS, indices);
	double low = INFINITY, high = -INFINITY, span, first, width;

	if (!count)
		return;
	for (size_t i = 0; i < count; i++) {
		low = fmin(low, series->value[indices[i]]);
		high = fmax(high, series->value[indices[i]]);
	}
	span = svg_scale_floor(low, high);
	low = (low + high) / 2 - span / 2;
	first = series->x[0];
	width = series->x[series->n - 1] - first;
	fprintf(file,
		"<svg class=\"spark\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
		"aria-hidden=\"true\"><polyline points=\"",
		SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT);
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%s%.1f,%.1f", i ? " " : "",
			2 + (width > 0 ? (series->x[indices[i]] - first) / width : 0.5) *
					(SPARK_WIDTH - 4),
			3 + (1 - (series->value[indices[i]] - low) / span) * (SPARK_HEIGHT - 6));
	fputs("\"/></svg>", file);
}
