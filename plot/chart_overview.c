/* chart_overview.c - small multiples: which of many processes grows. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/report/escape.h"
#include "analyze/report/wording.h"
#include "chart_system.h"
#include "gnuplot.h"
#include "lives.h"

/* A picture higher than 32,767 pixels cannot be drawn by cairo. */
enum { MOST = 1000, CELL_POINTS = 400, MOST_MARKS = 20, WIDTH = 880 };

/* How the cells are laid out. */
struct grid {
	size_t shown, columns, rows;
	int cell, gap, head;      /* CSS pixels: height, and in it below and above the axes */
	double name_pt, small_pt; /* fonts */
};

static struct grid grid_of(size_t shown)
{
	struct grid grid = {.shown = shown};
	bool small;

	grid.columns = shown <= 3 ? shown : shown <= 8 ? 4 : shown <= 15 ? 5 : shown <= 24 ? 6 : 8;
	grid.rows = (shown + grid.columns - 1) / grid.columns;
	small = grid.columns > 6;
	grid.cell = grid.rows == 1 ? 214 : grid.rows > 30 ? 70 : grid.rows > 6 ? 92 : 140;
	grid.gap = small ? 14 : 22;
	grid.head = small ? 26 : 37;
	grid.name_pt = small ? 7 : grid.columns > 5 ? 8 : 9;
	grid.small_pt = small ? 6 : 8;
	return grid;
}

/* What is drawn of a process: its resident memory, with its files where those alone grow; private
 * where that alone is known, or grows. */
static enum metric metric_of(const struct finding *finding)
{
	if (finding->reason == REASON_ONLY_FILES)
		return METRIC_RSS;
	return finding->reason == REASON_ONLY_PRIVATE ||
			       !finding->process->value[METRIC_FOOTPRINT].n
		       ? METRIC_PRIVATE
		       : METRIC_FOOTPRINT;
}

/* Growth of all lives since the first reading of the first; nothing joins one to the next. */
static void write_series(struct chart *chart, const struct lives *lives, enum metric metric,
	size_t number, struct axis *axis)
{
	char block[24];
	double begin = NAN;

	snprintf(block, sizeof block, "s%zu", number);
	chart_data_begin(chart, block);
	for (size_t k = 0; k < lives->count; k++) {
		const struct series *series = &lives->items[k]->process->value[metric];
		size_t *at = malloc((series->n + 1) * sizeof *at),
		       count = at ? chart_thin(series, CELL_POINTS, at) : 0;

		for (size_t i = 0; i < count; i++) {
			double change;

			begin = isnan(begin) ? series->value[0] : begin;
			change = (series->value[at[i]] - begin) / 1024;
			fprintf(chart->file, "%" PRIu32,
				chart->analysis->rounds[series->at[at[i]]].number);
			chart_value(chart, change);
			fputc('\n', chart->file);
			axis_add(axis, change);
		}
		fputs("0 NaN\n", chart->file);
		free(at);
	}
	chart_data_end(chart);
}

static void write_restarts(struct chart *chart, const struct lives *lives)
{
	for (size_t k = 1; k < lives->count && k <= MOST_MARKS; k++)
		fprintf(chart->file,
			"set arrow %zu from first %g, graph 0 to first %g, graph 1 nohead dashtype "
			"2 linecolor rgb c_mute "
			"back\n",
			k, lives->items[k]->process->first_round - 0.5,
			lives->items[k]->process->first_round - 0.5);
}

static void write_cell(struct chart *chart, const struct process_verdict *verdict, size_t number,
	const struct grid *grid)
{
	const struct finding *finding = wording_gravest(chart->analysis, verdict);
	struct lives lives = lives_of(chart->analysis, verdict->identity);
	size_t column = number % grid->columns, row = number / grid->columns;
	/* a bold letter is about 0.8 pixels a point wide, a capital more */
	double letters = WIDTH * 0.905 / (double)grid->columns / (grid->name_pt * 0.87);
	char *name = chart_process_name(finding->process, letters > 40 ? 40 : (size_t)letters - 1);
	enum metric metric = metric_of(finding);
	char *slope = wording_late(chart->analysis, &finding->trend[metric]);
	bool lowest = number + grid->columns >= grid->shown;
	char text[96], place[160];

	fprintf(chart->file,
		"x0 = 0.07+%zu*(0.905/%zu); x1 = x0+0.905/%zu-0.028\ny1 = "
		"top-%zu*(top-bottom)/%zu; "
		"y0 = y1-(top-bottom)/%zu+cell_gap\n"
		"set lmargin at screen x0; set rmargin at screen x1; set tmargin at screen "
		"y1-cell_head; set bmargin at screen y0\n",
		column, grid->columns, grid->columns, row, grid->rows, grid->rows);
	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.31 left font fb(%g) textcolor rgb c_fg",
		grid->name_pt);
	chart_label_printable(chart, 1, name, place);
	snprintf(text, sizeof text, "%s  %s", verdict_code(verdict->verdict),
		finding->trend[metric].has_late ? slope : "");
	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.7 left font f(%g) textcolor rgb %s",
		grid->small_pt, chart_color(verdict->verdict));
	chart_label(chart, 2, span_of(text), place);
	write_restarts(chart, &lives);
	fprintf(chart->file,
		"%s%splot $s%zu using 1:2 with lines linecolor rgb %s linewidth 1.3%s notitle\n",
		column ? "set format y ''; " : "set format y yformat; ",
		lowest ? "set format x '%.0f'\n" : "set format x ''\n", number,
		chart_color(verdict->verdict), metric == METRIC_PRIVATE ? " dashtype 2" : "");
	fputs(number ? "" : "unset label 89; unset label 91; unset label 92; unset label 93\n",
		chart->file);
	fputs(lives.count > 1 ? "unset arrow\n" : "", chart->file);
	lives_free(&lives);
	free(slope);
	free(name);
}

static void write_frame(struct chart *chart, const struct axis *axis, const struct grid *grid)
{
	const struct analysis *analysis = chart->analysis;
	double step = axis_step(axis->high - axis->low, grid->cell < 120 ? 2 : 3);
	uint32_t first = analysis->round_count ? analysis->rounds[0].number : 0;
	uint32_t last =
		analysis->round_count ? analysis->rounds[analysis->round_count - 1].number : 1;
	double end = last > first ? last : first + 1.0, labels;
	bool dashed = false;
	char text[200];

	for (size_t i = 0; i < grid->shown; i++)
		dashed |= metric_of(wording_gravest(analysis, &analysis->verdicts[i])) ==
			  METRIC_PRIVATE;

	chart_label(chart, 89,
		span_of(grid->shown == 1
				? "Growth of resident memory since the first round, MiB"
				: "Growth of resident memory since the first round, MiB: one "
				  "scale for all"),
		"at screen 0.02, screen 1-26.0/height left font fb(13) textcolor rgb c_fg");
	snprintf(text, sizeof text, "%s, and late slope ± 95 %%, KiB a round%s%s",
		analysis->info.action.len ? "by action round" : "by round",
		dashed ? "; dashed: private memory, which alone grows or was measured" : "",
		grid->shown < analysis->verdict_count ? "; the gravest 1 000 are shown" : "");
	chart_label(chart, 92, span_of(text),
		"at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
	chart_provenance(chart, "");
	fprintf(chart->file,
		"set multiplot\ntop = 1-60.0/height; bottom = 46.0/height; cell_gap = %d.0/height; "
		"cell_head = %d.0/height\n"
		"set xrange [%" PRIu32
		":%g]; set yrange [%.8g:%.8g]; set ytics %.8g font ''.f(%g); yformat = '%%.%df'\n",
		grid->gap, grid->head, first, end, axis->low, axis->high, step, grid->small_pt,
		axis_digits(step));
	/* a digit is about 0.85 pixels a point wide, and a label wants room beside it */
	labels = WIDTH * 0.88 / (double)grid->columns / ((log10(end) + 4) * grid->small_pt * 0.85);
	chart_round_tics(chart, first, end, labels > 10 ? 10 : labels > 2 ? (int)labels : 2);
	fprintf(chart->file, "set xtics font ''.f(%g)\n", grid->small_pt);
}

int chart_overview(const struct analysis *analysis, const char *folder, const char *name)
{
	struct grid grid = grid_of(analysis->verdict_count < MOST ? analysis->verdict_count : MOST);
	struct axis axis = axis_empty;
	struct chart chart;

	if (!grid.shown)
		return 0;
	if (chart_begin(&chart, analysis, folder, name, WIDTH, 106 + (int)grid.rows * grid.cell))
		return -1;
	for (size_t i = 0; i < grid.shown; i++) {
		struct lives lives = lives_of(analysis, analysis->verdicts[i].identity);

		write_series(&chart, &lives,
			metric_of(wording_gravest(analysis, &analysis->verdicts[i])), i, &axis);
		lives_free(&lives);
	}
	axis_add(&axis, 0);
	axis_widen(&axis, 0.25);
	write_frame(&chart, &axis, &grid);
	for (size_t i = 0; i < grid.shown; i++)
		write_cell(&chart, &analysis->verdicts[i], i, &grid);
	fputs("unset multiplot\n", chart.file);
	return chart_end(&chart);
}
