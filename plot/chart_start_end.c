/* chart_start_end.c - resident memory of every target, start to end: a dumbbell each, with change and verdict beside it. */
#include <math.h>
#include <stdlib.h>

#include "analyze/report/escape.h"
#include "analyze/report/wording.h"
#include "chart_system.h"
#include "gnuplot.h"

enum { MOST = 60 };

static const struct series *series_of(const struct finding *finding)
{
	const struct series *rss = &finding->process->value[METRIC_RSS];

	return rss->n ? rss : &finding->process->value[METRIC_PRIVATE];
}

static void write_row_labels(struct chart *chart, const struct finding *finding, size_t row, double change)
{
	char *name = wording_process(finding->process), *kib = wording_kib(change, true);
	char place[120];

	snprintf(place, sizeof place, "at screen 0.175, first %zu right font f(9) textcolor rgb c_fg", row);
	{
		char *printable = escape_printable(span_of(name), 24);

		fprintf(chart->file, "set label %zu '", 100 + row);
		for (const char *c = printable; *c; c++)
			fprintf(chart->file, *c == '\'' ? "''" : "%c", *c);
		fprintf(chart->file, "' %s noenhanced\n", place);
		free(printable);
	}
	snprintf(place, sizeof place, "at screen 0.86, first %zu right font f(9) textcolor rgb %s", row, chart_color(finding->verdict));
	chart_label(chart, (int)(300 + row), span_of(kib), place);
	snprintf(place, sizeof place, "at screen 0.875, first %zu left font f(9) textcolor rgb %s", row, chart_color(finding->verdict));
	chart_label(chart, (int)(500 + row), span_of(verdict_code(finding->verdict)), place);
	free(kib);
	free(name);
}

static void write_plot(struct chart *chart, double most, size_t rows)
{
	double step = axis_step(most, 6);

	fprintf(chart->file, "set lmargin at screen 0.185; set rmargin at screen 0.78; set tmargin at screen 1-76.0/height; "
		"set bmargin at screen 68.0/height\nset border 0; set grid x y linecolor rgb c_grid linewidth 0.7 linetype 1\n"
		"set yrange [%zu.7:0.3]; set xrange [0:%.8g]\nset ytics 1 scale 0 format ''; set xtics 0,%.8g scale 0 font ''.f(9); "
		"set format x '%%.%df'\nset label 92 'change, KiB' at screen 0.86, screen 1-66.0/height right font f(9) textcolor rgb c_mute\n"
		"set label 93 'verdict' at screen 0.875, screen 1-66.0/height left font f(9) textcolor rgb c_mute\n"
		"set xlabel 'RSS, MiB: first round (hollow) to last round (filled)' font f(9)\n", rows, most * 1.04, step, axis_digits(step));
	fputs("tone(v) = v == 3 ? c_leak : v == 2 ? c_suspect : v == 1 ? c_stable : c_inconclusive\n"
		"rgb(v) = int('0x'.substr(tone(v),2,7))\n"
		"plot $ends using ($2/1024):1:(($3-$2)/1024):(0):(rgb($4)) with vectors nohead linewidth 3 linecolor rgb variable, \\\n"
		"     '' using ($2/1024):1:(rgb($4)) with points pointtype 7 pointsize 0.8 linecolor rgb variable, \\\n"
		"     '' using ($2/1024):1 with points pointtype 7 pointsize 0.45 linecolor rgb c_bg, \\\n"
		"     '' using ($3/1024):1:(rgb($4)) with points pointtype 7 pointsize 0.8 linecolor rgb variable\n", chart->file);
}

int chart_start_end(const struct analysis *analysis, const char *folder, const char *name)
{
	size_t shown = analysis->verdict_count < MOST ? analysis->verdict_count : MOST;
	struct chart chart;
	double most = 0.25;

	if (!shown)
		return 0;
	if (chart_begin(&chart, analysis, folder, name, 880, (int)(160 + shown * 22)))
		return -1;
	chart_data_begin(&chart, "ends");
	for (size_t i = 0; i < shown; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		const struct series *series = series_of(finding);
		double first = series->n ? series->value[0] : NAN, last = series->n ? series->value[series->n - 1] : NAN;

		fprintf(chart.file, "%zu", i + 1);
		chart_value(&chart, first);
		chart_value(&chart, last);
		fprintf(chart.file, " %d\n", (int)finding->verdict);
		most = fmax(most, fmax(first, last) / 1024);
	}
	chart_data_end(&chart);
	for (size_t i = 0; i < shown; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		const struct series *series = series_of(finding);

		write_row_labels(&chart, finding, i + 1, series->n ? series->value[series->n - 1] - series->value[0] : 0);
	}
	chart_label(&chart, 90, span_of("Resident memory (RSS) of every target, start to end"),
		"at screen 0.02, screen 1-28.0/height left font fb(13) textcolor rgb c_fg");
	chart_provenance(&chart, shown < analysis->verdict_count ? "the gravest 60 are shown" : "");
	write_plot(&chart, most, shown);
	return chart_end(&chart);
}
