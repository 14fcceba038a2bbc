/* svg_group.c - draws a group: its members stacked, their sum over them. */
#include "svg_group.h"

#include <math.h>

#include "../chart/group_chart.h"
#include "svg_frame.h"

enum {
	WIDTH = 880,
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
	double first, last, high; /* rounds; MiB */
};

static double x_of(const struct drawing *drawing, double round)
{
	double part = (round - drawing->first) / (drawing->last - drawing->first);

	return LEFT + part * (WIDTH - LEFT - RIGHT);
}

static double y_of(const struct drawing *drawing, double mib)
{
	return TOP + (1 - mib / drawing->high) * (HEIGHT - TOP - BOTTOM);
}

static void draw_axes(const struct drawing *drawing)
{
	double step = axis_step(drawing->high, 5),
	       rounds = axis_round_step(drawing->last - drawing->first, 8);

	for (double value = 0; value <= drawing->high; value += step)
		svg_frame_value(drawing->file, WIDTH, y_of(drawing, value), step, value);
	for (double round = ceil(drawing->first / rounds) * rounds; round <= drawing->last;
		round += rounds)
		svg_frame_round(drawing->file, WIDTH, x_of(drawing, round), HEIGHT - BOTTOM, round);
	fprintf(drawing->file,
		"<path class=\"axis\" d=\"M%d %dH%d\"/><text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">round</text>",
		LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 7);
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
	fprintf(drawing->file, "%d,%d\"/>", WIDTH - RIGHT, HEIGHT - BOTTOM);
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

void svg_group(const struct report *report, size_t i)
{
	struct group_chart chart;
	struct drawing drawing = { .file = report->file, .chart = &chart };
	bool shares = report->analysis->groups->pools.items[i].shares;

	if (!group_chart_build(report->arena, report->analysis, i, POINTS, &chart))
		return;
	drawing.first = chart.points[0].round;
	drawing.last = chart.points[chart.count - 1].round;
	drawing.high = chart.axis.high > 0 ? chart.axis.high * 1.08 : 1;
	fprintf(report->file,
		"<figure><div class=\"scroll\"><svg class=\"group\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"members stacked\">",
		WIDTH, HEIGHT);
	draw_layers(&drawing);
	draw_axes(&drawing);
	draw_sum(&drawing);
	fprintf(report->file,
		"<text class=\"name rss\" x=\"%d\" y=\"14\">sum, MiB</text>%s</svg></div><figcaption>%s%s.</figcaption></figure>\n",
		LEFT,
		chart.layers
			? "<text class=\"name private\" x=\"150\" y=\"14\">members, one on the other</text>"
			: "",
		chart.layers ? "Resident memory of its own" : "Anonymous memory and swap",
		shares ? "; a page that several have is divided among them (PSS)" : "");
}
