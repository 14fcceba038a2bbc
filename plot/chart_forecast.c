/* chart_forecast.c - when memory will be full: extends the line of a leak to the memory available
 * at the end of the run. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/thin.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

enum { STEPS = 50, KIB_OF_MIB = 1024, KIB_OF_GIB = 1024 * 1024 };

/* The axes extend by these factors: beyond the time until memory is full, and above the available
 * memory. */
static const double BEYOND = 1.25, ABOVE = 1.15;

/* The axes: in rounds if the duration of a round is unknown, else in the unit of time that suits.
 */
struct scale {
	const char *x_name, *y_name;
	double x_unit; /* seconds, or 1 */
	double y_unit; /* KiB */
	bool is_time;
};

/* The forecast from the end of the run: KiB per second (or round), and how long the remaining
 * memory lasts. */
struct ahead {
	double slope, low, high;
	double lasts; /* from the last reading, in x of the scale before division by its unit */
	double begin, last; /* x of the last reading; its value in KiB */
	double limit;       /* KiB at which the available memory is used up */
};

static struct scale scale_of(const struct analysis *analysis, double total_s, double limit_kib)
{
	static const struct {
		const char *name;
		double s;
	} units[] = { { "seconds", 1 }, { "minutes", 60 }, { "hours", 3600 }, { "days", 86400 },
		{ "years", 365.25 * 86400 } };
	size_t u = 0, count = sizeof units / sizeof *units;
	bool is_time = analysis->round_s > 0;

	while (is_time && u + 1 < count && total_s / units[u + 1].s > 3)
		u++;
	return (struct scale){ is_time ? units[u].name : "round",
		limit_kib > 4.0 * KIB_OF_GIB ? "GiB" : "MiB", is_time ? units[u].s : 1,
		limit_kib > 4.0 * KIB_OF_GIB ? KIB_OF_GIB : KIB_OF_MIB, is_time };
}

static double x_of(const struct analysis *analysis, const struct series *series, size_t i)
{
	uint32_t at = series->at[i];

	return analysis->round_s > 0 ? rounds_time(&analysis->rounds, at)->elapsed_s
				     : (double)analysis->rounds.items[at].number;
}

static void write_data(struct chart *chart, const struct series *series, const struct ahead *ahead,
	const struct scale *scale)
{
	struct thinned thinned = thin(chart->arena, series, CHART_POINTS);

	chart_data_begin(chart, "seen");
	for (size_t i = 0; i < thinned.count; i++) {
		fprintf(chart->file, "%.10g",
			x_of(chart->analysis, series, thinned.at[i]) / scale->x_unit);
		chart_value(chart, series->value[thinned.at[i]] / scale->y_unit);
		fputc('\n', chart->file);
	}
	chart_data_end(chart);
	chart_data_begin(chart, "ahead");
	for (int i = 0; i <= STEPS; i++) {
		double x = ahead->lasts * BEYOND * i / STEPS, most = ahead->limit * 1.2;

		fprintf(chart->file, "%.10g", (ahead->begin + x) / scale->x_unit);
		chart_value(chart, fmin(ahead->last + ahead->slope * x, most) / scale->y_unit);
		chart_value(
			chart, fmin(ahead->last + fmax(ahead->low, 0) * x, most) / scale->y_unit);
		chart_value(chart, fmin(ahead->last + ahead->high * x, most) / scale->y_unit);
		fputc('\n', chart->file);
	}
	chart_data_end(chart);
}

/* So many times as long as was measured: what lies beyond is no forecast. */
static const double FARTHEST = 100;

/* Two digits: more are not known. */
static double rounded(double value)
{
	double unit = pow(10, floor(log10(fmax(value, 1e-9))) - 1);

	return round(value / unit) * unit;
}

/* A time ahead, rounded: "about 3 hours". */
static const char *time_ahead(struct arena *arena, double seconds)
{
	static const struct {
		const char *name;
		double s, most;
	} units[] = { { "seconds", 1, 90 }, { "minutes", 60, 5400 }, { "hours", 3600, 129600 },
		{ "days", 86400, 86400.0 * 730 }, { "years", 365.25 * 86400, INFINITY } };
	size_t u = 0;

	while (seconds >= units[u].most)
		u++;
	return text_format(arena, "%.15g %s", rounded(seconds / units[u].s), units[u].name);
}

/* The same for a distance in x. */
static const char *length_ahead(const struct chart *chart, double x, const struct scale *scale)
{
	if (!isfinite(x))
		return wording_duration(chart->arena, x);
	if (scale->is_time)
		return time_ahead(chart->arena, x);
	return text_format(chart->arena, "%s rounds", wording_kib(chart->arena, rounded(x)));
}

/* A distance in x as words. */
static const char *length_of(const struct chart *chart, double x, const struct scale *scale)
{
	if (scale->is_time || !isfinite(x))
		return wording_duration(chart->arena, x);
	return text_format(chart->arena, "%s rounds", wording_kib(chart->arena, x));
}

/* The time until memory is full, for the steepest slope of the interval and for the flattest. */
static double earliest(const struct ahead *ahead)
{
	return (ahead->limit - ahead->last) / ahead->high;
}

static double latest(const struct ahead *ahead)
{
	return ahead->low > 0 ? (ahead->limit - ahead->last) / ahead->low : INFINITY;
}

/* Marks when memory is full, with the interval if it has two ends. */
static void write_end(struct chart *chart, const struct ahead *ahead, const struct scale *scale,
	const char *lasts)
{
	double x = (ahead->begin + ahead->lasts) / scale->x_unit,
	       top = ahead->limit / scale->y_unit;

	fprintf(chart->file,
		"set object 1 rectangle from first %.8g, graph 0 to first %.8g, first %.8g behind fillcolor rgb c_leak fillstyle transparent solid 0.15 noborder\n",
		(ahead->begin + earliest(ahead)) / scale->x_unit,
		(ahead->begin + fmin(latest(ahead), ahead->lasts * BEYOND)) / scale->x_unit, top);
	fprintf(chart->file,
		"set arrow 2 from first %.8g, graph 0 to first %.8g, first %.8g nohead linecolor rgb c_leak linewidth 1.2\n",
		x, x, top);
	fprintf(chart->file,
		"set label 2 '%s after the run' at first %.8g, graph 0.14 right offset -0.6,0 font fb(11) textcolor rgb c_leak\n",
		lasts, x);
}

/*
 * Labels the measured part and the extended line: below the line and to its right, where a rising
 * line leaves room; or to the left of the end of the measured part, if the label fits there. That
 * end is a dotted line if the part is long, and a point if it is short, since nothing else of it
 * would be visible.
 */
static void write_parts(struct chart *chart, const struct finding *finding,
	const struct ahead *ahead, const struct scale *scale)
{
	/* shares of the axes: the height of a line of text, and the distance kept from the line */
	const double text = 0.035, clear = 0.075;
	const struct series *series = &finding->process->value[METRIC_RSS];
	double width = ahead->begin + ahead->lasts * BEYOND, height = ahead->limit * ABOVE;
	double begin = ahead->begin / width, rise = ahead->slope * width / height,
	       y = ahead->last / height, x = begin + fmax(0, (clear + text - y) / rise),
	       middle = begin + 0.45 * ahead->lasts / width;
	bool fits = begin > 0.25 && finding->trend[METRIC_RSS].low / height > 2 * clear;
	const char *measured = length_of(chart,
		scale->is_time ? ahead->begin - x_of(chart->analysis, series, 0)
			       : (double)series->n,
		scale);

	if (begin > 0.02)
		fprintf(chart->file,
			"set arrow 3 from first %.8g, graph 0 to first %.8g, first %.8g nohead dashtype 3 linecolor rgb c_mute back\n",
			ahead->begin / scale->x_unit, ahead->begin / scale->x_unit,
			ahead->limit / scale->y_unit);
	fprintf(chart->file,
		"set label 4 '' at first %.8g, first %.8g point pointtype 7 pointsize 0.9 linecolor rgb c_rss\n"
		"set label 5 '%smeasured: %s' at graph %.4f, graph %.4f %s font f(10) textcolor rgb c_fg\n"
		"set label 6 'continued' at graph %.4f, graph %.4f left offset 0.6,0 font f(10) textcolor rgb c_rss\n",
		ahead->begin / scale->x_unit, ahead->last / scale->y_unit, fits ? "" : "← ",
		measured, fits ? begin : x, fits ? clear : y + (x - begin) * rise - clear,
		fits ? "right offset -0.6,0" : "left offset 0.6,0", middle,
		y + (middle - begin) * rise - clear);
}

/* Writes the subtitle: the slope, and the interval of the time. */
static void write_interval(struct chart *chart, const struct finding *finding,
	const struct ahead *ahead, const struct scale *scale)
{
	const char *left = wording_size(chart->arena, chart->analysis->mem_available_kib),
		   *pace = wording_late(
			   chart->arena, chart->analysis, &finding->trend[METRIC_FOOTPRINT]),
		   *low = length_ahead(chart, earliest(ahead), scale),
		   *high = length_ahead(chart, latest(ahead), scale);
	bool is_open = !isfinite(latest(ahead));
	char text[300];

	snprintf(text, sizeof text,
		"at %s KiB a round the %s that were available last another %s%s%s, if nothing else changes",
		pace, left, low,
		is_open             ? " at least"
		: strcmp(low, high) ? " to "
				    : "",
		is_open || !strcmp(low, high) ? "" : text_format(chart->arena, "%s (95 %%)", high));
	chart_label(chart, 3, span_of(text),
		"at screen 0.02, screen 1-50.0/height left font f(9) textcolor rgb c_mute");
}

static void write_words(struct chart *chart, const struct finding *finding,
	const struct ahead *ahead, const struct scale *scale)
{
	const char *lasts = length_ahead(chart, ahead->lasts, scale),
		   *limit = wording_size(chart->arena, ahead->limit);
	char title[100];

	snprintf(title, sizeof title, "memory is used up about %s after the run", lasts);
	chart_title(chart, finding->process, title);
	write_interval(chart, finding, ahead, scale);
	fprintf(chart->file,
		"set arrow 1 from graph 0, first %.8g to graph 1, first %.8g nohead dashtype 2 linecolor rgb c_leak\n",
		ahead->limit / scale->y_unit, ahead->limit / scale->y_unit);
	fprintf(chart->file,
		"set label 1 'RSS %s: nothing is available any more' at graph 0.01, first %.8g left offset 0,0.6 font f(9) textcolor rgb c_leak\n",
		limit, ahead->limit / scale->y_unit);
	write_end(chart, ahead, scale, lasts);
	write_parts(chart, finding, ahead, scale);
	chart_provenance(
		chart, "the late slope and its 95 % interval, continued: an estimate, no promise");
}

static struct ahead ahead_of(
	const struct analysis *analysis, const struct series *series, const struct trend *trend)
{
	double per = analysis->round_s > 0 ? analysis->round_s : 1,
	       slope = wording_per_round(analysis, trend->rate) / per,
	       last = series->value[series->n - 1];

	return (struct ahead){ .slope = slope,
		.low = wording_per_round(analysis, trend->rate_low) / per,
		.high = wording_per_round(analysis, trend->rate_high) / per,
		.lasts = analysis->mem_available_kib / slope,
		.begin = x_of(analysis, series, series->n - 1),
		.last = last,
		.limit = last + analysis->mem_available_kib };
}

static void plot_lines(struct chart *chart, const struct ahead *ahead, const struct scale *scale)
{
	double end = (ahead->begin + ahead->lasts * BEYOND) / scale->x_unit,
	       high = ahead->limit * ABOVE / scale->y_unit;
	double x_step = axis_step(end, 6), y_step = axis_step(high, 6);

	fprintf(chart->file,
		"set lmargin at screen 0.11; set rmargin at screen 0.975; set tmargin at screen 1-74.0/height; set bmargin at screen 72.0/height\n"
		"set xlabel '%s%s'; set ylabel 'RSS, %s'\n"
		"set yrange [0:%.8g]; set ytics %.8g; set format y '%%.%df'\n"
		"set xrange [0:%.8g]; set xtics %.8g; set format x '%%.%df'\n"
		"plot $ahead using 1:3:4 with filledcurves linecolor rgb c_rss notitle, \\\n"
		"     '' using 1:2 with lines dashtype 3 linecolor rgb c_rss linewidth 1.4 notitle, \\\n"
		"     $seen using 1:2 with lines linecolor rgb c_rss linewidth 2.6 notitle\n",
		scale->x_name, scale->is_time ? " since the first round" : "", scale->y_name, high,
		y_step, axis_digits(y_step), end, x_step, axis_digits(x_step));
}

int chart_forecast(const struct plot *plot, const struct finding *finding)
{
	const struct analysis *analysis = plot->analysis;
	const struct series *series = &finding->process->value[METRIC_RSS];
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];
	struct ahead ahead;
	struct scale scale;
	struct chart chart;

	if (!series->n || !trend->has_late || !(trend->rate > 0) ||
		analysis->mem_available_kib <= 0)
		return 0;
	ahead = ahead_of(analysis, series, trend);
	if (ahead.lasts > FARTHEST * (ahead.begin - x_of(analysis, series, 0)))
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	scale = scale_of(analysis, ahead.begin + ahead.lasts, ahead.limit);
	write_data(&chart, series, &ahead, &scale);
	write_words(&chart, finding, &ahead, &scale);
	plot_lines(&chart, &ahead, &scale);
	return chart_end(&chart);
}
