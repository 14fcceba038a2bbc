/* chart_heap.c - the live heap of a process: does it leak below what RSS shows, and which blocks.
 */
#include "analyze/base/text.h"
#include "analyze/chart/heap_chart.h"
#include "analyze/wording/blocks.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

enum { FIRST_KEY = 10, FIRST_CLASS = 20, ROUND_TICKS = 8 };

/* How a line of the upper panel is drawn. */
static const struct {
	const char *block, *title, *color;
} looks[HEAP_LINES] = {
	[HEAP_LINE_HELD] = { "held", "free heap", "c_mute" },
	[HEAP_LINE_RSS] = { "rss", "RSS", "c_rss" },
	[HEAP_LINE_PRIVATE] = { "private", "private", "c_priv" },
	[HEAP_LINE_USED] = { "used", "in use", "c_stable" },
};

static void write_line(struct chart *chart, const char *block, const struct heap_chart_line *line)
{
	chart_data_begin(chart, block);
	for (size_t i = 0; i < line->count; i++) {
		fprintf(chart->file, "%.10g", line->points[i].round);
		chart_value(chart, line->points[i].kib);
		chart_value(chart, line->points[i].below);
		fputc('\n', chart->file);
	}
	if (line->count == 0)
		fputs("0 NaN NaN\n", chart->file);
	chart_data_end(chart);
}

static void write_data(struct chart *chart, const struct heap_chart *heap)
{
	for (size_t i = 0; i < HEAP_LINES; i++)
		write_line(chart, looks[i].block, &heap->line[i]);
	for (size_t i = 0; i < heap->block_count; i++)
		write_line(chart, text_format(chart->arena, "blocks%zu", i), &heap->blocks[i].line);
}

/* Sets the scale of the values of a panel. */
static void write_scale(struct chart *chart, const struct axis *axis, const char *title)
{
	double step = axis_step(axis->high - axis->low, 4);

	fprintf(chart->file,
		"set yrange [%.10g:%.10g]; set ytics %.10g; set format y '%%.%df'\n"
		"set ylabel '%s'\n",
		axis->low, axis->high, step, axis_digits(step), title);
}

/* The key of the upper panel, above it. */
static void write_key(struct chart *chart, const struct heap_chart *heap)
{
	static const enum heap_line order[] = { HEAP_LINE_USED, HEAP_LINE_PRIVATE, HEAP_LINE_RSS,
		HEAP_LINE_HELD };

	for (size_t i = 0; i < HEAP_LINES; i++) {
		const char *more = order[i] == HEAP_LINE_HELD
					   ? text_format(chart->arena, ": %s KiB%s",
						     wording_kib(chart->arena, heap->free_kib),
						     heap->is_cut ? ", more than is drawn" : "")
					   : "";
		const char *place = text_format(chart->arena,
			"at graph %.3f, graph 1.07 left font fb(9) textcolor rgb %s",
			0.1 * (double)i, looks[order[i]].color);

		chart_label(chart, (int)(FIRST_KEY + i),
			span_of(text_format(chart->arena, "%s%s", looks[order[i]].title, more)),
			place);
	}
}

static void plot_memory(struct chart *chart, const struct heap_chart *heap)
{
	write_key(chart, heap);
	write_scale(chart, &heap->axis, "change, KiB");
	fputs("plot $held using 1:3:2 with filledcurves linecolor rgb c_mute notitle, \\\n"
	      "     $rss using 1:2 with lines linecolor rgb c_rss linewidth 1.4 notitle, \\\n"
	      "     $private using 1:2 with lines linecolor rgb c_priv linewidth 1.4 notitle, \\\n"
	      "     $used using 1:2 with lines linecolor rgb c_stable linewidth 2 notitle\n",
		chart->file);
	fprintf(chart->file, "unset for [i=%d:%d] label i\n", FIRST_KEY,
		FIRST_KEY + HEAP_LINES - 1);
}

/* Names the classes, a line each, below the lower panel's upper edge. */
static void write_classes(
	struct chart *chart, const struct heap_chart *heap, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(chart->arena, chart->analysis, finding, &count, &growing);

	for (size_t i = 0; i < heap->block_count; i++) {
		const struct blocks_row *row = blocks_find(rows, count, heap->blocks[i].class);

		if (row)
			chart_label(chart, (int)(FIRST_CLASS + i),
				span_of(blocks_label(chart->arena, row)),
				text_format(chart->arena,
					"at graph 0.015, graph %.3f left font f(9) textcolor rgb c_kind%zu front",
					0.94 - 0.085 * (double)i, i + 1));
	}
}

static void plot_blocks(
	struct chart *chart, const struct heap_chart *heap, const struct finding *finding)
{
	write_classes(chart, heap, finding);
	write_scale(chart, &heap->blocks_axis, "blocks, KiB");
	fputs("plot ", chart->file);
	for (size_t i = 0; i < heap->block_count; i++)
		fprintf(chart->file,
			"%s$blocks%zu using 1:2 with lines linecolor rgb c_kind%zu linewidth 1.6 notitle",
			i > 0 ? ", \\\n     " : "", i, i + 1);
	fputc('\n', chart->file);
}

static void plot_panels(
	struct chart *chart, const struct heap_chart *heap, const struct finding *finding)
{
	bool both = heap->block_count > 0;

	fprintf(chart->file,
		"set multiplot\n"
		"set lmargin at screen 0.085; set rmargin at screen 0.975\n"
		"top = 1-112.0/height; bottom = 70.0/height; gap = 18.0/height; middle = (top+bottom)/2\n"
		"set xrange [%g:%g]\n",
		heap->first, heap->last);
	chart_round_tics(chart, heap->first, heap->last, ROUND_TICKS);
	fputs(both ? "set format x ''\n"
		     "set tmargin at screen top; set bmargin at screen middle+gap/2\n"
		   : "set tmargin at screen top; set bmargin at screen bottom\n",
		chart->file);
	if (!both)
		chart_round_label(chart);
	plot_memory(chart, heap);
	if (both) {
		fputs("unset label; unset object 90; set format x '%.0f'\n"
		      "set tmargin at screen middle-gap/2; set bmargin at screen bottom\n",
			chart->file);
		chart_round_label(chart);
		plot_blocks(chart, heap, finding);
	}
	fputs("unset multiplot\n", chart->file);
}

int chart_heap(const struct plot *plot, const struct finding *finding)
{
	struct heap_chart heap;
	struct chart chart;

	if (!heap_chart_build(plot->arena, plot->analysis, finding, CHART_POINTS, &heap))
		return 0;
	if (chart_begin(&chart, plot, 880, heap.block_count > 0 ? 560 : 380))
		return -1;
	write_data(&chart, &heap);
	chart_title(&chart, finding->process, claim_of_heap(chart.arena, chart.analysis, finding));
	chart_sentence(&chart, wording_because(chart.arena, chart.analysis, finding), 48);
	chart_provenance(&chart, "since the first judged round; shaded: free heap");
	plot_panels(&chart, &heap, finding);
	return chart_end(&chart);
}
