/* svg_spark.c - draws a series as a small line in a table, on its own scale with the same minimum
 * height. */
#include "svg_spark.h"

#include "../chart/axis.h"
#include "../chart/thin.h"

enum { SPARK_WIDTH = 132, SPARK_HEIGHT = 30, SPARK_POINTS = 66 };

/* Up to so many readings are dots: what lies between the first and the last of --ps ends is
 * unknown.
 */
enum { SPARK_DOTS = 2 };

void svg_spark(const struct report *report, const struct series *series, bool grows)
{
	struct thinned thinned = thin(report->arena, series, SPARK_POINTS);
	struct axis axis = axis_empty;
	double low, height, first, width;
	bool is_line;

	if (!thinned.count)
		return;
	for (size_t i = 0; i < thinned.count; i++)
		axis_add(&axis, series->value[thinned.at[i]]);
	height = grows ? axis_height_of_growth(&axis) : axis_height(&axis);
	low = (axis.low + axis.high) / 2 - height / 2;
	first = series->x[0];
	width = series->x[series->n - 1] - first;
	is_line = thinned.count > SPARK_DOTS;
	fprintf(report->file,
		"<svg class=\"spark\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">%s",
		SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT,
		is_line ? "<polyline points=\"" : "");
	for (size_t i = 0; i < thinned.count; i++) {
		size_t at = thinned.at[i];
		double share = width > 0 ? (series->x[at] - first) / width : 0.5;
		double x = 3 + share * (SPARK_WIDTH - 6),
		       y = 3 + (1 - (series->value[at] - low) / height) * (SPARK_HEIGHT - 6);

		if (is_line)
			fprintf(report->file, "%s%.1f,%.1f", i ? " " : "", x, y);
		else
			fprintf(report->file, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"/>", x, y);
	}
	fputs(is_line ? "\"/></svg>" : "</svg>", report->file);
}
