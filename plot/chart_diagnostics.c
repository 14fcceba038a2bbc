/* chart_diagnostics.c - can the fitted trend be trusted: shows its residuals, their autocorrelation
 * and their distribution. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/thin.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

/* A range of less than four pages up and down shows nothing. */
enum { LAGS = 20, LEAST_POINTS = 5, LEAST_SPAN = 32 };

/* The residuals of a series around its fitted trend, from where the trend begins; arrays of n. */
struct residuals {
	double *value, *sorted;
	struct series series; /* the fitted part */
	double mean, deviation;
	double middle, spread; /* median, and the standard deviation estimated from the quartiles */
	double low, high;      /* residuals outside this range would hide the others */
	size_t outside, n;
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* A quantile of the residuals, interpolated between neighbours. */
static double quantile(const struct residuals *residuals, double share)
{
	double place = share * (double)(residuals->n - 1), below = floor(place);
	size_t i = (size_t)below;
	double next = residuals->sorted[i + 1 < residuals->n ? i + 1 : i];

	return residuals->sorted[i] + (place - below) * (next - residuals->sorted[i]);
}

/*
 * Finds the range of most residuals: three interquartile ranges beyond the quartiles (Tukey's
 * outer fences: in a normal distribution one value in 400,000 lies outside), but at least nine of
 * ten values. It takes all values if leaving some out would not even halve the span.
 */
static void find_outliers(struct residuals *residuals)
{
	double lower = quantile(residuals, 0.25), upper = quantile(residuals, 0.75);
	double range = upper - lower, least = residuals->sorted[0],
	       greatest = residuals->sorted[residuals->n - 1];

	residuals->middle = quantile(residuals, 0.5);
	/* the quartiles of a normal distribution are 1.349 standard deviations apart */
	residuals->spread = range > 0 ? range / 1.349 : residuals->deviation;
	residuals->low = fmin(lower - 3 * range, quantile(residuals, 0.05));
	residuals->high = fmax(upper + 3 * range, quantile(residuals, 0.95));
	if (greatest - least <= 2 * fmax(residuals->high - residuals->low, LEAST_SPAN)) {
		residuals->low = least;
		residuals->high = greatest;
	}
	for (size_t i = 0; i < residuals->n; i++)
		residuals->outside += residuals->value[i] < residuals->low ||
				      residuals->value[i] > residuals->high;
}

/* Moves an outlier to the edge of the range: a single one would dominate the autocorrelation. */
static double clipped(const struct residuals *residuals, size_t i)
{
	return fmin(fmax(residuals->value[i], residuals->low), residuals->high);
}

/* The points that the trend was fitted to: points left out before it have no residual. */
static struct series fitted_part(const struct series *series, const struct trend *trend)
{
	struct series part = *series;
	double fit, band;

	while (part.n && !trend_curve(trend, *part.x, &fit, &band)) {
		part.n--;
		part.x++;
		part.value++;
		part.at++;
	}
	return part;
}

/* The series must have at least one point. */
static void residuals_build(struct chart *chart, const struct series *series,
	const struct trend *trend, struct residuals *out)
{
	double fit, band, square = 0;

	*out = (struct residuals){ .series = *series, .n = series->n };
	out->value = arena_take_array(chart->arena, series->n, sizeof *out->value);
	out->sorted = arena_take_array(chart->arena, series->n, sizeof *out->sorted);
	for (size_t i = 0; i < series->n; i++) {
		trend_curve(trend, series->x[i], &fit, &band);
		out->value[i] = series->value[i] - fit;
		out->sorted[i] = out->value[i];
		out->mean += out->value[i] / (double)series->n;
	}
	for (size_t i = 0; i < series->n; i++)
		square += (out->value[i] - out->mean) * (out->value[i] - out->mean);
	out->deviation = sqrt(square / (double)series->n);
	qsort(out->sorted, out->n, sizeof *out->sorted, compare);
	find_outliers(out);
}

/* Writes rows: round, residual, and if it is outside the range 1 or -1 for the edge at which its
 * mark is drawn. */
static void write_residuals(struct chart *chart, const struct residuals *residuals)
{
	struct thinned thinned;
	struct series series = residuals->series;

	series.value = residuals->value;
	thinned = thin(chart->arena, &series, CHART_POINTS);
	chart_data_begin(chart, "residual");
	for (size_t i = 0; i < thinned.count; i++) {
		double value = residuals->value[thinned.at[i]];

		fprintf(chart->file, "%" PRIu32,
			chart->analysis->rounds.items[series.at[thinned.at[i]]].number);
		chart_value(chart, value);
		fprintf(chart->file, " %d\n", (value > residuals->high) - (value < residuals->low));
	}
	chart_data_end(chart);
}

/* The number of lags that leave at least three pairs. */
static size_t lags_of(const struct residuals *residuals)
{
	return residuals->n < LAGS + 3 ? residuals->n - 3 : LAGS;
}

/* The autocorrelation of the residuals at lag 1 and the next ones; returns that at lag 1. */
static double write_autocorrelation(struct chart *chart, const struct residuals *residuals)
{
	double mean = 0, square = 0, first = 0;

	for (size_t i = 0; i < residuals->n; i++)
		mean += clipped(residuals, i) / (double)residuals->n;
	for (size_t i = 0; i < residuals->n; i++)
		square += (clipped(residuals, i) - mean) * (clipped(residuals, i) - mean);
	chart_data_begin(chart, "acf");
	for (size_t lag = 1; lag <= lags_of(residuals); lag++) {
		double cross = 0;

		for (size_t i = lag; i < residuals->n; i++)
			cross += (clipped(residuals, i) - mean) *
				 (clipped(residuals, i - lag) - mean);
		cross = square > 0 ? cross / square : 0;
		first = lag == 1 ? cross : first;
		fprintf(chart->file, "%zu", lag);
		chart_value(chart, cross);
		fputc('\n', chart->file);
	}
	fputs("0 NaN\n", chart->file);
	chart_data_end(chart);
	return first;
}

/* Autocorrelation of independent values lies within this limit in 19 of 20 cases. */
static double limit_of(const struct residuals *residuals)
{
	return 1.96 / sqrt((double)residuals->n);
}

/* What the three pictures say, as the end of a title behind the name. */
static const char *claim(
	struct chart *chart, const struct residuals *residuals, double first_autocorrelation)
{
	if (fabs(first_autocorrelation) > limit_of(residuals))
		return "rounds depend on each other; the interval allows for it";
	if (residuals->outside)
		return text_format(chart->arena, "the line fits all but %zu of %zu rounds",
			residuals->outside, residuals->n);
	return "the rounds scatter about the line at random";
}

/* Writes the share of residuals below each one (Hazen's plotting position), and its distance from
 * the median in standard deviations; the ends of the distribution are never thinned out. */
static void write_quantiles(struct chart *chart, const struct residuals *residuals)
{
	size_t step = residuals->n / CHART_POINTS + 1, last = residuals->n - 1;

	chart_data_begin(chart, "quantiles");
	for (size_t i = 0; i <= last && residuals->spread > 0;
		i += i == last || last - i >= step ? step : last - i) {
		fprintf(chart->file, "%.10g", ((double)i + 0.5) / (double)residuals->n);
		chart_value(chart, (residuals->sorted[i] - residuals->middle) / residuals->spread);
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

/* Writes the subtitle: the residuals in numbers; how many lie outside the range, and how far. */
static void write_numbers(
	struct chart *chart, const struct residuals *residuals, const struct trend *trend)
{
	double least = residuals->sorted[0], greatest = residuals->sorted[residuals->n - 1];
	const char *outside = wording_kib(chart->arena, (double)residuals->outside),
		   *all = wording_kib(chart->arena, (double)residuals->n),
		   *farthest =
			   wording_kib_change(chart->arena, greatest > -least ? greatest : least),
		   *p = wording_p(chart->arena, trend->kendall_p);
	char text[240];
	int length = snprintf(text, sizeof text, "Durbin-Watson %.2f%s%s", durbin_watson(residuals),
		trend->has_robust ? ", Mann-Kendall p " : "", trend->has_robust ? p : "");

	if (residuals->outside && length > 0)
		snprintf(text + length, sizeof text - (size_t)length,
			"; %s of %s rounds lie%s outside (marked at the edge), the farthest by %s KiB",
			outside, all, residuals->outside == 1 ? "s" : "", farthest);
	chart_label(chart, 3, span_of(text),
		"at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
}

static void plot_residuals(
	struct chart *chart, const struct residuals *residuals, const struct process *process)
{
	double room = (process->last_round - process->first_round) * 0.02;
	struct axis axis = axis_empty;

	axis_add(&axis, residuals->low);
	axis_add(&axis, residuals->high);
	axis_add(&axis, 0);
	axis_widen(&axis, LEAST_SPAN);
	fprintf(chart->file,
		"set lmargin at screen 0.075; set rmargin at screen 0.46\n"
		"set label 1 'residuals, KiB' at graph 0, graph 1.07 left font fb(9) textcolor rgb c_fg\n"
		"edge_low = %.8g; edge_high = %.8g; set yrange [edge_low:edge_high]; set xrange [%g:%g]; set xzeroaxis linecolor rgb c_mute linetype 1\n",
		axis.low, axis.high, process->first_round - room, process->last_round + room);
	chart_round_label(chart);
	chart_round_tics(chart, process->first_round, process->last_round, 5);
	fprintf(chart->file,
		"plot $residual using 1:($3 == 0 ? $2 : NaN) with impulses linecolor rgb c_grid linewidth 1 notitle, \\\n"
		"     '' using 1:($3 == 0 ? $2 : NaN) with points pointtype 7 pointsize %s linecolor rgb c_rss notitle, \\\n"
		"     '' using 1:($3 > 0 ? edge_high : NaN) with points pointtype 9 pointsize 0.8 linecolor rgb c_priv notitle, \\\n"
		"     '' using 1:($3 < 0 ? edge_low : NaN) with points pointtype 11 pointsize 0.8 linecolor rgb c_priv notitle\n"
		"unset label 3; unset label 89; unset label 91\n",
		residuals->n > 300  ? "0.2"
		: residuals->n > 60 ? "0.3"
				    : "0.45");
}

static void write_plots(
	struct chart *chart, const struct residuals *residuals, const struct process *process)
{
	double n = (double)residuals->n, limit = limit_of(residuals);
	size_t lags = lags_of(residuals);

	fputs("set multiplot\n"
	      "set tmargin at screen 1-84.0/height; set bmargin at screen 72.0/height\n",
		chart->file);
	plot_residuals(chart, residuals, process);
	/* the expected maximum of n normal values is below sqrt(2 ln n) */
	fprintf(chart->file,
		"set lmargin at screen 0.535; set rmargin at screen 0.74\n"
		"set label 1 'autocorrelation'\nset xlabel 'lag, rounds'\n"
		"set yrange [-1:1]; set ytics 0.5; set xrange [0:%zu]; set xtics %d\n"
		"set object 2 rectangle from graph 0, first %.5g to graph 1, first %.5g behind fillcolor rgb c_field fillstyle solid 1 noborder\n"
		"plot $acf using 1:2 with impulses linewidth 3 linecolor rgb c_rss notitle\n"
		"unset object 2; unset xzeroaxis\n"
		"set lmargin at screen 0.80; set rmargin at screen 0.975\n"
		"set label 1 'normal quantiles'\n"
		"set xlabel 'expected, sd'\n"
		"set xrange [-%.3g:%.3g]; set yrange [-4:4]; set ytics 2; set xtics %d\n"
		"plot x with lines linecolor rgb c_mute linewidth 0.8 notitle, \\\n"
		"     $quantiles using (invnorm($1)):2 with points pointtype 7 pointsize 0.35 linecolor rgb c_rss notitle, \\\n"
		"     '' using (invnorm($1)):($2 > 4 ? 4 : NaN) with points pointtype 9 pointsize 0.6 linecolor rgb c_priv notitle, \\\n"
		"     '' using (invnorm($1)):($2 < -4 ? -4 : NaN) with points pointtype 11 pointsize 0.6 linecolor rgb c_priv notitle\n"
		"unset multiplot\n",
		lags + 1,
		lags > 10  ? 5
		: lags > 4 ? 2
			   : 1,
		-limit, limit, fmax(3.2, sqrt(2 * log(n))), fmax(3.2, sqrt(2 * log(n))),
		n > 200 ? 2 : 1);
}

int chart_diagnostics(const struct plot *plot, const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	struct series series = fitted_part(&finding->process->value[METRIC_FOOTPRINT], trend);
	struct residuals residuals;
	struct chart chart;
	double first;

	if (series.n < LEAST_POINTS)
		return 0;
	if (chart_begin(&chart, plot, 880, 400))
		return -1;
	residuals_build(&chart, &series, trend, &residuals);
	write_residuals(&chart, &residuals);
	first = write_autocorrelation(&chart, &residuals);
	write_quantiles(&chart, &residuals);
	chart_title(&chart, finding->process, claim(&chart, &residuals, first));
	write_numbers(&chart, &residuals, trend);
	chart_provenance(&chart, residuals.n > CHART_POINTS
					 ? "resident memory less its fitted trend; points thinned"
					 : "resident memory less its fitted trend");
	write_plots(&chart, &residuals, finding->process);
	return chart_end(&chart);
}
