/* svg_heap.c - draws a live heap: bytes in use and free, and below them the blocks that grew. */
#include "svg_heap.h"

#include <math.h>

#include "../base/escape.h"
#include "../base/text.h"
#include "../chart/heap_chart.h"
#include "../wording/blocks.h"
#include "../wording/wording.h"
#include "svg_frame.h"

enum {
	PANEL = 190, /* height of the axes of one panel */
	LEFT = SVG_FRAME_LEFT,
	RIGHT = SVG_FRAME_RIGHT,
	TOP = 26,
	GAP = 30,
	BOTTOM = SVG_FRAME_BOTTOM,
	KEY_LINE = 16,
	POINTS = 400
};

/* Where one of the two panels lies, and its values. */
struct area {
	FILE *file;
	const struct heap_chart *heap;
	const struct axis *axis;
	double top, width; /* in units of the viewBox */
};

static double x_of(const struct area *area, double round)
{
	const struct heap_chart *heap = area->heap;

	return LEFT +
	       (round - heap->first) / (heap->last - heap->first) * (area->width - LEFT - RIGHT);
}

static double y_of(const struct area *area, double kib)
{
	const struct axis *axis = area->axis;

	return area->top + (1 - (kib - axis->low) / (axis->high - axis->low)) * PANEL;
}

static void draw_values(const struct area *area)
{
	const struct axis *axis = area->axis;
	double step = axis_step(axis->high - axis->low, 4);

	for (double value = ceil(axis->low / step) * step; value <= axis->high; value += step)
		svg_frame_value(area->file, area->width, y_of(area, value), step, value + 0.0);
}

static void draw_rounds(const struct area *area)
{
	const struct heap_chart *heap = area->heap;
	double step = axis_round_step(heap->last - heap->first, svg_frame_ticks(area->width)),
	       y = area->top + PANEL;

	fprintf(area->file, "<path class=\"axis\" d=\"M%d %.1fH%.0f\"/>", LEFT, y,
		area->width - RIGHT);
	for (double round = ceil(heap->first / step) * step; round <= heap->last; round += step)
		svg_frame_round(area->file, area->width, x_of(area, round), y, round);
	fprintf(area->file,
		"<text class=\"tick\" x=\"%.0f\" y=\"%.1f\" text-anchor=\"middle\">round</text>",
		(LEFT + area->width - RIGHT) / 2, y + 33);
}

static void draw_line(
	const struct area *area, const struct heap_chart_line *line, const char *css_class)
{
	if (line->count == 0)
		return;
	fprintf(area->file, "<polyline class=\"%s\" points=\"", css_class);
	for (size_t i = 0; i < line->count; i++)
		fprintf(area->file, "%.1f,%.1f ", x_of(area, line->points[i].round),
			y_of(area, line->points[i].kib));
	fputs("\"/>", area->file);
}

/* The free heap: along its upper end, and back along the bytes in use. */
static void draw_free(const struct area *area)
{
	const struct heap_chart_line *line = &area->heap->line[HEAP_LINE_HELD];

	if (line->count == 0)
		return;
	fputs("<polygon class=\"free\" points=\"", area->file);
	for (size_t i = 0; i < line->count; i++)
		fprintf(area->file, "%.1f,%.1f ", x_of(area, line->points[i].round),
			y_of(area, line->points[i].kib));
	for (size_t i = line->count; i-- > 0;)
		fprintf(area->file, "%.1f,%.1f ", x_of(area, line->points[i].round),
			y_of(area, fmin(line->points[i].below, line->points[i].kib)));
	fputs("\"/>", area->file);
}

static void draw_memory(const struct report *report, const struct heap_chart *heap, double width)
{
	struct area area = { report->file, heap, &heap->axis, TOP, width };

	draw_values(&area);
	draw_free(&area);
	draw_line(&area, &heap->line[HEAP_LINE_RSS], "line rss");
	draw_line(&area, &heap->line[HEAP_LINE_PRIVATE], "line private");
	draw_line(&area, &heap->line[HEAP_LINE_USED], "line used");
	fprintf(report->file,
		"<text class=\"name used\" x=\"%d\" y=\"14\">in use</text><text class=\"name private\" x=\"%d\" y=\"14\">private</text><text class=\"name rss\" x=\"%d\" y=\"14\">RSS</text><text class=\"name free\" x=\"%d\" y=\"14\">free heap: %s KiB%s</text><text class=\"tick\" x=\"%.0f\" y=\"%d\" text-anchor=\"end\">change, KiB</text>",
		LEFT, LEFT + 56, LEFT + 112, LEFT + 148, wording_kib(report->arena, heap->free_kib),
		heap->is_cut && !svg_frame_is_slim(width) ? ", more than is drawn" : "",
		width - RIGHT, svg_frame_is_slim(width) ? TOP + 12 : 14);
	if (heap->block_count == 0)
		draw_rounds(&area);
}

/* A line of text for each class, in its colour, in the panel's upper left corner. */
static void draw_key(
	const struct report *report, const struct heap_chart *heap, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(report->arena, report->analysis, finding, &count, &growing);

	for (size_t i = 0; i < heap->block_count; i++) {
		const struct blocks_row *row = blocks_find(rows, count, heap->blocks[i].class);

		if (!row)
			continue;
		fprintf(report->file, "<text class=\"arm%zu\" x=\"%d\" y=\"%zu\">", i + 1,
			LEFT + 12, TOP + PANEL + GAP + 14 + KEY_LINE * i);
		escape_html(report->file, span_of(blocks_label(report->arena, row)));
		fputs("</text>", report->file);
	}
}

static void draw_blocks(const struct report *report, const struct heap_chart *heap,
	const struct finding *finding, double width)
{
	struct area area = { report->file, heap, &heap->blocks_axis, TOP + PANEL + GAP, width };

	draw_values(&area);
	for (size_t i = 0; i < heap->block_count; i++)
		draw_line(&area, &heap->blocks[i].line,
			text_format(report->arena, "line line%zu", i + 1));
	fprintf(report->file,
		"<text class=\"tick\" x=\"%.0f\" y=\"%d\" text-anchor=\"end\">blocks, KiB</text>",
		width - RIGHT, TOP + PANEL + GAP - 6);
	draw_key(report, heap, finding);
	draw_rounds(&area);
}

static void draw(const struct report *report, const struct heap_chart *heap,
	const struct finding *finding, double width)
{
	fprintf(report->file,
		"<svg class=\"heap %s\" viewBox=\"0 0 %.0f %d\" role=\"img\" aria-label=\"live heap\">",
		svg_frame_class(width), width,
		TOP + PANEL + BOTTOM + (heap->block_count > 0 ? GAP + PANEL : 0));
	draw_memory(report, heap, width);
	if (heap->block_count > 0)
		draw_blocks(report, heap, finding, width);
	fputs("</svg>", report->file);
}

void svg_heap(const struct report *report, const struct finding *finding)
{
	struct heap_chart heap;

	if (!heap_chart_build(report->arena, report->analysis, finding, POINTS, &heap))
		return;
	fputs("<figure><div class=\"scroll\">", report->file);
	draw(report, &heap, finding, SVG_FRAME_WIDE);
	draw(report, &heap, finding, SVG_FRAME_SLIM);
	fputs("</div><figcaption>Change since the first judged round; shaded is the free heap above the bytes in use, which takes in a leak before RSS shows it",
		report->file);
	if (heap.block_count > 0)
		fputs("; below, bytes in blocks of one kind", report->file);
	fputs(".</figcaption></figure>\n", report->file);
}
