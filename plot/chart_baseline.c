/* chart_baseline.c - shows all runs of a process in one chart: was the leak fixed? */
#include "chart_baseline.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/across/compare.h"
#include "analyze/base/escape.h"
#include "analyze/report/compare_words.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/thin.h"
#include "gnuplot.h"

/* Names and rates stand behind the ends of the lines, at least so far apart: a share of the axis.
 */
static const double APART = 0.13;

enum { NAME_COLUMNS = 20, MOST_RUNS = 12, FIRST_TEXT = 100 };

/* What the growth is told in. */
struct growth_unit {
	const char *name;
	double kib;
	double least; /* height of the axis, in the unit: less is noise of pages */
};

static const struct growth_unit in_kib = { "KiB", 1, 32 }, in_mib = { "MiB", 1024, 0.25 };

/* A run of the process, and the end of its line. */
struct line {
	const struct analysis *run;
	const struct finding *finding;
	bool is_now;
	size_t number;       /* of its data */
	uint32_t last_round; /* where the line ends */
	double last_change;  /* in the unit of the chart */
	double place;        /* where its name and rate stand, a share of the axis */
};

/* KiB as long as no run has changed by a MiB: a leak of some KiB would be a flat line. */
static const struct growth_unit *unit_of(const struct line *lines, size_t count, enum metric metric)
{
	for (size_t l = 0; l < count; l++) {
		const struct series *series = &lines[l].finding->process->value[metric];
		double first = series->n ? wording_first(lines[l].run, series) : 0;

		for (size_t i = 0; i < series->n; i++)
			if (fabs(series->value[i] - first) >= in_mib.kib)
				return &in_mib;
	}
	return &in_kib;
}

static void write_run(struct chart *chart, struct line *line, enum metric metric,
	const struct growth_unit *unit, struct axis *axis)
{
	const struct series *series = &line->finding->process->value[metric];
	struct thinned thinned = thin(chart->arena, series, CHART_POINTS);
	double first = series->n ? wording_first(line->run, series) : 0;

	chart_data_begin(chart, text_format(chart->arena, "run%zu", line->number));
	for (size_t i = 0; i < thinned.count; i++) {
		double change = (series->value[thinned.at[i]] - first) / unit->kib;

		fprintf(chart->file, "%" PRIu32,
			line->run->rounds.items[series->at[thinned.at[i]]].number);
		chart_value(chart, change);
		fputc('\n', chart->file);
		axis_add(axis, change);
		line->last_round = line->run->rounds.items[series->at[thinned.at[i]]].number;
		line->last_change = change;
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

/* The baselines in their order, then this run, which is drawn over them. */
static struct line *lines_of(const struct plot *plot, const struct compare_row *row, size_t *count)
{
	struct line *lines = arena_take_array(plot->arena, MOST_RUNS + 1, sizeof *lines);

	for (*count = 0; *count < row->baselines && *count < MOST_RUNS; ++*count)
		lines[*count] = (struct line){ .run = row->all[*count].run,
			.finding = row->all[*count].finding,
			.number = *count };
	lines[*count] = (struct line){
		.run = plot->analysis, .finding = row->now, .is_now = true, .number = *count
	};
	++*count;
	return lines;
}

static int compare_ends(const void *a, const void *b)
{
	const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;

	return (x->last_change > y->last_change) - (x->last_change < y->last_change);
}

/* Puts each text beside the end of its line, and moves those apart that would cover each other. */
static void place_texts(
	const struct plot *plot, struct line *lines, size_t count, const struct axis *axis)
{
	struct line **sorted = arena_take_array(plot->arena, count, sizeof(struct line *));
	double apart = fmin(APART, 1.0 / (double)count), least = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = &lines[i];
	qsort(sorted, count, sizeof(struct line *), compare_ends);
	for (size_t i = 0; i < count; i++) {
		double end = (sorted[i]->last_change - axis->low) / (axis->high - axis->low),
		       most = 1 - apart * ((double)(count - i) - 0.5);

		sorted[i]->place = fmax(least + apart / 2, fmin(end, most));
		least = sorted[i]->place + apart / 2;
	}
}

/* Writes the name of a run and its rate: "soak-2", "+20.0 ± 0.3 KiB". */
static void write_end(struct chart *chart, const struct line *line, enum metric metric, int tag)
{
	const char *color = line->is_now ? "c_rss" : "c_mute",
		   *rate = wording_late(chart->arena, line->run, &line->finding->trend[metric]);

	chart_label_printable(chart, tag,
		escape_printable(chart->arena, line->run->run_name, NAME_COLUMNS),
		text_format(chart->arena,
			"at first %" PRIu32
			", graph %.4f left offset 0.8,0.4 font fb(8) textcolor rgb %s",
			line->last_round, line->place, color));
	chart_label(chart, tag + 1, span_of(text_format(chart->arena, "%s KiB", rate)),
		text_format(chart->arena,
			"at first %" PRIu32
			", graph %.4f left offset 0.8,-0.4 font f(8) textcolor rgb %s",
			line->last_round, line->place, color));
}

static void plot_lines(struct chart *chart, const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fprintf(chart->file,
			"%s$run%zu using 1:2 with lines linecolor rgb %s linewidth %s notitle",
			i ? ", \\\n     " : "plot ", i, lines[i].is_now ? "c_rss" : "c_mute",
			lines[i].is_now ? "1.8" : "1.4");
	fputc('\n', chart->file);
}

static const char *sentence_of(struct arena *arena, const struct compare_row *row)
{
	const char *but = compare_words_but(arena, row),
		   *because = compare_words_because(arena, row);

	return but ? text_format(arena, "%s: %s", but, because) : because;
}

/* Writes what stands above and below the lines. */
static void write_words(struct chart *chart, const struct compare_row *row)
{
	chart_claim(chart, row->now->process, compare_words_claim(chart->arena, row));
	chart_chip(chart, compare_code(row->verdict), color_of(row->verdict));
	chart_sentence(chart, sentence_of(chart->arena, row), 56);
	chart_provenance(chart,
		"growth of what decides since the first judged round of each run; its late slope, KiB a round");
	chart_round_label(chart);
}

int chart_baseline(const struct plot *plot, const struct compare_row *row)
{
	const struct growth_unit *unit;
	struct axis axis = axis_empty;
	struct chart chart;
	struct line *lines;
	size_t count;
	double step;

	if (!row->before || chart_begin(&chart, plot, 880, 420))
		return row->before ? -1 : 0;
	lines = lines_of(plot, row, &count);
	unit = unit_of(lines, count, row->decided_by);
	for (size_t i = 0; i < count; i++)
		write_run(&chart, &lines[i], row->decided_by, unit, &axis);
	axis_add(&axis, 0);
	axis_widen(&axis, unit->least);
	step = axis_step(axis.high - axis.low, 5);
	write_words(&chart, row);
	place_texts(plot, lines, count, &axis);
	for (size_t i = 0; i < count; i++)
		write_end(&chart, &lines[i], row->decided_by, FIRST_TEXT + 2 * (int)i);
	fprintf(chart.file,
		"set lmargin at screen 0.085; set rmargin at screen 0.825; set tmargin at screen 1-92.0/height; set bmargin at screen 72.0/height\n"
		"set ylabel 'growth, %s'\n"
		"set yrange [%.8g:%.8g]; set ytics %.8g; set format y '%%.%df'\n",
		unit->name, axis.low, axis.high, step, axis_digits(step));
	plot_lines(&chart, lines, count);
	return chart_end(&chart);
}
