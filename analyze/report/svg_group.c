/* svg_group.c - draws a group: its members stacked, their sum over them. */
#include "svg_group.h"

#include <math.h>

#include "../chart/group_chart.h"
#include "svg_frame.h"

enum {
	HEIGHT = 280,
	LEFT = SVG_FRAME_LEFT,
	RIGHT = SVG_FRAME_RIGHT,
	TOP = 26,
	BOTTOM = SVG_FRAME_BOTTOM,
	POINTS = 160
};

/* A chart, and where it is drawn. */
struct drawing {
	FILE *file;
	const struct group_chart *chart;
	double first, last, low, high; /* rounds; MiB */
	double width;                  /* of the viewBox */
};

static double x_of(const struct drawing *drawing, double round)
{
	double part = (round - drawing->first) / (drawing->last - drawing->first);

	return LEFT + part * (drawing->width - LEFT - RIGHT);
}

static double y_of(const struct drawing *drawing, double mib)
{
	double part = (mib - drawing->low) / (drawing->high - drawing->low);

	return TOP + (1 - part) * (HEIGHT - TOP - BOTTOM);
}

static void draw_axes(const struct drawing *drawing)
{
	double step = axis_step(drawing->high - drawing->low, 5),
	       rounds = axis_round_step(
		       drawing->last - drawing->first, svg_frame_ticks(drawing->width));

	for (double value = ceil(drawing->low / step) * step; value <= drawing->high; value += step)
		svg_frame_value(drawing->file, drawing->width, y_of(drawing, value), step, value);
	for (double round = ceil(drawing->first / rounds) * rounds; round <= drawing->last;
		round += rounds)
		svg_frame_round(drawing->file, drawing->width, x_of(drawing, round),
			HEIGHT - BOTTOM, round);
	fprintf(drawing->file,
		"<path class=\"axis\" d=\"M%d %dH%.0f\"/><text class=\"tick\" x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">round</text>",
		LEFT, HEIGHT - BOTTOM, drawing->width - RIGHT, (LEFT + drawing->width - RIGHT) / 2,
		HEIGHT - 7);
}

/* Is the layer higher than the one below it in any round? */
static bool has_layer(const struct group_chart *chart, size_t layer)
{
	for (size_t i = 0; i < chart->count; i++)
		if (chart->points[i].edge[layer] > (layer ? chart->points[i].edge[layer - 1] : 0))
			return true;
	return false;
}

/* Draws what lies below the upper edge of a layer: those below it are drawn over it. */
static void draw_layer(const struct drawing *drawing, size_t layer, bool odd)
{
	const struct group_chart *chart = drawing->chart;

	fprintf(drawing->file, "<polygon class=\"layer%d\" points=\"%.1f,%d ", odd,
		x_of(drawing, drawing->first), HEIGHT - BOTTOM);
	for (size_t i = 0; i < chart->count; i++)
		fprintf(drawing->file, "%.1f,%.1f ", x_of(drawing, chart->points[i].round),
			y_of(drawing, chart->points[i].edge[layer]));
	fprintf(drawing->file, "%.0f,%d\"/>", drawing->width - RIGHT, HEIGHT - BOTTOM);
}

static void draw_layers(const struct drawing *drawing)
{
	bool odd = false;

	for (size_t layer = drawing->chart->layers; layer-- > 0;) {
		if (!has_layer(drawing->chart, layer))
			continue;
		draw_layer(drawing, layer, odd);
		odd = !odd;
	}
}

static void draw_sum(const struct drawing *drawing)
{
	const struct group_chart *chart = drawing->chart;

	fputs("<polyline class=\"line rss\" points=\"", drawing->file);
	for (size_t i = 0; i < chart->count; i++)
		fprintf(drawing->file, "%.1f,%.1f ", x_of(drawing, chart->points[i].round),
			y_of(drawing, chart->points[i].sum));
	fputs("\"/>", drawing->file);
}

static void draw(struct drawing *drawing, double width)
{
	drawing->width = width;
	fprintf(drawing->file,
		"<svg class=\"group %s\" viewBox=\"0 0 %.0f %d\" role=\"img\" aria-label=\"%s\">",
		svg_frame_class(width), width, HEIGHT,
		drawing->chart->layers ? "members stacked" : "sum of the members");
	draw_layers(drawing);
	draw_axes(drawing);
	draw_sum(drawing);
	fprintf(drawing->file, "<text class=\"name rss\" x=\"%d\" y=\"14\">sum, MiB</text>%s</svg>",
		LEFT,
		drawing->chart->layers
			? "<text class=\"name private\" x=\"150\" y=\"14\">members, one on the other</text>"
			: "");
}

void svg_group(const struct report *report, size_t i)
{
	struct group_chart chart;
	struct drawing drawing = { .file = report->file, .chart = &chart };
	const struct pool *pool = &report->analysis->groups->pools.items[i];

	if (!group_chart_build(report->arena, report->analysis, i, POINTS, &chart))
		return;
	drawing.first = chart.points[0].round;
	drawing.last = chart.points[chart.count - 1].round;
	drawing.low = chart.axis.low;
	drawing.high = chart.axis.high > 0 ? chart.axis.high : 1;
	fputs("<figure><div class=\"scroll\">", report->file);
	draw(&drawing, SVG_FRAME_WIDE);
	draw(&drawing, SVG_FRAME_SLIM);
	fprintf(report->file, "</div><figcaption>%s%s%s.</figcaption></figure>\n",
		pool->kind == POOL_CGROUP ? "Anonymous memory and swap"
					  : "Resident memory of its own",
		pool->shares ? "; a page that several have is divided among them (PSS)" : "",
		chart.lifted ? "; the axis does not begin at 0" : "");
}
