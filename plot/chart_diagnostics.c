/* chart_diagnostics.c - may the fitted trend be trusted: its residuals, how they follow each other,
 * how they are spread. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/report/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

enum { LAGS = 20, LEAST_POINTS = 5 };

/* What is left of a series without its fitted trend; arrays of n. */
struct residuals {
	double *value, *sorted;
	const struct series *series;
	double mean, deviation;
	size_t n;
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void residuals_free(struct residuals *residuals)
{
	free(residuals->value);
	free(residuals->sorted);
}

/* 0, or -1 where memory runs out. */
static int residuals_build(
	const struct series *series, const struct trend *trend, struct residuals *out)
{
	double fit, band, square = 0;

	*out = (struct residuals){.series = series, .n = series->n};
	out->value = malloc(series->n * sizeof *out->value);
	out->sorted = malloc(series->n * sizeof *out->sorted);
	if (!out->value || !out->sorted) {
		residuals_free(out);
		return -1;
	}
	for (size_t i = 0; i < series->n; i++) {
		out->value[i] =
			trend_curve(trend, series->x[i], &fit, &band) ? series->value[i] - fit : 0;
		out->sorted[i] = out->value[i];
		out->mean += out->value[i] / (double)series->n;
	}
	for (size_t i = 0; i < series->n; i++)
		square += (out->value[i] - out->mean) * (out->value[i] - out->mean);
	out->deviation = sqrt(square / (double)series->n);
	qsort(out->sorted, out->n, sizeof *out->sorted, compare);
	return 0;
}

static void write_residuals(
	struct chart *chart, const struct residuals *residuals, struct axis *axis)
{
	size_t *at = malloc((residuals->n + 1) * sizeof *at), count;
	struct series series = *residuals->series;

	series.value = residuals->value;
	count = at ? chart_thin(&series, CHART_POINTS, at) : 0;
	chart_data_begin(chart, "residual");
	for (size_t i = 0; i < count; i++) {
		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds[series.at[at[i]]].number);
		chart_value(chart, residuals->value[at[i]]);
		fputc('\n', chart->file);
		axis_add(axis, residuals->value[at[i]]);
	}
	chart_data_end(chart);
	free(at);
}

/* Autocorrelation of the residuals at lags 1 to LAGS. */
static void write_autocorrelation(struct chart *chart, const struct residuals *residuals)
{
	double square = residuals->deviation * residuals->deviation * (double)residuals->n;

	chart_data_begin(chart, "acf");
	for (size_t lag = 1; lag <= LAGS && lag + 2 < residuals->n; lag++) {
		double cross = 0;

		for (size_t i = lag; i < residuals->n; i++)
			cross += (residuals->value[i] - residuals->mean) *
				 (residuals->value[i - lag] - residuals->mean);
		fprintf(chart->file, "%zu", lag);
		chart_value(chart, square > 0 ? cross / square : 0);
		fputc('\n', chart->file);
	}
	fputs("0 NaN\n", chart->file);
	chart_data_end(chart);
}

/* Share of residuals below (Hazen's plotting position), and the residual in standard deviations. */
static void write_quantiles(struct chart *chart, const struct residuals *residuals)
{
	size_t step = residuals->n / CHART_POINTS + 1;

	chart_data_begin(chart, "quantiles");
	for (size_t i = 0; i < residuals->n && residuals->deviation > 0; i += step) {
		fprintf(chart->file, "%.10g", ((double)i + 0.5) / (double)residuals->n);
		chart_value(chart, (residuals->sorted[i] - residuals->mean) / residuals->deviation);
		fputc('\n', chart->file);
	}
	fputs("0.5 NaN\n", chart->file);
	chart_data_end(chart);
}

static double durbin_watson(const struct residuals *residuals)
{
	double steps = 0, square = 0;

	for (size_t i = 0; i < residuals->n; i++) {
		double step = i ? residuals->value[i] - residuals->value[i - 1] : 0;

		steps += step * step;
		square += residuals->value[i] * residuals->value[i];
	}
	return square > 0 ? steps / square : 2;
}

static void write_plots(struct chart *chart, const struct residuals *residuals,
	const struct process *process, const struct axis *axis)
{
	double limit = 1.96 / sqrt((double)residuals->n),
	       room = (process->last_round - process->first_round) * 0.02;

	fprintf(chart->file,
		"set multiplot\nset tmargin at screen 1-84.0/height; set bmargin at screen "
		"72.0/height\n"
		"set lmargin at screen 0.075; set rmargin at screen 0.46\nset label 1 'residuals, "
		"KiB' at graph 0, graph 1.07 left font fb(9) "
		"textcolor rgb c_fg\nset yrange [%.8g:%.8g]; set xrange [%g:%g]; set xzeroaxis "
		"linecolor rgb c_mute linetype 1\n",
		axis->low, axis->high, process->first_round - room, process->last_round + room);
	chart_round_label(chart);
	chart_round_tics(chart, process->first_round, process->last_round, 5);
	fprintf(chart->file,
		"plot $residual using 1:2 with impulses linecolor rgb c_grid linewidth 1 notitle, "
		"\\\n"
		"     '' using 1:2 with points pointtype 7 pointsize %s linecolor rgb c_rss "
		"notitle\n"
		"unset label 89; unset label 91\nset lmargin at screen 0.535; set rmargin at "
		"screen 0.74\n"
		"set label 1 'autocorrelation'\nset xlabel 'lag, rounds'\n"
		"set yrange [-1:1]; set ytics 0.5; set xrange [0:%d]; set xtics 5\n"
		"set object 2 rectangle from graph 0, first %.5g to graph 1, first %.5g behind "
		"fillcolor rgb c_field fillstyle solid 1 noborder\n"
		"plot $acf using 1:2 with impulses linewidth 3 linecolor rgb c_rss notitle\n"
		"unset object 2; unset xzeroaxis\nset lmargin at screen 0.80; set rmargin at "
		"screen 0.975\n"
		"set label 1 'normal quantiles'\nset xlabel 'expected, sd'\nset xrange [-3.2:3.2]; "
		"set yrange [-4:4]; set ytics 2; set xtics 1\n"
		"plot x with lines linecolor rgb c_mute linewidth 0.8 notitle, \\\n"
		"     $quantiles using (invnorm($1)):($2 < -4 ? -4 : $2 > 4 ? 4 : $2) with points "
		"pointtype 7 pointsize 0.35 "
		"linecolor rgb c_rss notitle\nunset multiplot\n",
		residuals->n > 300 ? "0.2" : "0.3", LAGS + 1, -limit, limit);
}

int chart_diagnostics(const struct analysis *analysis, const struct finding *finding,
	const char *folder, const char *name)
{
	const struct series *series = &finding->process->value[METRIC_FOOTPRINT];
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	struct axis axis = axis_empty;
	struct residuals residuals;
	double fit, band;
	struct chart chart;
	char method[120], *p;

	if (series->n < LEAST_POINTS || !trend_curve(trend, series->x[0], &fit, &band))
		return 0;
	if (residuals_build(series, trend, &residuals))
		return -1;
	if (chart_begin(&chart, analysis, folder, name, 880, 400)) {
		residuals_free(&residuals);
		return -1;
	}
	write_residuals(&chart, &residuals, &axis);
	write_autocorrelation(&chart, &residuals);
	write_quantiles(&chart, &residuals);
	axis_widen(&axis, 32);
	p = wording_p(trend->kendall_p);
	snprintf(method, sizeof method,
		"resident memory less its fitted trend   Durbin-Watson %.2f%s%s",
		durbin_watson(&residuals), trend->has_robust ? "   Mann-Kendall p " : "",
		trend->has_robust ? p : "");
	free(p);
	chart_title(&chart, finding->process, "may the line be trusted?");
	chart_provenance(&chart, method);
	write_plots(&chart, &residuals, finding->process, &axis);
	residuals_free(&residuals);
	return chart_end(&chart);
}
