/* chart_process.c - the trend of a process: does it leak, how fast, and since when. */
#include "chart_process.h"

#include <inttypes.h>
#include <math.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/panels.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "analyze/wording/wording_heap.h"
#include "gnuplot.h"

enum { FIRST_STEP = 10, FIRST_RESTART = 100, ROUND_TICKS = 8, TIME_TICKS = 8 };

/* How a metric is drawn. */
struct look {
	const char *block, *title, *color;
};

static const struct look *look_of(enum metric metric)
{
	static const struct look private = { "private", "private", "c_priv" },
				 rss = { "rss", "RSS", "c_rss" };

	return metric == METRIC_PRIVATE ? &private : &rss;
}

static bool is_grave(const struct finding *life)
{
	return life->verdict >= VERDICT_SUSPECT;
}

/* Writes the rows of all lives: round, value, fit, band, 1 if the fit is a growth, 1 if the round
 * was set aside. */
static void write_data(struct chart *chart, const struct panel *panel)
{
	chart_data_begin(chart, look_of(panel->metric)->block);
	for (size_t k = 0; k < panel->life_count; k++) {
		const struct panel_life *life = &panel->lives[k];

		/* a blank line: no line connects two lives */
		if (k)
			fputs("0 NaN NaN NaN NaN 0 0\n", chart->file);
		for (size_t i = 0; i < life->count; i++) {
			fprintf(chart->file, "%" PRIu32, life->points[i].round);
			chart_value(chart, life->points[i].kib);
			chart_value(chart, life->points[i].fit);
			chart_value(chart, life->points[i].low);
			chart_value(chart, life->points[i].high);
			fprintf(chart->file, " %d %d\n", is_grave(life->finding),
				life->points[i].is_set_aside);
		}
	}
	chart_data_end(chart);
}

/* The size in points at which a title of so many columns ends before the chip: a bold letter of
 * DejaVu Sans is about 0.92 CSS pixels wide a point. */
static double title_points(size_t columns)
{
	const double room = 740, wide = 0.92;

	return fmin(15, fmax(10, floor(room / (wide * (double)columns))));
}

/* "action sh ./create-delete.sh   121 rounds in 53 s   2026-11-23 16:14 UTC   host vm   leakline
 * 0.2.0": what a picture that is passed on must tell. */
static const char *facts_of(const struct chart *chart)
{
	enum { MOST_ACTION = 36, MOST_HOST = 20 };
	const struct analysis *analysis = chart->analysis;
	double length_s = wording_length_s(analysis);
	const char *time = wording_time(chart->arena,
		analysis->rounds.count ? rounds_time(&chart->analysis->rounds, 0)->time_ms : -1);
	struct text text;

	text_begin(&text, chart->arena);
	if (analysis->info.action.len)
		fprintf(text.file, "action %s   ",
			escape_printable(chart->arena, analysis->info.action, MOST_ACTION));
	fprintf(text.file, "%zu round%s", analysis->rounds.count,
		analysis->rounds.count == 1 ? "" : "s");
	if (length_s > 0)
		fprintf(text.file, " in %s", wording_duration(chart->arena, length_s));
	/* cut to minutes */
	if (*time)
		fprintf(text.file, "   %.10s %.5s UTC", time, time + 11);
	if (analysis->info.host.len)
		fprintf(text.file, "   host %s",
			escape_printable(chart->arena, analysis->info.host, MOST_HOST));
	fputs("   leakline " VERSION, text.file);
	return text_end(&text);
}

/* "PID 28   private +2.63 in steps   RSS +2.50 ± 0.03   KiB a round"; without rates where the
 * rounds are too few for a slope: the sentence says this. */
static const char *numbers_of(const struct chart *chart, const struct finding *finding)
{
	const struct process *process = finding->process;
	const char *private_text = wording_private(chart->arena, chart->analysis, finding),
		   *rss_text = wording_rss(chart->arena, chart->analysis, finding);
	const char *life = process->lives > 1
				   ? text_format(chart->arena, ", life %" PRIu32 " of %" PRIu32,
					     process->life, process->lives)
				   : "";

	const char *heap = finding->heap.trend
				   ? text_format(chart->arena, "      heap %s",
					     wording_heap_slope(chart->arena, chart->analysis,
						     finding->heap.trend))
				   : "";

	if (!finding->trend[METRIC_RSS].has_late && !finding->trend[METRIC_PRIVATE].has_late)
		return text_format(chart->arena, "PID %d%s", (int)process->pid, life);
	return text_format(chart->arena, "PID %d%s      private %s      RSS %s      KiB a round%s",
		(int)process->pid, life, private_text, rss_text, heap);
}

/* Writes the claim, what it was seen on, the numbers, and the sentence that explains the verdict,
 * all from the gravest life. */
static void write_head(struct chart *chart, const struct finding *finding)
{
	enum { TITLE_COLUMNS = 80 };
	const char *claim = claim_of(chart->arena, chart->analysis, finding, TITLE_COLUMNS);

	chart_label_printable(chart, 1, claim,
		text_format(chart->arena,
			"at screen 0.02, screen 1-30.0/height left font fb(%g) textcolor rgb c_fg",
			title_points(escape_columns(claim))));
	chart_label_printable(chart, 7, facts_of(chart),
		"at screen 0.02, screen 1-54.0/height left font f(9) textcolor rgb c_mute");
	chart_label_printable(chart, 2, numbers_of(chart, finding),
		"at screen 0.02, screen 1-76.0/height left textcolor rgb c_fg");
	chart_sentence(chart, wording_because(chart->arena, chart->analysis, finding), 96);
}

/* Are there readings where the words on the warm-up stand, in the upper left corner? */
static bool begins_high(const struct panel *panel, double to)
{
	const double room = 0.13;
	double high = panel->axis.high - room * (panel->axis.high - panel->axis.low);

	for (size_t i = 0; i < panel->lives[0].count && panel->lives[0].points[i].round <= to; i++)
		if (panel->lives[0].points[i].kib > high)
			return true;
	return false;
}

/* Greys out the rounds that do not count. */
static void write_warm_ups(struct chart *chart, const struct panels *panels)
{
	for (size_t i = 0; i < panels->warm_up_count; i++) {
		const struct panel_warm_up *warm_up = &panels->warm_ups[i];
		const char *from = warm_up->life
					   ? text_format(chart->arena, "first %g", warm_up->from)
					   : "graph 0";

		fprintf(chart->file,
			"set object %zu rectangle from %s, graph 0 to first %g, graph 1 behind fillcolor rgb c_field fillstyle solid 1 noborder\n",
			warm_up->life + 1, from, warm_up->to);
		if (warm_up->named)
			fprintf(chart->file,
				"set label 5 'warm-up' at graph 0.01, graph %s left font f(8) textcolor rgb c_mute\n",
				begins_high(&panels->items[0], warm_up->to) ? "0.06" : "0.94");
	}
}

/* Writes the new PID beside a restart, on the side with more room. */
static void write_new_pid(
	struct chart *chart, const struct panels *panels, const struct panel_restart *restart)
{
	bool right = restart->round > panels->last - 0.14 * (panels->last - panels->first);

	fprintf(chart->file,
		"set label %zu 'restart: PID %d' at first %g, graph 0.94 %s offset %s,0 font f(8) textcolor rgb c_fg noenhanced\n",
		FIRST_RESTART + restart->number, (int)restart->process->pid, restart->round,
		right ? "right" : "left", right ? "-0.4" : "0.4");
}

/* Draws dashed lines where the process was restarted, with the new PIDs above the upper panel. */
static void write_restarts(
	struct chart *chart, const struct panels *panels, const struct panel *panel)
{
	for (size_t i = 0; i < panel->restart_count; i++) {
		const struct panel_restart *restart = &panel->restarts[i];

		fprintf(chart->file,
			"set arrow %zu from first %g, graph 0 to first %g, graph 1 nohead dashtype 2 linecolor rgb c_fg back\n",
			FIRST_RESTART + restart->number, restart->round, restart->round);
		if (restart->named && panel == panels->items)
			write_new_pid(chart, panels, restart);
	}
}

static void write_steps(struct chart *chart, const struct panel *panel)
{
	for (size_t i = 0; i < panel->step_count; i++)
		fprintf(chart->file,
			"set arrow %zu from first %g, graph 0 to first %g, graph 1 nohead dashtype 3 linecolor rgb c_mute back\n",
			FIRST_STEP + i, panel->steps[i], panel->steps[i]);
}

/* "6 456 KiB"; in MiB where that is too long for the margin. */
static const char *end_value(const struct chart *chart, double kib)
{
	if (kib < 1e6)
		return text_format(chart->arena, "%s KiB", wording_kib(chart->arena, kib));
	return text_format(chart->arena, "%.1f MiB", kib / 1024);
}

/* Does the line go on at the height of its first value for as long as that is written? */
static bool begins_flat(const struct panel *panel, const struct panel_life *life, double rounds)
{
	const double width = 0.1, near = 0.05;
	const struct panel_point *begin = life->points;

	for (size_t i = 1;
		i < life->count && life->points[i].round <= begin->round + width * rounds; i++)
		if (fabs(life->points[i].kib - begin->kib) >
			near * (panel->axis.high - panel->axis.low))
			return false;
	return true;
}

/* Where the first value stands beside its point: below a line that rises, above one that falls or
 * is flat at first; and to the right where the axis ends below the point. Where it ends above, the
 * words on the warm-up are there, or the other panel. */
static const char *first_place(
	const struct panel *panel, const struct panel_life *life, const struct panel_point *end)
{
	const double room = 0.13;
	const struct axis *axis = &panel->axis;
	const struct panel_point *begin = life->points;

	bool flat = begins_flat(panel, life, end->round - begin->round);

	if (flat || end->kib < begin->kib) {
		if (axis->high - begin->kib > room * (axis->high - axis->low))
			return "0.4,0.7";
		return "0.4,-0.9";
	}
	return begin->kib - axis->low < room * (axis->high - axis->low) ? "2.4,-0.2" : "0.4,-0.5";
}

/* Writes the first value beside its point, where the line leaves room, and the last one behind the
 * end of the line. */
static void write_ends(struct chart *chart, const struct panel *panel)
{
	const struct panel_life *first = panel->lives, *last = first + panel->life_count - 1;
	const struct panel_point *begin, *end;

	while (!first->count)
		first++;
	while (!last->count)
		last--;
	begin = &first->points[0];
	end = &last->points[last->count - 1];
	if (begin != end)
		fprintf(chart->file,
			"set label 8 '%s' at first %" PRIu32
			", first %.10g left offset %s font f(8) textcolor rgb %s front\n",
			end_value(chart, begin->kib), begin->round, begin->kib / 1024,
			first_place(panel, first, end), look_of(panel->metric)->color);
	fprintf(chart->file,
		"set label 9 '%s' at graph 1, first %.10g left offset 0.3,0 font f(8) textcolor rgb %s front\n",
		end_value(chart, end->kib), end->kib / 1024, look_of(panel->metric)->color);
}

/* Sets the scale of values, and puts the name of the panel where there is no line. */
static void write_values(
	struct chart *chart, const struct panels *panels, const struct panel *panel)
{
	const struct axis *axis = &panel->axis;

	fprintf(chart->file,
		"set yrange [%.10g:%.10g]\n"
		"set ytics %.10g; set format y '%%.%df'\n",
		axis->low / 1024, axis->high / 1024, panels->step_mib,
		axis_digits(panels->step_mib));
	fprintf(chart->file,
		"set label 4 '%s, MiB' at graph 0.985, graph %s right font fb(10) textcolor rgb %s front\n",
		look_of(panel->metric)->title,
		panel->last_kib >= (axis->low + axis->high) / 2 ? "0.10"
		: panel->life_count > 1                         ? "0.82"
								: "0.90",
		look_of(panel->metric)->color);
	write_ends(chart, panel);
}

/* Draws the points, with fit and band over them. The fit of a series that does not grow is a thin
 * grey line. */
static void plot_panel(struct chart *chart, const struct panels *panels, const struct panel *panel)
{
	const struct look *look = look_of(panel->metric);

	write_values(chart, panels, panel);
	write_steps(chart, panel);
	fprintf(chart->file,
		"plot $%s using 1:($6 == 1 ? $4/1024 : NaN):($5/1024) with filledcurves linecolor rgb %s notitle, \\\n"
		"     '' using 1:($6 == 1 ? NaN : $4/1024):($5/1024) with filledcurves linecolor rgb c_mute notitle, \\\n"
		"     '' using 1:($6 == 1 ? $3/1024 : NaN) with lines linecolor rgb %s linewidth 1.6 notitle, \\\n"
		"     '' using 1:($6 == 1 ? NaN : $3/1024) with lines linecolor rgb c_mute linewidth 0.8 notitle, \\\n"
		"     '' using 1:($7 == 1 ? NaN : $2/1024) with points pointtype 7 pointsize %s linecolor rgb %s notitle, \\\n"
		"     '' using 1:($7 == 1 ? $2/1024 : NaN) with points pointtype 6 pointsize 0.7 linecolor rgb c_mute notitle\n"
		"unset for [i=10:%d] arrow i\n",
		look->block, look->color, look->color,
		panel->readings > 300   ? "0.25"
		: panel->readings > 120 ? "0.32"
		: panel->readings > 15  ? "0.42"
					: "0.8",
		look->color, FIRST_STEP + PANELS_MARKS - 1);
}

/* Sets what both panels share: margins, rounds, times. */
static void write_frame(struct chart *chart, const struct panels *panels)
{
	fprintf(chart->file,
		"set multiplot\n"
		"set lmargin at screen 0.085; set rmargin at screen 0.905\n"
		"top = 1-146.0/height; bottom = 70.0/height; gap = 14.0/height; middle = (top+bottom)/2\n"
		"set xrange [%g:%g]; set x2range [%g:%g]\n",
		panels->first, panels->last, panels->first, panels->last);
	chart_round_tics(chart, panels->first, panels->last, ROUND_TICKS);
	write_warm_ups(chart, panels);
	chart_time_tics(chart, panels->rounds, TIME_TICKS);
}

static void plot_panels(struct chart *chart, const struct panels *panels)
{
	bool both = panels->count == 2;

	write_restarts(chart, panels, &panels->items[0]);
	fputs(both ? "set border 7; set format x ''\n"
		     "set tmargin at screen top; set bmargin at screen middle+gap/2\n"
		   : "set border 7; set tmargin at screen top; set bmargin at screen bottom\n",
		chart->file);
	plot_panel(chart, panels, &panels->items[0]);
	if (both) {
		fputs("unset x2tics; set border 3; unset label\n"
		      "unset object 90; set format x '%.0f'\n",
			chart->file);
		write_restarts(chart, panels, &panels->items[1]);
		chart_round_label(chart);
		fputs("set tmargin at screen middle-gap/2; set bmargin at screen bottom\n",
			chart->file);
		plot_panel(chart, panels, &panels->items[1]);
	}
	fputs("unset multiplot\n", chart->file);
}

int chart_process(const struct plot *plot, const struct process_verdict *verdict)
{
	static const enum metric metrics[] = { METRIC_PRIVATE, METRIC_RSS };
	struct lives lives = lives_of(plot->arena, plot->analysis, verdict->identity);
	struct panels panels =
		panels_build(plot->arena, plot->analysis, &lives, metrics, CHART_POINTS);
	struct chart chart;

	if (!panels.count)
		return 0;
	if (chart_begin(&chart, plot, 880, panels.count == 2 ? 580 : 420))
		return -1;
	for (size_t i = 0; i < panels.count; i++)
		write_data(&chart, &panels.items[i]);
	write_head(&chart, wording_gravest(plot->analysis, verdict));
	chart_chip(&chart, verdict_code(verdict->verdict), chart_color(verdict->verdict));
	chart_provenance(&chart,
		panels.items[0].readings > CHART_POINTS
			? "late slope, 95 % band; points thinned (least and greatest of each bucket)"
			: "late slope, 95 % band");
	if (panels.count == 1)
		chart_round_label(&chart);
	write_frame(&chart, &panels);
	plot_panels(&chart, &panels);
	return chart_end(&chart);
}
