/* svg_frame.c - places on a chart, and its axes: values, rounds, the time that has passed. */
#include "svg_frame.h"

#include <math.h>

#include "svg_scale.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum { KIB_OF_MIB = 1024 };

static double round_number(const struct svg_frame *frame, size_t at)
{
	return frame->line->report->analysis->rounds[at].number;
}

double svg_frame_x(const struct svg_frame *frame, double round)
{
	double width = frame->line->width - SVG_FRAME_LEFT - SVG_FRAME_RIGHT,
	       first = round_number(frame, frame->first), last = round_number(frame, frame->last);

	return last > first ? SVG_FRAME_LEFT + (round - first) / (last - first) * width
			    : SVG_FRAME_LEFT + width / 2;
}

double svg_frame_y(const struct svg_frame *frame, double kib)
{
	double height = frame->line->height - frame->top - SVG_FRAME_BOTTOM;

	return frame->top + (1 - (kib - frame->low) / frame->span) * height;
}

static void draw_values(const struct svg_frame *frame)
{
	bool mib = frame->low + frame->span >= 10 * KIB_OF_MIB || frame->span >= 2 * KIB_OF_MIB;
	double unit = mib ? KIB_OF_MIB : 1, step = svg_scale_step(frame->span / unit, 4) * unit;
	int decimals = mib && step < unit ? (step < unit / 10 ? 2 : 1) : 0;

	for (double value = ceil(frame->low / step) * step;
		value <= frame->low + frame->span * 1.0001; value += step) {
		double y = svg_frame_y(frame, value);
		const char *label =
			decimals ? text_format(frame->line->report->arena, "%.*f", decimals,
					   value / unit)
				 : wording_kib(frame->line->report->arena, value / unit, false);

		fprintf(frame->file,
			"<path class=\"grid\" d=\"M%d %.1fH%.0f\"/><text class=\"tick\" x=\"%d\" "
			"y=\"%.1f\" "
			"text-anchor=\"end\">%s</text>",
			SVG_FRAME_LEFT, y, frame->line->width - SVG_FRAME_RIGHT, SVG_FRAME_LEFT - 8,
			y + 4, label);
	}
	fprintf(frame->file, "<text class=\"name\" x=\"%d\" y=\"14\">%s, %s</text>", SVG_FRAME_LEFT,
		frame->line->title, mib ? "MiB" : "KiB");
}

static void draw_rounds(const struct svg_frame *frame)
{
	double first = round_number(frame, frame->first), last = round_number(frame, frame->last),
	       step = fmax(1, svg_scale_step(last - first, frame->line->width < 600 ? 5 : 8));
	double y = frame->line->height - SVG_FRAME_BOTTOM;

	if (step > floor(step)) /* 2.5: there is no half of a round */
		step *= 2;
	fprintf(frame->file, "<path class=\"axis\" d=\"M%d %.1fH%.0f\"/>", SVG_FRAME_LEFT, y,
		frame->line->width - SVG_FRAME_RIGHT);
	for (double round = ceil(first / step) * step; round <= last; round += step)
		fprintf(frame->file,
			"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" "
			"text-anchor=\"middle\">%.0f</text>",
			svg_frame_x(frame, round), y + 16, round);
	fprintf(frame->file,
		"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">round</text>",
		(SVG_FRAME_LEFT + frame->line->width - SVG_FRAME_RIGHT) / 2, y + 33);
}

/* Where on the axis a time lies: rounds need not be equally long. */
static bool round_at_time(const struct svg_frame *frame, double elapsed_s, double *round)
{
	const struct round *rounds = frame->line->report->analysis->rounds;

	for (size_t i = frame->first + 1; i <= frame->last; i++) {
		const struct round *a = &rounds[i - 1], *b = &rounds[i];

		if (elapsed_s < a->elapsed_s || elapsed_s > b->elapsed_s ||
			b->elapsed_s <= a->elapsed_s)
			continue;
		*round = a->number + (b->number - a->number) * (elapsed_s - a->elapsed_s) /
					     (b->elapsed_s - a->elapsed_s);
		return true;
	}
	return false;
}

static void draw_times(const struct svg_frame *frame)
{
	const struct round *rounds = frame->line->report->analysis->rounds;
	double begin = rounds[frame->first].elapsed_s, end = rounds[frame->last].elapsed_s;
	double step = svg_scale_time_step(end - begin, frame->line->width < 600 ? 3 : 6), round;
	double unit = step < 60 ? 1 : step < 3600 ? 60 : step < 86400 ? 3600 : 86400;
	const char *name = step < 60 ? "s" : step < 3600 ? "min" : step < 86400 ? "h" : "days";

	if (end <= begin)
		return;
	for (double time = ceil(begin / step) * step; time <= end; time += step)
		if (round_at_time(frame, time, &round))
			fprintf(frame->file,
				"<path class=\"axis\" d=\"M%.1f %.1fv4\"/><text class=\"tick\" "
				"x=\"%.1f\" y=\"%.1f\" "
				"text-anchor=\"%s\">%.4g%s%s</text>",
				svg_frame_x(frame, round), frame->top - 8,
				svg_frame_x(frame, round), frame->top - 12,
				svg_frame_x(frame, round) > frame->line->width - 30 ? "end"
										    : "middle",
				time / unit, time == 0 || frame->line->width < 600 ? " " : "",
				time == 0 || frame->line->width < 600 ? name : "");
}

void svg_frame_axes(const struct svg_frame *frame)
{
	draw_values(frame);
	draw_rounds(frame);
	if (frame->line->times)
		draw_times(frame);
}
