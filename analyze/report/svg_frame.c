/* svg_frame.c - positions on a chart, and its axes: values, rounds, elapsed time. */
#include "svg_frame.h"

#include <math.h>

#include "report.h"

enum { KIB_OF_MIB = 1024, TOP = 26, TOP_TIMES = 44, NARROW = 600, NEAR_EDGE = 30 };

bool svg_frame_is_slim(double width)
{
	return width < NARROW;
}

const char *svg_frame_class(double width)
{
	return svg_frame_is_slim(width) ? "slim" : "wide";
}

int svg_frame_ticks(double width)
{
	return svg_frame_is_slim(width) ? 5 : 8;
}

double svg_frame_top(const struct svg_frame *frame)
{
	return frame->times ? TOP_TIMES : TOP;
}

double svg_frame_x(const struct svg_frame *frame, double round)
{
	const struct panels *panels = frame->panels;
	double width = frame->width - SVG_FRAME_LEFT - SVG_FRAME_RIGHT;

	return SVG_FRAME_LEFT + (round - panels->first) / (panels->last - panels->first) * width;
}

double svg_frame_y(const struct svg_frame *frame, double kib)
{
	const struct axis *axis = &frame->panel->axis;
	double top = svg_frame_top(frame), height = frame->height - top - SVG_FRAME_BOTTOM;

	return top + (1 - (kib - axis->low) / (axis->high - axis->low)) * height;
}

void svg_frame_value(FILE *file, double width, double y, double step, double value)
{
	fprintf(file,
		"<path class=\"grid\" d=\"M%d %.1fH%.0f\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.*f</text>",
		SVG_FRAME_LEFT, y, width - SVG_FRAME_RIGHT, SVG_FRAME_LEFT - 8, y + 4,
		axis_digits(step), value);
}

void svg_frame_round(FILE *file, double width, double x, double y, double round)
{
	/* a digit of the page's fonts at 12 pixels is less than 8 wide */
	double half = 4 * (floor(log10(fmax(round, 1))) + 1);

	fprintf(file,
		"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.0f</text>",
		fmin(x, width - half), y + 16, round + 0.0);
}

static void draw_values(const struct svg_frame *frame)
{
	const struct axis *axis = &frame->panel->axis;
	FILE *file = frame->report->file;
	double step = frame->panels->step_mib, high = axis->high / KIB_OF_MIB;

	for (double value = ceil(axis->low / KIB_OF_MIB / step) * step; value <= high;
		value += step)
		svg_frame_value(
			file, frame->width, svg_frame_y(frame, value * KIB_OF_MIB), step, value);
	fprintf(file, "<text class=\"name\" x=\"%d\" y=\"14\">%s, MiB</text>", SVG_FRAME_LEFT,
		frame->title);
}

static void draw_rounds(const struct svg_frame *frame)
{
	const struct panels *panels = frame->panels;
	FILE *file = frame->report->file;
	double y = frame->height - SVG_FRAME_BOTTOM;
	double step = axis_round_step(panels->last - panels->first, svg_frame_ticks(frame->width));

	fprintf(file, "<path class=\"axis\" d=\"M%d %.1fH%.0f\"/>", SVG_FRAME_LEFT, y,
		frame->width - SVG_FRAME_RIGHT);
	for (double round = ceil(panels->first / step) * step; round <= panels->last; round += step)
		svg_frame_round(file, frame->width, svg_frame_x(frame, round), y, round);
	fprintf(file,
		"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">round</text>",
		(SVG_FRAME_LEFT + frame->width - SVG_FRAME_RIGHT) / 2, y + 33);
}

static void draw_times(const struct svg_frame *frame)
{
	FILE *file = frame->report->file;
	struct time_ticks ticks = time_ticks_of(frame->report->arena, frame->report->analysis,
		frame->panels->rounds, svg_frame_is_slim(frame->width) ? 4 : 8);
	double top = svg_frame_top(frame);

	for (size_t i = 0; i < ticks.count; i++) {
		double x = svg_frame_x(frame, ticks.items[i].round);

		fprintf(file,
			"<path class=\"axis\" d=\"M%.1f %.1fv4\"/><text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%g%s%s</text>",
			x, top - 8, x, top - 12, x > frame->width - NEAR_EDGE ? "end" : "middle",
			ticks.items[i].value, i ? "" : " ", i ? "" : ticks.unit);
	}
}

void svg_frame_axes(const struct svg_frame *frame)
{
	draw_values(frame);
	draw_rounds(frame);
	if (frame->times)
		draw_times(frame);
}
