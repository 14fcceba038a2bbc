/* overview_cell.c - a cell of the overview: how much one process grew, and what is said above it.
 */
#include "overview_cell.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/text.h"
#include "analyze/chart/thin.h"
#include "analyze/wording/wording.h"
#include "analyze/wording/wording_pool.h"

/* More restarts than this cannot be told apart. */
enum { MOST_MARKS = 20 };

/* The metric drawn for a process: its resident memory, including files if only those grow; private
 * memory if only that is known, or grows. */
static enum metric metric_of(const struct finding *finding)
{
	if (finding->reason == REASON_ONLY_FILES)
		return METRIC_RSS;
	return finding->reason == REASON_ONLY_PRIVATE ||
			       !finding->process->value[METRIC_FOOTPRINT].n
		       ? METRIC_PRIVATE
		       : METRIC_FOOTPRINT;
}

struct overview_cell overview_cell_of(struct chart *chart, const struct process_verdict *verdict)
{
	const struct analysis *analysis = chart->analysis;
	const struct finding *finding = wording_gravest(analysis, verdict);

	return (struct overview_cell){ .verdict = verdict,
		.finding = finding,
		.lives = lives_of(chart->arena, analysis, verdict->identity),
		.metric = metric_of(finding),
		.all = axis_empty,
		.usual = axis_empty };
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Extends the ranges by the readings of a life; the usual one ignores one in fifty at both ends,
 * but never the first and the last reading. Sorts growth. */
static void add_growth(struct overview_cell *cell, double *growth, size_t count)
{
	if (!count)
		return;
	axis_add(&cell->usual, growth[0]);
	axis_add(&cell->usual, growth[count - 1]);
	qsort(growth, count, sizeof *growth, compare);
	axis_add(&cell->usual, growth[(count - 1) / 50]);
	axis_add(&cell->usual, growth[count - 1 - (count - 1) / 50]);
	axis_add(&cell->all, growth[0]);
	axis_add(&cell->all, growth[count - 1]);
}

/* Writes the rows of one life, no more than most: round, growth above begin, and the fitted trend
 * above begin. */
static void write_life(struct chart *chart, struct overview_cell *cell, const struct finding *life,
	double begin, size_t most)
{
	const struct series *series = &life->process->value[cell->metric];
	struct thinned thinned = thin(chart->arena, series, most);
	double *growth = arena_take_array(chart->arena, thinned.count, sizeof *growth);

	for (size_t i = 0; i < thinned.count; i++) {
		double fit, band;

		growth[i] = (series->value[thinned.at[i]] - begin) / 1024;
		if (trend_curve(
			    &life->trend[cell->metric], series->x[thinned.at[i]], &fit, &band)) {
			fit = (fit - begin) / 1024;
			cell->has_trend = true;
		} else {
			fit = NAN;
		}
		fprintf(chart->file, "%" PRIu32,
			chart->analysis->rounds.items[series->at[thinned.at[i]]].number);
		chart_value(chart, growth[i]);
		chart_value(chart, fit);
		fputc('\n', chart->file);
		axis_add(&cell->all, fit);
		axis_add(&cell->usual, fit);
	}
	add_growth(cell, growth, thinned.count);
	cell->points += thinned.count;
}

void overview_cell_data(struct chart *chart, struct overview_cell *cell,
	const struct overview_grid *grid, size_t number)
{
	enum { LEAST_OF_LIFE = 8, MOST_ROWS = 800 };
	double begin = NAN, rows = fmin(2 * grid->width, MOST_ROWS), points = 0;
	char block[24];

	for (size_t k = 0; k < cell->lives.count; k++)
		points += (double)cell->lives.items[k]->process->value[cell->metric].n;
	snprintf(block, sizeof block, "s%zu", number);
	chart_data_begin(chart, block);
	for (size_t k = 0; k < cell->lives.count; k++) {
		const struct series *series = &cell->lives.items[k]->process->value[cell->metric];

		if (!series->n)
			continue;
		begin = isnan(begin) ? series->value[0] : begin;
		write_life(chart, cell, cell->lives.items[k], begin,
			(size_t)fmax(rows * (double)series->n / points, LEAST_OF_LIFE));
		fputs("0 NaN NaN\n", chart->file);
	}
	if (!(points > 0))
		fputs("0 NaN NaN\n", chart->file);
	chart_data_end(chart);
}

/* Marks the restarts; if there are too many to tell apart, the gaps between the lives show them. */
static void write_restarts(struct chart *chart, const struct lives *lives)
{
	for (size_t k = 1; k < lives->count && lives->count <= MOST_MARKS; k++)
		fprintf(chart->file,
			"set arrow %zu from first %g, graph 0 to first %g, graph 1 nohead dashtype 2 linecolor rgb c_mute back\n",
			k, lives->items[k]->process->first_round - 0.5,
			lives->items[k]->process->first_round - 0.5);
}

/* Marks readings outside the common scale, so that no spike is hidden; of many in a row every
 * eighth of the width. */
static void plot_beyond(
	struct chart *chart, const struct overview_cell *cell, const struct axis *axis)
{
	if (cell->all.high > axis->high)
		fputs(", \\\n"
		      "     '' using 1:($2 > edge_high && $1 >= mark_high ? (mark_high = $1 + mark_gap, edge_high) : NaN) with points pointtype 9 pointsize 0.6 linecolor rgb c_priv notitle",
			chart->file);
	if (cell->all.low < axis->low)
		fputs(", \\\n"
		      "     '' using 1:($2 < edge_low && $1 >= mark_low ? (mark_low = $1 + mark_gap, edge_low) : NaN) with points pointtype 11 pointsize 0.6 linecolor rgb c_priv notitle",
			chart->file);
}

/* The verdict, or what stands for it where its group holds the growth: that is no leak of the run.
 */
static const char *word_of(const struct chart *chart, const struct overview_cell *cell)
{
	return wording_pool_bounds(chart->analysis, cell->verdict)
		       ? "replaced"
		       : verdict_code(cell->verdict->verdict);
}

static const char *color_of(const struct chart *chart, const struct overview_cell *cell)
{
	return wording_pool_bounds(chart->analysis, cell->verdict)
		       ? "c_mute"
		       : chart_color(cell->verdict->verdict);
}

/* Draws the readings as points, or as a thin line if points would run together, and the trend over
 * them. */
static void plot_cell(struct chart *chart, const struct overview_cell *cell, size_t number,
	const struct overview_grid *grid)
{
	const char *color = color_of(chart, cell);
	bool hollow = cell->metric == METRIC_PRIVATE;
	double room = grid->width / (double)(cell->points + 1);

	if (cell->all.high > grid->axis.high || cell->all.low < grid->axis.low)
		fputs("mark_high = -1; mark_low = -1\n", chart->file);
	fprintf(chart->file, "plot $s%zu using 1:2 with ", number);
	if (room < 1)
		fputs("lines linecolor rgb c_kind6 linewidth 0.6 notitle", chart->file);
	else
		fprintf(chart->file,
			"points pointtype %d pointsize %s linewidth 0.5 linecolor rgb %s notitle",
			hollow ? 6 : 7,
			room > 16  ? "0.5"
			: room > 2 ? "0.3"
				   : "0.2",
			cell->has_trend ? "c_mute" : color);
	if (cell->has_trend)
		fprintf(chart->file,
			", \\\n"
			"     '' using 1:3 with lines linecolor rgb %s linewidth %s%s notitle",
			color, cell->verdict->verdict >= VERDICT_SUSPECT ? "1.5" : "1",
			hollow ? " dashtype 2" : "");
	plot_beyond(chart, cell, &grid->axis);
	fputc('\n', chart->file);
}

/* The slope that stands behind the verdict, without its error where the cell has no room for both;
 * "" where there is none. */
static const char *slope_of(const struct chart *chart, const struct overview_cell *cell,
	const struct overview_grid *grid)
{
	const struct trend *trend = &cell->finding->trend[cell->metric];
	const char *slope, *error;
	/* a letter is about 0.72 pixels wide per point of font size; two part a cell from the next
	 */
	double letters =
		OVERVIEW_WIDTH * 0.905 / (double)grid->columns / (grid->small_pt * 0.72) - 2;

	if (!trend->has_late)
		return "";
	slope = wording_late(chart->arena, chart->analysis, trend);
	error = strstr(slope, " ± ");
	/* "inconclusive  +227 ± 26": the sign takes two bytes */
	if (!error || strlen(word_of(chart, cell)) + 1 + strlen(slope) <= (size_t)letters)
		return slope;
	return arena_copy(chart->arena, (struct span){ slope, (size_t)(error - slope) }).at;
}

/* Writes name, verdict and slope above the axes of a cell. */
static void write_cell_head(
	struct chart *chart, const struct overview_cell *cell, const struct overview_grid *grid)
{
	/* a bold letter is about 0.8 pixels wide per point of font size, a capital is wider */
	double letters = OVERVIEW_WIDTH * 0.905 / (double)grid->columns / (grid->name_pt * 0.87);
	const char *name = chart_process_name(
		chart->arena, cell->finding->process, letters > 40 ? 40 : (size_t)letters - 1);
	const char *slope = slope_of(chart, cell, grid);
	char text[96], place[160];

	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.31 left font fb(%g) textcolor rgb c_fg",
		grid->name_pt);
	chart_label_printable(chart, 1, name, place);
	snprintf(text, sizeof text, "%s  %s", word_of(chart, cell), slope);
	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.7 left font f(%g) textcolor rgb %s",
		grid->small_pt, color_of(chart, cell));
	chart_label(chart, 2, span_of(text), place);
}

void overview_cell_draw(struct chart *chart, const struct overview_cell *cell, size_t number,
	const struct overview_grid *grid)
{
	size_t column = number % grid->columns, row = number / grid->columns;
	bool lowest = number + grid->columns >= grid->shown;

	fprintf(chart->file,
		"x0 = 0.07+%zu*(0.905/%zu); x1 = x0+0.905/%zu-0.028\n"
		"y1 = top-%zu*(top-bottom)/%zu; y0 = y1-(top-bottom)/%zu+cell_gap\n"
		"set lmargin at screen x0; set rmargin at screen x1; set tmargin at screen y1-cell_head; set bmargin at screen y0\n",
		column, grid->columns, grid->columns, row, grid->rows, grid->rows);
	write_cell_head(chart, cell, grid);
	write_restarts(chart, &cell->lives);
	fprintf(chart->file, "%s%s", column ? "set format y ''; " : "set format y yformat; ",
		lowest ? "set format x '%.0f'\n" : "set format x ''\n");
	plot_cell(chart, cell, number, grid);
	fputs(number ? "" : "unset label 89; unset label 91; unset label 92; unset label 93\n",
		chart->file);
	fputs(cell->lives.count > 1 ? "unset arrow\n" : "", chart->file);
}
