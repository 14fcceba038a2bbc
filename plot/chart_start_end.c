/* chart_start_end.c - resident memory of every process at start and end: one dumbbell each, with
 * its change and verdict. */
#include <math.h>

#include "analyze/base/escape.h"
#include "analyze/chart/axis.h"
#include "analyze/wording/grown.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "chart_system.h"
#include "gnuplot.h"

/* Cairo cannot draw a picture higher than 32,767 pixels. */
enum { MOST = 1000, MOST_BESIDE = 30, MANY = 60 };

/* The processes drawn: targets, gravest first, then other processes that grew. */
struct rows {
	const struct finding **items;
	size_t count, targets;
	double most_mib; /* the largest reading drawn */
};

static const struct series *series_of(const struct finding *finding)
{
	const struct series *rss = &finding->process->value[METRIC_RSS];

	return rss->n ? rss : &finding->process->value[METRIC_PRIVATE];
}

static struct rows rows_of(const struct plot *plot)
{
	const struct analysis *analysis = plot->analysis;
	struct rows rows = { arena_take_array(plot->arena, MOST + MOST_BESIDE, sizeof *rows.items),
		0, 0, 0.25 };
	size_t count;
	struct grown_process *grown =
		grown_processes(plot->arena, analysis, analysis->processes.count, &count);

	for (size_t i = 0; i < analysis->verdict_count && i < MOST; i++)
		rows.items[rows.count++] = wording_gravest(analysis, &analysis->verdicts[i]);
	rows.targets = rows.count;
	for (size_t i = 0; i < count && rows.count < rows.targets + MOST_BESIDE; i++)
		if (!grown[i].finding->process->is_target)
			rows.items[rows.count++] = grown[i].finding;
	for (size_t i = 0; i < rows.count; i++) {
		const struct series *series = series_of(rows.items[i]);

		if (series->n)
			rows.most_mib = fmax(rows.most_mib,
				fmax(series->value[0], series->value[series->n - 1]) / 1024);
	}
	return rows;
}

/* For a process that is not a target, the chart only says whether it grows. */
static void say_of(const struct finding *finding, const char **word, const char **color)
{
	bool target = finding->process->is_target,
	     grows = finding->judged[METRIC_RSS].state == STATE_GROW;

	*word = target ? verdict_code(finding->verdict) : grows ? "watch also" : "no target";
	*color = target ? chart_color(finding->verdict) : grows ? "c_suspect" : "c_mute";
}

static void write_row_labels(
	struct chart *chart, const struct finding *finding, size_t row, int points)
{
	const struct series *series = series_of(finding);
	const char *name = chart_process_name(chart->arena, finding->process, points < 9 ? 28 : 23);
	const char *kib = wording_kib(chart->arena,
		series->n ? series->value[series->n - 1] - series->value[0] : 0, true);
	const char *word, *color;
	char place[120];

	say_of(finding, &word, &color);
	snprintf(place, sizeof place,
		"at screen 0.185, first %zu right font f(%d) textcolor rgb %s", row, points,
		finding->process->is_target ? "c_fg" : "c_mute");
	chart_label_printable(chart, (int)(1000 + row), name, place);
	snprintf(place, sizeof place, "at screen 0.86, first %zu right font f(%d) textcolor rgb %s",
		row, points, color);
	chart_label(chart, (int)(3000 + row), span_of(kib), place);
	snprintf(place, sizeof place, "at screen 0.875, first %zu left font f(%d) textcolor rgb %s",
		row, points, color);
	chart_label(chart, (int)(5000 + row), span_of(word), place);
}

static void write_data(struct chart *chart, const struct rows *rows)
{
	chart_data_begin(chart, "ends");
	for (size_t i = 0; i < rows->count; i++) {
		const struct series *series = series_of(rows->items[i]);

		fprintf(chart->file, "%zu", i + 1);
		chart_value(chart, series->n ? series->value[0] : NAN);
		chart_value(chart, series->n ? series->value[series->n - 1] : NAN);
		fprintf(chart->file, " %d\n",
			rows->items[i]->process->is_target ? (int)rows->items[i]->verdict : -1);
	}
	chart_data_end(chart);
}

static void write_axes(struct chart *chart, const struct rows *rows)
{
	double step = axis_step(rows->most_mib, 6);

	fprintf(chart->file,
		"set lmargin at screen 0.195; set rmargin at screen 0.78; set tmargin at screen 1-86.0/height; set bmargin at screen 68.0/height\n"
		"set border 0; set grid x y linecolor rgb c_grid linewidth 0.7 linetype 1\n"
		"set yrange [%zu.7:0.3]; set xrange [0:%.8g]; set x2range [0:%.8g]\n"
		"set ytics 1 scale 0 format ''; set xtics 0,%.8g scale 0 font ''.f(9); set format x '%%.%df'\n",
		rows->count, rows->most_mib * 1.04, rows->most_mib * 1.04, step, axis_digits(step));
	if (rows->count > 30) /* the axis at the bottom is off the screen */
		fprintf(chart->file,
			"set x2tics 0,%.8g scale 0 font ''.f(9) textcolor rgb c_mute; set format x2 '%%.%df'\n",
			step, axis_digits(step));
	if (rows->count > rows->targets && rows->targets)
		fprintf(chart->file,
			"set arrow 1 from screen 0.02, first %zu.5 to screen 0.975, first %zu.5 nohead linecolor rgb c_mute dashtype 3\n",
			rows->targets, rows->targets);
}

/* Draws a line from the first reading of a row to its last, with a dot at each. */
static void plot_rows(struct chart *chart, int points)
{
	fprintf(chart->file,
		"set label 92 'change, KiB' at screen 0.86, screen 1-66.0/height right font f(9) textcolor rgb c_mute\n"
		"set label 93 'verdict' at screen 0.875, screen 1-66.0/height left font f(9) textcolor rgb c_mute\n"
		"set xlabel 'RSS, MiB: first round (hollow) to last round (filled)' font f(9)\n"
		"tone(v) = v == 3 ? c_leak : v == 2 ? c_suspect : v == 1 ? c_stable : c_inconclusive\n"
		"rgb(v) = int('0x'.substr(tone(v),2,7))\nr = %g\n"
		"plot $ends using ($2/1024):1:(($3-$2)/1024):(0):(rgb($4)) with vectors nohead linewidth %g linecolor rgb variable, \\\n"
		"     '' using ($2/1024):1:(rgb($4)) with points pointtype 7 pointsize 0.8*r linecolor rgb variable, \\\n"
		"     '' using ($2/1024):1 with points pointtype 7 pointsize 0.45*r linecolor rgb c_bg, \\\n"
		"     '' using ($3/1024):1:(rgb($4)) with points pointtype 7 pointsize 0.8*r linecolor rgb variable\n",
		points < 9 ? 0.7 : 1.0, points < 9 ? 2.0 : 3.0);
}

int chart_start_end(const struct plot *plot)
{
	struct rows rows = rows_of(plot);
	int points = rows.count > MANY ? 8 : 9;
	struct chart chart;

	if (!rows.count)
		return 0;
	if (chart_begin(&chart, plot, 880, 170 + (int)rows.count * (rows.count > MANY ? 15 : 22)))
		return -1;
	write_data(&chart, &rows);
	for (size_t i = 0; i < rows.count; i++)
		write_row_labels(&chart, rows.items[i], i + 1, points);
	chart_label(&chart, 90,
		span_of(rows.count > rows.targets
				? "Resident memory (RSS) of every process that grew, and of all targets"
				: "Resident memory (RSS) of every process, start to end"),
		"at screen 0.02, screen 1-28.0/height left font fb(13) textcolor rgb c_fg");
	chart_provenance(&chart, rows.targets < plot->analysis->verdict_count
					 ? "the gravest 1 000 are shown"
				 : rows.count - rows.targets == MOST_BESIDE
					 ? "of those that are no target, the 30 that grew most"
					 : "");
	write_axes(&chart, &rows);
	plot_rows(&chart, points);
	return chart_end(&chart);
}
