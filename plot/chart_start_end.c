/* chart_start_end.c - resident memory of every process at start and end: one dumbbell each, with
 * its change and verdict. */
#include <math.h>

#include "analyze/base/escape.h"
#include "analyze/chart/axis.h"
#include "analyze/verdict/method.h"
#include "analyze/wording/grown.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "chart_system.h"
#include "gnuplot.h"

/* Cairo cannot draw a picture higher than 32,767 pixels. */
enum { MOST = 1000, MOST_BESIDE = 30, MANY = 60, LINE = 16 };

/* The scale ends so far beyond the largest reading. */
static const double ROOM = 1.04;

/* The processes drawn: targets, gravest first, then other processes that grew. */
struct rows {
	const struct finding **items;
	size_t count, targets;
	const struct finding **same; /* targets without a row: they did not change */
	size_t same_count;
	double most_mib; /* the largest reading of a target that is drawn: the end of the scale */
};

static const struct series *series_of(const struct finding *finding)
{
	const struct series *rss = &finding->process->value[METRIC_RSS];

	return rss->n ? rss : &finding->process->value[METRIC_PRIVATE];
}

/* What it gained or lost would not matter if it were a leak, and it is none. */
static bool is_same(const struct analysis *analysis, const struct finding *finding)
{
	const struct series *series = series_of(finding);

	return finding->verdict < VERDICT_SUSPECT &&
	       (!series->n || fabs(series->value[series->n - 1] - wording_first(analysis, series)) <
				      METHOD_FLOOR_PAGES * analysis->settings.page_kib);
}

static bool is_growing(const struct finding *finding)
{
	return finding->judged[METRIC_RSS].state == STATE_GROW;
}

/* The first target has a row in any case: a chart without one would say nothing. */
static void take_targets(const struct analysis *analysis, struct rows *rows)
{
	for (size_t i = 0; i < analysis->verdict_count && rows->count < MOST; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);

		if (i && is_same(analysis, finding))
			rows->same[rows->same_count++] = finding;
		else
			rows->items[rows->count++] = finding;
	}
	rows->targets = rows->count;
}

static struct rows rows_of(const struct plot *plot)
{
	const struct analysis *analysis = plot->analysis;
	struct rows rows = { .items = arena_take_array(
				     plot->arena, MOST + MOST_BESIDE, sizeof *rows.items),
		.same = arena_take_array(
			plot->arena, analysis->verdict_count + 1, sizeof *rows.same),
		.most_mib = 0.25 };
	size_t count;
	struct grown_process *grown =
		grown_processes(plot->arena, analysis, analysis->processes.count, &count);

	take_targets(analysis, &rows);
	/* beside targets that count as unchanged, others do so too */
	for (size_t i = 0; i < count && rows.count < rows.targets + MOST_BESIDE; i++)
		if (!grown[i].finding->process->is_target &&
			(!rows.targets || !is_same(analysis, grown[i].finding) ||
				is_growing(grown[i].finding)))
			rows.items[rows.count++] = grown[i].finding;
	for (size_t i = 0; i < (rows.targets ? rows.targets : rows.count); i++) {
		const struct series *series = series_of(rows.items[i]);

		if (series->n)
			rows.most_mib = fmax(rows.most_mib, fmax(wording_first(analysis, series),
								    series->value[series->n - 1]) /
								    1024);
	}
	return rows;
}

/* For a process that is not a target, the chart only says whether it grows. */
static void say_of(const struct finding *finding, const char **word, const char **color)
{
	bool target = finding->process->is_target, grows = is_growing(finding);

	*word = target ? verdict_code(finding->verdict) : grows ? "watch also" : "no target";
	*color = target ? chart_color(finding->verdict) : grows ? "c_suspect" : "c_mute";
}

static void write_row_labels(
	struct chart *chart, const struct finding *finding, size_t row, int points)
{
	const struct series *series = series_of(finding);
	const char *name = chart_process_name(chart->arena, finding->process, points < 9 ? 28 : 23);
	const char *kib = wording_kib_change(chart->arena,
		series->n ? series->value[series->n - 1] - wording_first(chart->analysis, series)
			  : 0);
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

/* Writes what lies beyond the scale of the targets beside the edge. */
static void write_beyond(struct chart *chart, const struct rows *rows, size_t i, int points)
{
	const struct series *series = series_of(rows->items[i]);

	if (!series->n ||
		fmin(wording_first(chart->analysis, series), series->value[series->n - 1]) / 1024 <
			rows->most_mib * ROOM)
		return;
	chart_label(chart, (int)(7000 + i),
		span_of(text_format(chart->arena, "%s →",
			wording_size(chart->arena, series->value[series->n - 1]))),
		text_format(chart->arena,
			"at graph 0.995, first %zu right font f(%d) textcolor rgb c_mute", i + 1,
			points));
}

/* "and 34 that did not change (by 32 KiB or more): zebra (22), ospfd (32), ..." */
static void write_same(struct chart *chart, const struct rows *rows)
{
	enum { COLUMNS = 96, NAME_COLUMNS = 20 };
	size_t columns = 0;
	struct text text;

	if (!rows->same_count)
		return;
	text_begin(&text, chart->arena);
	fprintf(text.file, "and %zu that did not change (by %.0f KiB or more): ", rows->same_count,
		METHOD_FLOOR_PAGES * chart->analysis->settings.page_kib);
	for (size_t i = 0; i < rows->same_count && columns < COLUMNS - 2 * NAME_COLUMNS; i++) {
		const char *name =
			chart_process_name(chart->arena, rows->same[i]->process, NAME_COLUMNS);

		fprintf(text.file, "%s%s", i ? ", " : "", name);
		columns += escape_columns(name) + 2;
		if (i + 1 < rows->same_count && columns >= COLUMNS - 2 * NAME_COLUMNS)
			fputs(", ...", text.file);
	}
	chart_label_printable(chart, 94, text_end(&text),
		"at screen 0.02, screen 28.0/height left font f(9) textcolor rgb c_mute");
}

static void write_data(struct chart *chart, const struct rows *rows)
{
	chart_data_begin(chart, "ends");
	for (size_t i = 0; i < rows->count; i++) {
		const struct series *series = series_of(rows->items[i]);

		fprintf(chart->file, "%zu", i + 1);
		chart_value(chart, series->n ? wording_first(chart->analysis, series) : NAN);
		chart_value(chart, series->n ? series->value[series->n - 1] : NAN);
		fprintf(chart->file, " %d\n",
			rows->items[i]->process->is_target ? (int)rows->items[i]->verdict : -1);
	}
	chart_data_end(chart);
}

static void write_axes(struct chart *chart, const struct rows *rows)
{
	double step = axis_step(rows->most_mib, 6), high = rows->most_mib * ROOM;

	fprintf(chart->file,
		"set lmargin at screen 0.195; set rmargin at screen 0.75; set tmargin at screen 1-86.0/height; set bmargin at screen %d.0/height\n"
		"set border 0; set grid x y linecolor rgb c_grid linewidth 0.7 linetype 1\n"
		"set yrange [%zu.7:0.3]; set xrange [0:%.8g]; set x2range [0:%.8g]\n"
		"set ytics 1 scale 0 format ''; set xtics 0,%.8g scale 0 font ''.f(9); set format x '%%.%df'\n",
		rows->same_count ? 68 + LINE : 68, rows->count, high, high, step,
		axis_digits(step));
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
	if (chart_begin(&chart, plot, 880,
		    170 + (rows.same_count ? LINE : 0) +
			    (int)rows.count * (rows.count > MANY ? 15 : 22)))
		return -1;
	write_data(&chart, &rows);
	for (size_t i = 0; i < rows.count; i++) {
		write_row_labels(&chart, rows.items[i], i + 1, points);
		write_beyond(&chart, &rows, i, points);
	}
	write_same(&chart, &rows);
	chart_label(&chart, 90,
		span_of(rows.count > rows.targets
				? "Resident memory (RSS) of every process that grew, and of all targets"
				: "Resident memory (RSS) of every process, start to end"),
		"at screen 0.02, screen 1-28.0/height left font fb(13) textcolor rgb c_fg");
	chart_provenance(&chart, rows.targets + rows.same_count < plot->analysis->verdict_count
					 ? "the gravest 1 000 are shown"
				 : rows.count - rows.targets == MOST_BESIDE
					 ? "of those that are no target, the 30 that grew most"
					 : "");
	write_axes(&chart, &rows);
	plot_rows(&chart, points);
	return chart_end(&chart);
}
