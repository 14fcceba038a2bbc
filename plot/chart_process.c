/* chart_process.c - the trend of a process: does it leak, how fast, since when. */
#include "chart_process.h"

#include <inttypes.h>
#include <math.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "gnuplot.h"
#include "lives.h"

/* A process that is restarted time and again: so many marks can still be told apart. */
enum { MOST_MARKS = 60 };

/* One panel: a metric's points and fits, life after life. */
struct panel {
	enum metric metric;
	const char *block, *title, *color;
	size_t points;
	struct axis axis;
	double first, last; /* rounds at the ends of the x axis */
	double last_kib;    /* the last reading of all */
};

static const struct series *series_of(const struct finding *life, const struct panel *panel)
{
	return &life->process->value[panel->metric];
}

static uint32_t round_of(const struct analysis *analysis, const struct series *series, size_t i)
{
	return analysis->rounds[series->at[i]].number;
}

/* A mark just before a point, where what it marks took place. */
static double before(const struct analysis *analysis, const struct series *series, size_t i)
{
	double round = round_of(analysis, series, i);

	return i ? (round + round_of(analysis, series, i - 1)) / 2 : round - 0.5;
}

static bool is_grave(const struct finding *life)
{
	return life->verdict >= VERDICT_SUSPECT;
}

static bool is_pulse(const struct pulses *pulses, uint32_t at)
{
	for (size_t i = 0; i < pulses->count; i++)
		if (pulses->at[i] == at)
			return true;
	return false;
}

/* Rows of one life: round, value, fit, band, 1 where the fit is a growth, 1 where the round was set
 * aside; the axis takes them in, a band only between the limits. */
static void write_life(struct chart *chart, struct panel *panel, const struct finding *life,
	double low, double high)
{
	const struct series *series = series_of(life, panel);
	size_t *at = arena_take_array(chart->arena, series->n, sizeof *at),
	       count = chart_thin(series, CHART_POINTS, at);

	for (size_t i = 0; i < count; i++) {
		double fit = NAN, band = NAN, band_low = NAN, band_high = NAN;
		size_t p = at[i];

		/* fmax() and fmin() would take a missing fit for the limit */
		if (trend_curve(&life->trend[panel->metric], series->x[p], &fit, &band)) {
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
		fprintf(chart->file, " %d %d\n", is_grave(life),
			is_pulse(&life->pulses, series->at[p]));
		axis_add(&panel->axis, band_low);
		axis_add(&panel->axis, band_high);
	}
}

static void write_panel(struct chart *chart, struct panel *panel, const struct lives *lives)
{
	double points, low, high;

	for (size_t k = 0; k < lives->count; k++) {
		const struct series *series = series_of(lives->items[k], panel);

		panel->points += series->n;
		panel->last_kib = series->n ? series->value[series->n - 1] : panel->last_kib;
		for (size_t i = 0; i < series->n; i++)
			axis_add(&panel->axis, series->value[i]);
	}
	/* a band may not dwarf the points */
	points = fmax(panel->axis.high - panel->axis.low, 256);
	low = panel->axis.low - points;
	high = panel->axis.high + points;
	chart_data_begin(chart, panel->block);
	for (size_t k = 0; k < lives->count; k++) {
		/* nothing joins one life to the next */
		if (k)
			fputs("0 NaN NaN NaN NaN 0 0\n", chart->file);
		write_life(chart, panel, lives->items[k], low, high);
	}
	chart_data_end(chart);
}

/* Title, numbers, and the sentence that says why: those of the gravest life. */
static void write_head(struct chart *chart, const struct finding *finding)
{
	const struct analysis *analysis = chart->analysis;
	const struct process *process = finding->process;
	const char *title = wording_process(chart->arena, process),
		   *private_text = wording_private(chart->arena, analysis, finding);
	const char *rss_text = wording_late(chart->arena, analysis, &finding->trend[METRIC_RSS]),
		   *because = wording_because(chart->arena, analysis, finding);
	char numbers[200], life[80] = "";

	if (process->lives > 1)
		snprintf(life, sizeof life, "PID %d, life %" PRIu32 " of %" PRIu32 ":  ",
			(int)process->pid, process->life, process->lives);
	snprintf(numbers, sizeof numbers, "%sprivate %s      RSS %s      KiB a round", life,
		private_text, rss_text);
	chart_label(chart, 1, process->lives > 1 ? process->name : span_of(title),
		"at screen 0.02, screen 1-30.0/height left font fb(15) textcolor rgb c_fg");
	/* too few rounds for a slope: the sentence says so */
	if (finding->trend[METRIC_RSS].has_late || finding->trend[METRIC_PRIVATE].has_late)
		chart_label(chart, 2, span_of(numbers),
			"at screen 0.02, screen 1-56.0/height left textcolor rgb c_fg");
	chart_sentence(chart, because, 76);
}

/* Rounds of a life that do not count are greyed: those that --skip left out, those that the method
 * explains as warm-up. Its name is as wide as label_rounds. */
static void write_warm_up(struct chart *chart, const struct finding *life,
	const struct series *series, size_t number, double label_rounds)
{
	size_t rounds = life->warm_up_rounds, skipped = 0;
	char from[32] = "graph 0";

	while (skipped < series->n && series->x[skipped] < chart->analysis->settings.skip_x)
		skipped++;
	rounds = rounds > skipped ? rounds : skipped;
	if (!rounds || rounds >= series->n)
		return;
	if (number)
		snprintf(from, sizeof from, "first %g", before(chart->analysis, series, 0));
	fprintf(chart->file,
		"set object %zu rectangle from %s, graph 0 to first %g, graph 1 behind fillcolor "
		"rgb c_field "
		"fillstyle solid 1 noborder\n",
		number + 1, from, before(chart->analysis, series, rounds));
	if (!number &&
		before(chart->analysis, series, rounds) - before(chart->analysis, series, 0) >=
			label_rounds)
		fputs("set label 5 'warm-up' at graph 0.01, graph 0.94 left font f(8) textcolor "
		      "rgb c_mute\n",
			chart->file);
}

/* The new PID beside a restart at x, on the side that has room; not where the last one still
 * stands. */
static void write_new_pid(struct chart *chart, const struct panel *panel,
	const struct finding *life, size_t number, double x)
{
	double span = panel->last - panel->first;
	bool right = x > panel->last - 0.14 * span;

	fprintf(chart->file,
		"set label %zu 'restart: PID %d' at first %g, graph 0.94 %s offset %s,0 font f(8) "
		"textcolor rgb c_fg noenhanced\n",
		100 + number, (int)life->process->pid, x, right ? "right" : "left",
		right ? "-0.4" : "0.4");
}

/* Dashed lines where the process was restarted; of few restarts the new PID. */
static void write_restarts(
	struct chart *chart, const struct panel *panel, const struct lives *lives, bool named)
{
	double free_from = panel->first;

	for (size_t k = 1; k < lives->count && k <= MOST_MARKS; k++) {
		const struct series *series = series_of(lives->items[k], panel),
				    *last = series_of(lives->items[k - 1], panel);
		double x;

		if (!series->n)
			continue;
		x = last->n ? (round_of(chart->analysis, series, 0) +
				      round_of(chart->analysis, last, last->n - 1)) /
				      2.0
			    : before(chart->analysis, series, 0);
		fprintf(chart->file,
			"set arrow %zu from first %g, graph 0 to first %g, graph 1 nohead dashtype "
			"2 linecolor rgb c_fg back\n",
			100 + k, x, x);
		if (!named || x < free_from)
			continue;
		write_new_pid(chart, panel, lives->items[k], k, x);
		free_from = x + 0.28 * (panel->last - panel->first);
	}
}

/* Steps and drops that the method set aside, as dotted lines; not those that are too small to be
 * seen at this scale. */
static void write_steps(struct chart *chart, const struct panel *panel, const struct lives *lives)
{
	int tag = 10;

	for (size_t k = 0; k < lives->count; k++) {
		const struct series *series = series_of(lives->items[k], panel);
		const struct trend *trend = &lives->items[k]->trend[panel->metric];

		for (size_t i = 0; i < trend->nuisance_count && tag < 10 + MOST_MARKS; i++) {
			size_t p = 0;
			double x;

			if (!trend_draws_step(
				    &trend->nuisance[i], panel->axis.high - panel->axis.low))
				continue;
			while (p + 1 < series->n && series->x[p] < trend->nuisance[i].parameter)
				p++;
			x = before(chart->analysis, series, p);
			fprintf(chart->file,
				"set arrow %d from first %g, graph 0 to first %g, graph 1 nohead "
				"dashtype 3 "
				"linecolor rgb c_mute back\n",
				tag++, x, x);
		}
	}
}

/* One panel: place sets its margins by style.gp's variables. What does not grow has a thin grey
 * line. */
static void plot_panel(struct chart *chart, const struct panel *panel, const struct lives *lives,
	double step, const char *place)
{
	fprintf(chart->file, "%sset yrange [%.10g:%.10g]\nset ytics %.10g; set format y '%%.%df'\n",
		place, panel->axis.low / 1024, panel->axis.high / 1024, step, axis_digits(step));
	fprintf(chart->file,
		"set label 4 '%s, MiB' at graph 0.985, graph %s right font fb(10) textcolor rgb "
		"%s front\n",
		panel->title,
		panel->last_kib >= (panel->axis.low + panel->axis.high) / 2 ? "0.10"
		: lives->count > 1                                          ? "0.82"
									    : "0.90",
		panel->color);
	write_steps(chart, panel, lives);
	fprintf(chart->file,
		"plot $%s using 1:($6 == 1 ? $4/1024 : NaN):($5/1024) with filledcurves linecolor "
		"rgb %s notitle, \\\n"
		"     '' using 1:($6 == 1 ? NaN : $4/1024):($5/1024) with filledcurves linecolor "
		"rgb c_mute notitle, \\\n"
		"     '' using 1:($6 == 1 ? $3/1024 : NaN) with lines linecolor rgb %s linewidth "
		"1.6 notitle, \\\n"
		"     '' using 1:($6 == 1 ? NaN : $3/1024) with lines linecolor rgb c_mute "
		"linewidth 0.8 notitle, \\\n"
		"     '' using 1:($7 == 1 ? NaN : $2/1024) with points pointtype 7 pointsize %s "
		"linecolor rgb %s notitle, \\\n"
		"     '' using 1:($7 == 1 ? $2/1024 : NaN) with points pointtype 6 pointsize 0.7 "
		"linecolor rgb c_mute notitle\n"
		"unset for [i=10:%d] arrow i\n",
		panel->block, panel->color, panel->color,
		panel->points > 300   ? "0.25"
		: panel->points > 120 ? "0.32"
		: panel->points > 15  ? "0.42"
				      : "0.8",
		panel->color, 10 + MOST_MARKS - 1);
}

static void write_panels(
	struct chart *chart, const struct lives *lives, struct panel *panels, size_t count)
{
	uint32_t first = lives->items[0]->process->first_round, last = first;
	double span = 0, step, room;

	for (size_t k = 0; k < lives->count; k++)
		last = lives->items[k]->process->last_round > last
			       ? lives->items[k]->process->last_round
			       : last;
	room = fmax(0.4, (last - first) * 0.02);
	/* the same KiB a pixel in both, at least 5 % of the mean or 256 KiB: a page of noise is no
	 * cliff */
	for (size_t i = 0; i < count; i++)
		span = fmax(span,
			fmax(panels[i].axis.high - panels[i].axis.low,
				fmax(256, 0.05 * (panels[i].axis.high + panels[i].axis.low) / 2)));
	for (size_t i = 0; i < count; i++) {
		axis_widen(&panels[i].axis, span);
		/* less than nothing is no memory */
		if (panels[i].axis.low < 0) {
			panels[i].axis.high -= panels[i].axis.low;
			panels[i].axis.low = 0;
		}
		panels[i].first = first - room;
		panels[i].last = last + room;
	}
	step = axis_step(span * 1.12 / 1024, 4);
	fprintf(chart->file,
		"set multiplot\nset lmargin at screen 0.085; set rmargin at screen 0.975\n"
		"top = 1-126.0/height; bottom = 70.0/height; gap = 14.0/height; middle = "
		"(top+bottom)/2\n"
		"set xrange [%g:%g]; set x2range [%g:%g]\n",
		first - room, last + room, first - room, last + room);
	chart_round_tics(chart, first - room, last + room, 8);
	for (size_t k = 0; k < lives->count && k < MOST_MARKS; k++)
		write_warm_up(chart, lives->items[k], series_of(lives->items[k], &panels[0]), k,
			0.055 * (last - first));
	chart_time_tics(chart, chart->analysis, first, last);
	write_restarts(chart, &panels[0], lives, true);
	plot_panel(chart, &panels[0], lives, step,
		count == 2 ? "set border 7; set format x ''\nset tmargin at screen top; set "
			     "bmargin at "
			     "screen middle+gap/2\n"
			   : "set border 7; set tmargin at screen top; set bmargin at screen "
			     "bottom\n");
	if (count == 2) {
		fputs("unset x2tics; set border 3; unset label\nunset object 90; set format x "
		      "'%.0f'\n",
			chart->file);
		write_restarts(chart, &panels[1], lives, false);
		chart_round_label(chart);
		plot_panel(chart, &panels[1], lives, step,
			"set tmargin at screen middle-gap/2; set bmargin at screen bottom\n");
	}
	fputs("unset multiplot\n", chart->file);
}

/* Panels of what was measured in any life; gives how many. */
static size_t panels_of(const struct lives *lives, struct panel *panels)
{
	static const struct panel kinds[] = { { METRIC_PRIVATE, "private", "private", "c_priv", 0,
						      { 0, 0, false }, 0, 0, 0 },
		{ METRIC_RSS, "rss", "RSS", "c_rss", 0, { 0, 0, false }, 0, 0, 0 } };
	size_t count = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		bool any = false;

		for (size_t k = 0; k < lives->count; k++)
			any |= series_of(lives->items[k], &kinds[i])->n > 0;
		if (any)
			panels[count++] = kinds[i];
	}
	return count;
}

int chart_process(const struct plot *plot, const struct process_verdict *verdict)
{
	struct lives lives = lives_of(plot->arena, plot->analysis, verdict->identity);
	struct panel panels[2];
	size_t count = panels_of(&lives, panels);
	struct chart chart;

	if (!count)
		return 0;
	if (chart_begin(&chart, plot, 880, count == 2 ? 560 : 400))
		return -1;
	for (size_t i = 0; i < count; i++)
		write_panel(&chart, &panels[i], &lives);
	write_head(&chart, wording_gravest(plot->analysis, verdict));
	chart_chip(&chart, verdict_code(verdict->verdict), chart_color(verdict->verdict));
	chart_provenance(&chart, panels[0].points > CHART_POINTS
					 ? "late slope, 95 % band; points thinned (least and "
					   "greatest of each bucket)"
					 : "late slope, 95 % band");
	if (count == 1)
		chart_round_label(&chart);
	write_panels(&chart, &lives, panels, count);
	return chart_end(&chart);
}
