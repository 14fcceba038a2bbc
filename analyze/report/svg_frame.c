/* svg_frame.c - places on a chart, and its axes: values, rounds, the time that has passed. */
#include "svg_frame.h"

#include <math.h>

#include "report.h"

enum { KIB_OF_MIB = 1024, TOP = 26, TOP_TIMES = 44, NARROW = 600, NEAR_EDGE = 30 };

double svg_frame_top(const struct svg_line *line)
{
	return line->times ? TOP_TIMES : TOP;
}

double svg_frame_x(const struct svg_line *line, double round)
{
	const struct panels *panels = line->panels;
	double width = line->width - SVG_FRAME_LEFT - SVG_FRAME_RIGHT;

	return SVG_FRAME_LEFT + (round - panels->first) / (panels->last - panels->first) * width;
}

double svg_frame_y(const struct svg_line *line, double kib)
{
	const struct axis *axis = &line->panel->axis;
	double top = svg_frame_top(line), height = line->height - top - SVG_FRAME_BOTTOM;

	return top + (1 - (kib - axis->low) / (axis->high - axis->low)) * height;
}

static void draw_values(const struct svg_line *line)
{
	const struct axis *axis = &line->panel->axis;
	FILE *file = line->report->file;
	double step = line->panels->step_mib, high = axis->high / KIB_OF_MIB;

	for (double value = ceil(axis->low / KIB_OF_MIB / step) * step; value <= high;
		value += step) {
		double y = svg_frame_y(line, value * KIB_OF_MIB);

		fprintf(file,
			"<path class=\"grid\" d=\"M%d %.1fH%.0f\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.*f</text>",
			SVG_FRAME_LEFT, y, line->width - SVG_FRAME_RIGHT, SVG_FRAME_LEFT - 8, y + 4,
			axis_digits(step), value);
	}
	fprintf(file, "<text class=\"name\" x=\"%d\" y=\"14\">%s, MiB</text>", SVG_FRAME_LEFT,
		line->title);
}

static void draw_rounds(const struct svg_line *line)
{
	const struct panels *panels = line->panels;
	FILE *file = line->report->file;
	double y = line->height - SVG_FRAME_BOTTOM;
	double step = axis_round_step(panels->last - panels->first, line->width < NARROW ? 5 : 8);

	fprintf(file, "<path class=\"axis\" d=\"M%d %.1fH%.0f\"/>", SVG_FRAME_LEFT, y,
		line->width - SVG_FRAME_RIGHT);
	for (double round = ceil(panels->first / step) * step; round <= panels->last; round += step)
		fprintf(file,
			"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text>",
			svg_frame_x(line, round), y + 16, round + 0.0);
	fprintf(file,
		"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">round</text>",
		(SVG_FRAME_LEFT + line->width - SVG_FRAME_RIGHT) / 2, y + 33);
}

static void draw_times(const struct svg_line *line)
{
	FILE *file = line->report->file;
	struct time_ticks ticks = time_ticks_of(line->report->arena, line->report->analysis,
		line->panels->rounds, line->width < NARROW ? 4 : 8);
	double top = svg_frame_top(line);

	for (size_t i = 0; i < ticks.count; i++) {
		double x = svg_frame_x(line, ticks.items[i].round);

		fprintf(file,
			"<path class=\"axis\" d=\"M%.1f %.1fv4\"/><text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%g%s%s</text>",
			x, top - 8, x, top - 12, x > line->width - NEAR_EDGE ? "end" : "middle",
			ticks.items[i].value, i ? "" : " ", i ? "" : ticks.unit);
	}
}

void svg_frame_axes(const struct svg_line *line)
{
	draw_values(line);
	draw_rounds(line);
	if (line->times)
		draw_times(line);
}
