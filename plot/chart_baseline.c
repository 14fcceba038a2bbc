/* chart_baseline.c - shows both runs of a process in one chart: was the leak fixed? */
#include "chart_baseline.h"

#include <inttypes.h>

#include "analyze/across/compare.h"
#include "analyze/report/report_compare.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/thin.h"
#include "gnuplot.h"

static void write_run(struct chart *chart, const struct analysis *run,
	const struct finding *finding, enum metric metric, const char *block, struct axis *axis)
{
	const struct series *series = &finding->process->value[metric];
	struct thinned thinned = thin(chart->arena, series, CHART_POINTS);

	chart_data_begin(chart, block);
	for (size_t i = 0; i < thinned.count; i++) {
		double change = (series->value[thinned.at[i]] - series->value[0]) / 1024;

		fprintf(chart->file, "%" PRIu32, run->rounds[series->at[thinned.at[i]]].number);
		chart_value(chart, change);
		fputc('\n', chart->file);
		axis_add(axis, change);
	}
	if (!thinned.count)
		fputs("0 NaN\n", chart->file);
	chart_data_end(chart);
}

static const char *color_of(enum compare_verdict verdict)
{
	switch (verdict) {
	case COMPARE_FIXED:
	case COMPARE_IMPROVED:
		return "c_stable";
	case COMPARE_WORSE:
	case COMPARE_NEW:
		return "c_leak";
	default:
		return "c_inconclusive";
	}
}

int chart_baseline(const struct plot *plot, const struct compare_row *row)
{
	struct axis axis = axis_empty;
	struct chart chart;
	double step;

	if (!row->before || chart_begin(&chart, plot, 880, 420))
		return row->before ? -1 : 0;
	write_run(&chart, row->before_run, row->before, row->decided_by, "before", &axis);
	write_run(&chart, plot->analysis, row->now, row->decided_by, "now", &axis);
	axis_add(&axis, 0);
	axis_widen(&axis, 0.25);
	step = axis_step(axis.high - axis.low, 5);
	chart_label(&chart, 1, span_of(wording_process(plot->arena, row->now->process)),
		"at screen 0.02, screen 1-30.0/height left font fb(15) textcolor rgb c_fg");
	chart_chip(&chart, compare_code(row->verdict), color_of(row->verdict));
	chart_sentence(&chart, report_compare_because(plot->arena, row), 56);
	chart_label(&chart, 4, row->before_run->run_name,
		"at graph 0.02, graph 0.92 left font fb(10) textcolor rgb c_mute");
	chart_label(&chart, 5, plot->analysis->run_name,
		"at graph 0.02, graph 0.83 left font fb(10) textcolor rgb c_rss");
	chart_provenance(&chart, "growth of what decides, since the first round of each run");
	chart_round_label(&chart);
	fprintf(chart.file,
		"set lmargin at screen 0.085; set rmargin at screen 0.975; set tmargin at screen 1-92.0/height; set bmargin at screen 72.0/height\n"
		"set ylabel 'growth, MiB'\n"
		"set yrange [%.8g:%.8g]; set ytics %.8g; set format y '%%.%df'\n"
		"plot $before using 1:2 with lines linecolor rgb c_mute linewidth 1.8 notitle, \\\n"
		"     $now using 1:2 with lines linecolor rgb c_rss linewidth 1.8 notitle\n",
		axis.low, axis.high, step, axis_digits(step));
	return chart_end(&chart);
}
