/* chart_overview.c - small multiples: which of many processes grows. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/report/escape.h"
#include "analyze/report/wording.h"
#include "chart_system.h"
#include "gnuplot.h"

enum { MOST = 60 };

/* What is drawn of a life: its resident memory, or private where that alone is known. */
static const struct series *series_of(const struct finding *finding)
{
	const struct series *rss = &finding->process->value[METRIC_FOOTPRINT];

	return rss->n ? rss : &finding->process->value[METRIC_PRIVATE];
}

static void write_series(struct chart *chart, const struct finding *finding, size_t number, struct axis *axis)
{
	const struct series *series = series_of(finding);
	size_t *at = malloc((series->n + 1) * sizeof *at), count = at ? chart_thin(series, CHART_POINTS, at) : 0;
	char block[24];

	snprintf(block, sizeof block, "s%zu", number);
	chart_data_begin(chart, block);
	for (size_t i = 0; i < count; i++) {
		double change = (series->value[at[i]] - series->value[0]) / 1024;

		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds[series->at[at[i]]].number);
		chart_value(chart, change);
		fputc('\n', chart->file);
		axis_add(axis, change);
	}
	if (!count)
		fputs("0 NaN\n", chart->file);
	chart_data_end(chart);
	free(at);
}

static void write_cell(struct chart *chart, const struct finding *finding, size_t number, size_t columns, size_t rows)
{
	size_t column = number % columns, row = number / columns;
	char *name = wording_process(finding->process), *printable = escape_printable(span_of(name), 150 / columns > 34 ? 34 : 110 / columns);
	char *slope = wording_late(chart->analysis, &finding->trend[METRIC_FOOTPRINT]);
	char text[96], place[160];

	fprintf(chart->file, "x0 = 0.07+%zu*(0.905/%zu); x1 = x0+0.905/%zu-0.028\ny1 = top-%zu*(top-bottom)/%zu; "
		"y0 = y1-(top-bottom)/%zu+cell_gap\n"
		"set lmargin at screen x0; set rmargin at screen x1; set tmargin at screen y1-cell_head; set bmargin at screen y0\n",
		column, columns, columns, row, rows, rows);
	snprintf(place, sizeof place, "at screen x0, screen y1-cell_head*0.36 left font fb(%s) textcolor rgb c_fg", columns > 5 ? "7" : "9");
	/* made printable once: the cut is by columns, and escape_gnuplot must not see backslashes of the funnel as new */
	fprintf(chart->file, "set label 1 '");
	for (const char *c = printable; *c; c++) {
		if (*c == '\'')
			fputc('\'', chart->file);
		fputc(*c, chart->file);
	}
	fprintf(chart->file, "' %s noenhanced\n", place);
	snprintf(text, sizeof text, "%s  %s", verdict_code(finding->verdict), finding->trend[METRIC_FOOTPRINT].has_late ? slope : "");
	snprintf(place, sizeof place, "at screen x0, screen y1-cell_head*0.8 left font f(%s) textcolor rgb %s", columns > 5 ? "6" : "8",
		chart_color(finding->verdict));
	chart_label(chart, 2, span_of(text), place);
	fprintf(chart->file, "%s%splot $s%zu using 1:2 with lines linecolor rgb %s linewidth 1.3 notitle\n",
		column ? "set format y ''; " : "set format y yformat; ", row + 1 == rows ? "set format x '%g'\n" : "set format x ''\n",
		number, chart_color(finding->verdict));
	fputs("unset label 90; unset label 91; unset label 92\n", chart->file);
	free(slope);
	free(printable);
	free(name);
}

static void write_frame(struct chart *chart, const struct axis *axis, size_t shown, size_t rows)
{
	const struct analysis *analysis = chart->analysis;
	double step = axis_step(axis->high - axis->low, rows > 5 ? 2 : 3);
	uint32_t first = analysis->round_count ? analysis->rounds[0].number : 0;
	uint32_t last = analysis->round_count ? analysis->rounds[analysis->round_count - 1].number : 1;
	char text[120];

	snprintf(text, sizeof text, "Growth of resident memory since the first round, MiB: one scale for all%s",
		shown < analysis->verdict_count ? "" : "");
	chart_label(chart, 90, span_of(text), "at screen 0.02, screen 1-26.0/height left font fb(13) textcolor rgb c_fg");
	snprintf(text, sizeof text, "late slope ± 95 %%, KiB a round%s", shown < analysis->verdict_count ? "; the gravest 60 are shown" : "");
	chart_label(chart, 92, span_of(text), "at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
	chart_provenance(chart, "");
	fprintf(chart->file, "set multiplot\ntop = 1-60.0/height; bottom = 46.0/height; cell_gap = %s/height; cell_head = %s/height\n"
		"set xrange [%" PRIu32 ":%g]; set yrange [%.8g:%.8g]; set ytics %.8g font ''.f(%s); yformat = '%%.%df'\n"
		"set xtics %.8g font ''.f(%s)\n",
		rows > 6 ? "14.0" : "22.0", rows > 6 ? "24.0" : "32.0", first, last > first ? last : first + 1.0, axis->low, axis->high, step,
		rows > 6 ? "6" : "8", axis_digits(step), axis_step(last > first ? last - first : 1, 3), rows > 6 ? "6" : "8");
}

int chart_overview(const struct analysis *analysis, const char *folder, const char *name)
{
	size_t shown = analysis->verdict_count < MOST ? analysis->verdict_count : MOST, columns, rows;
	struct axis axis = axis_empty;
	struct chart chart;

	if (!shown)
		return 0;
	columns = shown <= 3 ? shown : shown <= 8 ? 4 : shown <= 15 ? 5 : shown <= 24 ? 6 : 8;
	rows = (shown + columns - 1) / columns;
	if (chart_begin(&chart, analysis, folder, name, 880, rows == 1 ? 320 : (int)(106 + rows * (rows > 6 ? 92 : 140))))
		return -1;
	for (size_t i = 0; i < shown; i++)
		write_series(&chart, wording_gravest(analysis, &analysis->verdicts[i]), i, &axis);
	axis_add(&axis, 0);
	axis_widen(&axis, 0.25);
	write_frame(&chart, &axis, shown, rows);
	for (size_t i = 0; i < shown; i++)
		write_cell(&chart, wording_gravest(analysis, &analysis->verdicts[i]), i, columns, rows);
	fputs("unset multiplot\n", chart.file);
	return chart_end(&chart);
}
