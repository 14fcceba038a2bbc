/* chart_details.c - what grew, whether the line may be trusted, and when memory is full: three charts of a process. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/report/escape.h"
#include "analyze/report/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

enum { GROUPS = 6, LAGS = 20 };

static void write_title(struct chart *chart, const struct finding *finding, const char *what)
{
	char *process = wording_process(finding->process);
	size_t size = strlen(process) + strlen(what) + 8;
	char *text = malloc(size);

	if (text) {
		snprintf(text, size, "%s: %s", process, what);
		chart_label(chart, 90, span_of(text), "at screen 0.02, screen 1-28.0/height left font fb(13) textcolor rgb c_fg");
	}
	free(text);
	free(process);
}

/* The groups that changed most, greatest first; gives how many. */
static size_t greatest_groups(const struct process *process, const struct mapping_group **groups)
{
	size_t count = 0;

	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];
		int64_t change = llabs(group->kib_last - group->kib_first);
		size_t j = count < GROUPS ? count++ : count;

		if (!change) {
			count -= j < count ? 1 : 0;
			continue;
		}
		for (; j > 0 && llabs(groups[j - 1]->kib_last - groups[j - 1]->kib_first) < change; j--)
			if (j < GROUPS)
				groups[j] = groups[j - 1];
		if (j < GROUPS)
			groups[j] = group;
	}
	return count;
}

static void write_group(struct chart *chart, const struct mapping_group *group, size_t number, struct axis *axis)
{
	const struct series *series = &group->size;
	size_t *at = malloc((series->n + 1) * sizeof *at), count = at ? chart_thin(series, CHART_POINTS, at) : 0;
	char block[24];

	snprintf(block, sizeof block, "g%zu", number);
	chart_data_begin(chart, block);
	for (size_t i = 0; i < count; i++) {
		double change = (series->value[at[i]] - series->value[0]) / 1024;

		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds[series->at[at[i]]].number);
		chart_value(chart, change);
		fputc('\n', chart->file);
		axis_add(axis, change);
	}
	chart_data_end(chart);
	free(at);
}

int chart_mappings(const struct analysis *analysis, const struct finding *finding, const char *folder, const char *name)
{
	const struct mapping_group *groups[GROUPS + 1];
	size_t count = greatest_groups(finding->process, groups);
	struct axis axis = axis_empty;
	struct chart chart;
	double step;

	if (!count)
		return 0;
	if (chart_begin(&chart, analysis, folder, name, 880, 420))
		return -1;
	for (size_t i = 0; i < count; i++)
		write_group(&chart, groups[i], i + 1, &axis);
	axis_add(&axis, 0);
	axis_widen(&axis, 0.25);
	step = axis_step(axis.high - axis.low, 5);
	write_title(&chart, finding, "what grew, by mapping");
	chart_provenance(&chart, "Kbytes of pmap, less those of the first round");
	for (size_t i = 0; i < count; i++) {
		char *printable = escape_printable(groups[i]->name, 20), *kib = wording_kib((double)(groups[i]->kib_last - groups[i]->kib_first), true);
		char place[160];

		snprintf(place, sizeof place, "at screen 0.79, screen 1-%zu.0/height left font f(9) textcolor rgb c_kind%zu", 84 + i * 24, i + 1);
		fprintf(chart.file, "set label %zu '", i + 1);
		for (const char *c = printable; *c; c++)
			fprintf(chart.file, *c == '\'' ? "''" : "%c", *c);
		fprintf(chart.file, "  %s KiB' %s noenhanced\n", kib, place);
		free(kib);
		free(printable);
	}
	fprintf(chart.file, "set lmargin at screen 0.085; set rmargin at screen 0.775; set tmargin at screen 1-64.0/height; "
		"set bmargin at screen 72.0/height\nset xlabel 'round'; set ylabel 'change, MiB'\nset yrange [%.8g:%.8g]; set ytics %.8g; "
		"set format y '%%.%df'\nplot ", axis.low, axis.high, step, axis_digits(step));
	for (size_t i = 0; i < count; i++)
		fprintf(chart.file, "%s$g%zu using 1:2 with lines linecolor rgb c_kind%zu linewidth 1.8 notitle", i ? ", \\\n     " : "",
			i + 1, i + 1);
	fputc('\n', chart.file);
	return chart_end(&chart);
}

/* Autocorrelation of the residuals at lags 1 to LAGS. */
static void write_autocorrelation(struct chart *chart, const double *residual, size_t n)
{
	double square = 0, mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += residual[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		square += (residual[i] - mean) * (residual[i] - mean);
	chart_data_begin(chart, "acf");
	for (size_t lag = 1; lag <= LAGS && lag + 2 < n; lag++) {
		double cross = 0;

		for (size_t i = lag; i < n; i++)
			cross += (residual[i] - mean) * (residual[i - lag] - mean);
		fprintf(chart->file, "%zu", lag);
		chart_value(chart, square > 0 ? cross / square : 0);
		fputc('\n', chart->file);
	}
	fputs("0 NaN\n", chart->file);
	chart_data_end(chart);
}

int chart_diagnostics(const struct analysis *analysis, const struct finding *finding, const char *folder, const char *name)
{
	const struct series *series = &finding->process->value[METRIC_FOOTPRINT];
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	struct axis axis = axis_empty;
	double *residual, fit, band, limit;
	size_t *at, count;
	struct chart chart;

	if (series->n < 5 || !trend_curve(trend, series->x[0], &fit, &band))
		return 0;
	residual = malloc(series->n * sizeof *residual);
	at = malloc((series->n + 1) * sizeof *at);
	if (!residual || !at || chart_begin(&chart, analysis, folder, name, 880, 400)) {
		free(residual);
		free(at);
		return -1;
	}
	for (size_t i = 0; i < series->n; i++) {
		residual[i] = trend_curve(trend, series->x[i], &fit, &band) ? series->value[i] - fit : 0;
		axis_add(&axis, residual[i]);
	}
	count = chart_thin(series, CHART_POINTS, at);
	chart_data_begin(&chart, "residual");
	for (size_t i = 0; i < count; i++) {
		fprintf(chart.file, "%" PRIu32, analysis->rounds[series->at[at[i]]].number);
		chart_value(&chart, residual[at[i]]);
		fputc('\n', chart.file);
	}
	chart_data_end(&chart);
	write_autocorrelation(&chart, residual, series->n);
	axis_widen(&axis, 32);
	limit = 1.96 / sqrt((double)series->n);
	write_title(&chart, finding, "may the line be trusted?");
	chart_provenance(&chart, "resident memory less its fitted trend");
	fprintf(chart.file, "set multiplot\nset tmargin at screen 1-84.0/height; set bmargin at screen 72.0/height\n"
		"set lmargin at screen 0.085; set rmargin at screen 0.54\nset label 1 'residuals, KiB' at graph 0, graph 1.07 left font fb(9) "
		"textcolor rgb c_rss\nset xlabel 'round'\nset yrange [%.8g:%.8g]; set xzeroaxis linecolor rgb c_mute\n"
		"plot $residual using 1:2 with points pointtype 7 pointsize 0.3 linecolor rgb c_rss notitle\n"
		"unset label 90; unset label 91\nset lmargin at screen 0.62; set rmargin at screen 0.975\n"
		"set label 1 'autocorrelation'\nset xlabel 'lag, rounds'\n"
		"set yrange [-1:1]; set ytics 0.5; set xrange [0:%d]; set xtics 5\n"
		"set object 2 rectangle from graph 0, first %.5g to graph 1, first %.5g behind fillcolor rgb c_grid fillstyle solid 0.6 noborder\n"
		"plot $acf using 1:2 with impulses linewidth 3 linecolor rgb c_rss notitle\nunset multiplot\n",
		axis.low, axis.high, LAGS + 1, -limit, limit);
	free(residual);
	free(at);
	return chart_end(&chart);
}

int chart_forecast(const struct analysis *analysis, const struct finding *finding, const char *folder, const char *name)
{
	const struct series *series = &finding->process->value[METRIC_RSS];
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	double last, limit, rounds, x_last, slope, low, high, step, unit;
	size_t *at, count;
	struct chart chart;

	if (!series->n || !trend->has_late || !(trend->late > 0) || analysis->mem_available_kib <= 0)
		return 0;
	at = malloc((series->n + 1) * sizeof *at);
	if (!at || chart_begin(&chart, analysis, folder, name, 880, 400)) {
		free(at);
		return -1;
	}
	slope = wording_per_round(analysis, trend->late);
	low = wording_per_round(analysis, trend->late_low);
	high = wording_per_round(analysis, trend->late_high);
	last = series->value[series->n - 1];
	limit = last + analysis->mem_available_kib;
	unit = limit > 4.0 * 1024 * 1024 ? 1024.0 * 1024 : 1024;
	rounds = analysis->mem_available_kib / slope;
	x_last = analysis->rounds[series->at[series->n - 1]].number;
	count = chart_thin(series, CHART_POINTS, at);
	chart_data_begin(&chart, "seen");
	for (size_t i = 0; i < count; i++) {
		fprintf(chart.file, "%" PRIu32, analysis->rounds[series->at[at[i]]].number);
		chart_value(&chart, series->value[at[i]] / unit);
		fputc('\n', chart.file);
	}
	chart_data_end(&chart);
	chart_data_begin(&chart, "ahead");
	for (int i = 0; i <= 50; i++) {
		double ahead = rounds * 1.25 * i / 50;

		fprintf(chart.file, "%.10g", x_last + ahead);
		chart_value(&chart, (last + slope * ahead) / unit);
		chart_value(&chart, fmin(last + fmax(low, 0) * ahead, limit * 1.2) / unit);
		chart_value(&chart, fmin(last + high * ahead, limit * 1.2) / unit);
		fputc('\n', chart.file);
	}
	chart_data_end(&chart);
	free(at);
	step = axis_step(limit * 1.15 / unit, 6);
	write_title(&chart, finding, "when would memory be used up?");
	chart_provenance(&chart, "the late slope and its 95 % interval, continued; nothing says that it will go on so");
	fprintf(chart.file, "set lmargin at screen 0.11; set rmargin at screen 0.975; set tmargin at screen 1-64.0/height; "
		"set bmargin at screen 72.0/height\nset xlabel 'round'; set ylabel 'RSS, %s'\nset yrange [0:%.8g]; set ytics %.8g\nset xrange [0:%.8g]; set xtics %.8g; set format x '%%.0f'\n"
		"set arrow 1 from graph 0, first %.8g to graph 1, first %.8g nohead dashtype 2 linecolor rgb c_leak\n"
		"set label 1 'MemAvailable at the end of the run is used up' at graph 0.01, first %.8g left offset 0,0.6 font f(9) textcolor rgb c_leak\n"
		"plot $ahead using 1:3:4 with filledcurves linecolor rgb c_rss notitle, \\\n"
		"     '' using 1:2 with lines dashtype 2 linecolor rgb c_rss linewidth 1.4 notitle, \\\n"
		"     $seen using 1:2 with lines linecolor rgb c_rss linewidth 2.4 notitle\n",
		unit > 1024 ? "GiB" : "MiB", limit * 1.15 / unit, step, (x_last + rounds * 1.25) * 1.02, axis_step(x_last + rounds * 1.25, 5),
		limit / unit, limit / unit, limit / unit);
	return chart_end(&chart);
}
