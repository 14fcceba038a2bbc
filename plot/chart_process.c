/* chart_process.c - the trend of a process: does it leak, how fast, since when. */
#include "chart_process.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/report/escape.h"
#include "analyze/report/wording.h"
#include "gnuplot.h"

/* One panel: a metric's points and fit. */
struct panel {
	const struct series *series;
	const struct trend *trend;
	const char *block, *title, *color;
	struct axis axis;
};

static uint32_t round_of(const struct analysis *analysis, const struct series *series, size_t i)
{
	return analysis->rounds[series->at[i]].number;
}

/* Rows: round, value, fit, band; the axis takes them in, a band only as far as it does not dwarf the points. */
static void write_panel(struct chart *chart, struct panel *panel, size_t *at)
{
	const struct series *series = panel->series;
	size_t count = chart_thin(series, at);
	double points, low, high;

	panel->axis = axis_empty;
	for (size_t i = 0; i < series->n; i++)
		axis_add(&panel->axis, series->value[i]);
	points = fmax(panel->axis.high - panel->axis.low, 256);
	low = panel->axis.low - points;
	high = panel->axis.high + points;
	chart_data_begin(chart, panel->block);
	for (size_t i = 0; i < count; i++) {
		double fit = NAN, band = NAN, band_low = NAN, band_high = NAN;
		size_t p = at[i];

		/* fmax() and fmin() would take a missing fit for the limit */
		if (trend_curve(panel->trend, series->x[p], &fit, &band)) {
			band_low = fmax(fit - band, low);
			band_high = fmin(fit + band, high);
		} else {
			fit = NAN;
		}
		fprintf(chart->file, "%" PRIu32, round_of(chart->analysis, series, p));
		chart_value(chart, series->value[p]);
		chart_value(chart, fit);
		chart_value(chart, band_low);
		chart_value(chart, band_high);
		fputc('\n', chart->file);
		axis_add(&panel->axis, band_low);
		axis_add(&panel->axis, band_high);
	}
	chart_data_end(chart);
}

/* The sentence in two lines at most, broken between words. */
static void write_sentence(struct chart *chart, const char *sentence)
{
	enum { LINE = 112 };
	size_t len = strlen(sentence), cut = len;
	char *rest;

	if (len > LINE)
		for (cut = LINE; cut > 0 && sentence[cut] != ' '; cut--)
			;
	if (!cut)
		cut = len;
	chart_label(chart, 3, (struct span){ sentence, cut },
		"at screen 0.085, screen 1-76.0/height left font f(9) textcolor rgb c_mute");
	if (cut == len)
		return;
	rest = escape_elide(sentence + cut + 1, LINE);
	chart_label(chart, 6, span_of(rest), "at screen 0.085, screen 1-91.0/height left font f(9) textcolor rgb c_mute");
	free(rest);
}

/* Title, numbers, and the sentence that says why. */
static void write_head(struct chart *chart, const struct finding *finding)
{
	const struct analysis *analysis = chart->analysis;
	char *title = wording_process(finding->process), *private_text = wording_private(analysis, finding);
	char *rss_text = wording_late(analysis, &finding->trend[METRIC_RSS]), *because = wording_because(analysis, finding);
	char numbers[200];

	snprintf(numbers, sizeof numbers, "private %s KiB/round      RSS %s KiB/round", private_text, rss_text);
	chart_label(chart, 1, span_of(title), "at screen 0.085, screen 1-30.0/height left font fb(15) textcolor rgb c_fg");
	chart_label(chart, 2, span_of(numbers), "at screen 0.085, screen 1-56.0/height left textcolor rgb c_fg");
	write_sentence(chart, because);
	free(because);
	free(private_text);
	free(rss_text);
	free(title);
}

/* Rounds that do not count are greyed: those that --skip left out, those that the method explains as warm-up. */
static void write_warm_up(struct chart *chart, const struct finding *finding, const struct series *series)
{
	size_t rounds = finding->warm_up_rounds;
	double skip = chart->analysis->settings.skip_x;
	size_t skipped = 0;

	while (skipped < series->n && series->x[skipped] < skip)
		skipped++;
	rounds = rounds > skipped ? rounds : skipped;
	if (!rounds || rounds >= series->n)
		return;
	fprintf(chart->file, "warm = %g\nset object 1 rectangle from graph 0, graph 0 to first warm, graph 1 behind fillcolor rgb c_grid "
		"fillstyle solid 0.55 noborder\n", (round_of(chart->analysis, series, rounds - 1) +
		round_of(chart->analysis, series, rounds)) / 2.0);
	fputs("set label 5 'warm-up' at graph 0.004, graph 0.94 left font f(8) textcolor rgb c_mute\n", chart->file);
}

/* Steps and drops that the method set aside, as dotted lines. */
static void write_steps(struct chart *chart, const struct panel *panel, int tag)
{
	const struct trend *trend = panel->trend;

	for (size_t i = 0; i < trend->nuisance_count; i++) {
		double x = trend->nuisance[i].parameter;
		size_t p = 0;

		if (trend->nuisance[i].kind != NUISANCE_STEP && trend->nuisance[i].kind != NUISANCE_DROP)
			continue;
		while (p + 1 < panel->series->n && panel->series->x[p] < x)
			p++;
		fprintf(chart->file, "set arrow %d from first %" PRIu32 ", graph 0 to first %" PRIu32 ", graph 1 nohead dashtype 3 "
			"linecolor rgb c_mute back\n", tag++, round_of(chart->analysis, panel->series, p),
			round_of(chart->analysis, panel->series, p));
	}
}

/* One panel: top and bottom are expressions of style.gp's variables. A stable one has a thin grey line. */
static void plot_panel(struct chart *chart, const struct panel *panel, double step, bool grey, const char *place)
{
	fprintf(chart->file, "%sset yrange [%.10g:%.10g]\nset ytics %.10g; set format y '%%.%df'\n", place, panel->axis.low / 1024,
		panel->axis.high / 1024, step, axis_digits(step));
	fprintf(chart->file, "set label 4 '%s, MiB' at graph 0.985, graph 0.10 right font fb(10) textcolor rgb %s front\n",
		panel->title, panel->color);
	write_steps(chart, panel, 10);
	fprintf(chart->file, "plot $%s using 1:($4/1024):($5/1024) with filledcurves linecolor rgb %s notitle, \\\n"
		"     '' using 1:($3/1024) with lines linecolor rgb %s linewidth %s notitle, \\\n"
		"     '' using 1:($2/1024) with points pointtype 7 pointsize %s linecolor rgb %s notitle\n"
		"unset for [i=10:14] arrow i\n",
		panel->block, grey ? "c_mute" : panel->color, grey ? "c_mute" : panel->color, grey ? "0.8" : "1.6",
		panel->series->n > 300 ? "0.25" : panel->series->n > 120 ? "0.32" : "0.42", panel->color);
}

static void write_panels(struct chart *chart, const struct finding *finding, struct panel *panels, size_t count)
{
	const struct process *process = finding->process;
	bool grey = finding->verdict == VERDICT_STABLE || finding->verdict == VERDICT_INCONCLUSIVE;
	double span = 0, step, room = fmax(1, (process->last_round - process->first_round) * 0.02);

	/* the same KiB a pixel in both, at least 5 % of the mean or 256 KiB: a page of noise is no cliff */
	for (size_t i = 0; i < count; i++)
		span = fmax(span, fmax(panels[i].axis.high - panels[i].axis.low,
			fmax(256, 0.05 * (panels[i].axis.high + panels[i].axis.low) / 2)));
	for (size_t i = 0; i < count; i++)
		axis_widen(&panels[i].axis, span);
	step = axis_step(span * 1.12 / 1024, 4);
	fprintf(chart->file, "set multiplot\nset lmargin at screen 0.085; set rmargin at screen 0.975\n"
		"top = 1-126.0/height; bottom = 70.0/height; gap = 14.0/height; middle = (top+bottom)/2\n"
		"set xrange [%g:%g]; set x2range [%g:%g]\n", process->first_round - room, process->last_round + room,
		process->first_round - room, process->last_round + room);
	write_warm_up(chart, finding, panels[0].series);
	chart_time_tics(chart, chart->analysis, process->first_round, process->last_round);
	plot_panel(chart, &panels[0], step, grey, count == 2 ? "set border 7; set format x ''\nset tmargin at screen top; set bmargin at "
		"screen middle+gap/2\n" : "set border 7; set xlabel 'round'\nset tmargin at screen top; set bmargin at screen bottom\n");
	if (count == 2) {
		fputs("unset x2tics; set border 3; unset label 1; unset label 2; unset label 3; unset label 5; unset label 6; unset label 90; "
			"unset label 91; unset object 90\nset format x '%g'; set xlabel 'round'\n", chart->file);
		plot_panel(chart, &panels[1], step, grey, "set tmargin at screen middle-gap/2; set bmargin at screen bottom\n");
	}
	fputs("unset multiplot\n", chart->file);
}

int chart_process(const struct analysis *analysis, const struct finding *finding, const char *folder, const char *name)
{
	const struct process *process = finding->process;
	struct panel panels[2];
	size_t count = 0, *at;
	struct chart chart;

	if (process->value[METRIC_PRIVATE].n)
		panels[count++] = (struct panel){ &process->value[METRIC_PRIVATE], &finding->trend[METRIC_PRIVATE], "private",
			"private", "c_priv", axis_empty };
	if (process->value[METRIC_RSS].n)
		panels[count++] = (struct panel){ &process->value[METRIC_RSS], &finding->trend[METRIC_RSS], "rss", "RSS", "c_rss",
			axis_empty };
	if (!count)
		return 0;
	if (chart_begin(&chart, analysis, folder, name, 880, count == 2 ? 560 : 400))
		return -1;
	at = malloc((panels[0].series->n + panels[count - 1].series->n + 1) * sizeof *at);
	if (!at) {
		out_abandon(&chart.out);
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		write_panel(&chart, &panels[i], at);
	free(at);
	write_head(&chart, finding);
	chart_chip(&chart, finding->verdict);
	chart_provenance(&chart, panels[0].series->n > 2000 ? "late slope, 95 % band; points thinned (least and greatest of each bucket)" :
		"late slope, 95 % band");
	write_panels(&chart, finding, panels, count);
	return chart_end(&chart);
}
