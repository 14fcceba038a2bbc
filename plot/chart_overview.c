/* chart_overview.c - small multiples: shows which of many processes grows. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/lives.h"
#include "analyze/chart/thin.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "chart_system.h"
#include "gnuplot.h"

/* Up to MOST cells everything is drawn. Of more processes those that are not stable are, but LEAST
 * at the least: a screen of cells that can still be read. */
enum { MOST = 120, LEAST = 48, MOST_MARKS = 20, WIDTH = 880, LINE = 16 };

/* MiB. */
static const double LEAST_SPAN = 0.25;

/* How the cells are laid out. */
struct grid {
	size_t shown, columns, rows;
	int cell, gap,
		head; /* CSS pixels: the height, and within it the space below and above the axes */
	double width; /* width of the axes, CSS pixels */
	double name_pt, small_pt;             /* font sizes */
	struct axis axis;                     /* shared by all cells */
	bool is_cut;                          /* some readings lie outside */
	const struct process_verdict **order; /* all processes, those with a cell first */
	const char *rest; /* a line about the processes without a cell; "": there are none */
};

/* A cell's data. */
struct cell {
	const struct process_verdict *verdict;
	const struct finding *finding; /* the finding of the gravest life */
	struct lives lives;
	enum metric metric;
	size_t points;          /* number of points drawn */
	bool has_trend;         /* some life has a trend */
	struct axis all, usual; /* range of the growth; usual: without values that occur in few
				   rounds only */
};

/* The order of the cells: of so many that some are not drawn those that are not stable come first;
 * else as in the reports. Gives the number of cells. */
static size_t order_of(const struct analysis *analysis, const struct process_verdict **order)
{
	size_t all = analysis->verdict_count, count = 0, cells;

	for (size_t i = 0; i < all; i++)
		if (all <= MOST || analysis->verdicts[i].verdict != VERDICT_STABLE)
			order[count++] = &analysis->verdicts[i];
	if (all <= MOST)
		return all;
	cells = count > MOST ? MOST : count < LEAST ? LEAST : count;
	for (size_t i = 0; i < all; i++)
		if (analysis->verdicts[i].verdict == VERDICT_STABLE)
			order[count++] = &analysis->verdicts[i];
	return (cells + 7) / 8 * 8;
}

/* "and 176 more, not drawn: 170 stable, 6 inconclusive"; "" if all are drawn. */
static const char *rest_of(
	struct arena *arena, const struct process_verdict *const *order, size_t shown, size_t all)
{
	static const enum verdict_kind kinds[] = { VERDICT_LEAK, VERDICT_SUSPECT, VERDICT_STABLE,
		VERDICT_INCONCLUSIVE };
	size_t count[VERDICTS] = { 0 };
	struct text text;
	bool any = false;

	if (shown >= all)
		return "";
	for (size_t i = shown; i < all; i++)
		count[order[i]->verdict]++;
	text_begin(&text, arena);
	fprintf(text.file, "and %zu more, not drawn: ", all - shown);
	for (size_t i = 0; i < VERDICTS; i++) {
		if (count[kinds[i]])
			fprintf(text.file, "%s%zu %s", any ? ", " : "", count[kinds[i]],
				verdict_code(kinds[i]));
		any |= count[kinds[i]] > 0;
	}
	return text_end(&text);
}

static struct grid grid_of(size_t shown)
{
	struct grid grid = { .shown = shown };
	bool small;

	grid.columns = shown <= 3    ? shown
		       : shown == 5  ? 5
		       : shown == 6  ? 3
		       : shown <= 8  ? 4
		       : shown <= 15 ? 5
		       : shown <= 24 ? 6
				     : 8;
	grid.rows = (shown + grid.columns - 1) / grid.columns;
	small = grid.columns > 6;
	grid.cell = grid.rows == 1 ? 214 : grid.rows > 30 ? 70 : grid.rows > 6 ? 92 : 140;
	grid.gap = small ? 14 : 22;
	grid.head = small ? 26 : 37;
	grid.width = WIDTH * (0.905 / (double)grid.columns - 0.028);
	grid.name_pt = small ? 7 : grid.columns > 5 ? 8 : 9;
	grid.small_pt = small ? 6 : 8;
	return grid;
}

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

static struct cell cell_of(struct chart *chart, const struct process_verdict *verdict)
{
	const struct analysis *analysis = chart->analysis;
	const struct finding *finding = wording_gravest(analysis, verdict);

	return (struct cell){ .verdict = verdict,
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
static void add_growth(struct cell *cell, double *growth, size_t count)
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
static void write_life(struct chart *chart, struct cell *cell, const struct finding *life,
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
			chart->analysis->rounds[series->at[thinned.at[i]]].number);
		chart_value(chart, growth[i]);
		chart_value(chart, fit);
		fputc('\n', chart->file);
		axis_add(&cell->all, fit);
		axis_add(&cell->usual, fit);
	}
	add_growth(cell, growth, thinned.count);
	cell->points += thinned.count;
}

/* Writes the growth of all lives since the first reading of the first; no line connects two lives.
 * Points too dense to see (two rows a pixel) are left out, and many lives share the rows evenly. */
static void write_series(
	struct chart *chart, struct cell *cell, const struct grid *grid, size_t number)
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

/* Marks readings outside the common scale, so that no spike is hidden. */
static void plot_beyond(struct chart *chart, const struct cell *cell, const struct axis *axis)
{
	if (cell->all.high > axis->high)
		fputs(", \\\n"
		      "     '' using 1:($2 > edge_high ? edge_high : NaN) with points pointtype 9 pointsize 0.6 linecolor rgb c_priv notitle",
			chart->file);
	if (cell->all.low < axis->low)
		fputs(", \\\n"
		      "     '' using 1:($2 < edge_low ? edge_low : NaN) with points pointtype 11 pointsize 0.6 linecolor rgb c_priv notitle",
			chart->file);
}

/* Draws the readings as points, or as a thin line if points would run together, and the trend over
 * them. */
static void plot_cell(
	struct chart *chart, const struct cell *cell, size_t number, const struct grid *grid)
{
	const char *color = chart_color(cell->verdict->verdict);
	bool hollow = cell->metric == METRIC_PRIVATE;
	double room = grid->width / (double)(cell->points + 1);

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

/* Writes name, verdict and slope above the axes of a cell. */
static void write_cell_head(struct chart *chart, const struct cell *cell, const struct grid *grid)
{
	const struct trend *trend = &cell->finding->trend[cell->metric];
	/* a bold letter is about 0.8 pixels wide per point of font size, a capital is wider */
	double letters = WIDTH * 0.905 / (double)grid->columns / (grid->name_pt * 0.87);
	const char *name = chart_process_name(
		chart->arena, cell->finding->process, letters > 40 ? 40 : (size_t)letters - 1);
	const char *slope = wording_late(chart->arena, chart->analysis, trend);
	char text[96], place[160];

	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.31 left font fb(%g) textcolor rgb c_fg",
		grid->name_pt);
	chart_label_printable(chart, 1, name, place);
	snprintf(text, sizeof text, "%s  %s", verdict_code(cell->verdict->verdict),
		trend->has_late ? slope : "");
	snprintf(place, sizeof place,
		"at screen x0, screen y1-cell_head*0.7 left font f(%g) textcolor rgb %s",
		grid->small_pt, chart_color(cell->verdict->verdict));
	chart_label(chart, 2, span_of(text), place);
}

static void write_cell(
	struct chart *chart, const struct cell *cell, size_t number, const struct grid *grid)
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

/* Writes what is drawn, and how to read it. */
static void write_words(struct chart *chart, const struct cell *cells, const struct grid *grid)
{
	const struct analysis *analysis = chart->analysis;
	bool hollow = false, has_trend = false;

	for (size_t i = 0; i < grid->shown; i++) {
		hollow |= cells[i].metric == METRIC_PRIVATE;
		has_trend |= cells[i].has_trend;
	}
	chart_label_printable(chart, 89, claim_of_run(chart->arena, analysis),
		"at screen 0.02, screen 1-26.0/height left font fb(13) textcolor rgb c_fg");
	chart_label(chart, 92,
		span_of(text_format(chart->arena, "growth of resident memory, MiB%s, by %sround%s",
			grid->shown == 1 ? "" : ", one scale for all",
			analysis->info.action.len ? "action " : "",
			has_trend ? "; line: fitted trend, its late slope ± 95 %, KiB a round"
				  : "")),
		"at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
	if (*grid->rest)
		chart_label(chart, 93, span_of(grid->rest),
			"at screen 0.02, screen 28.0/height left font f(9) textcolor rgb c_mute");
	chart_provenance(chart,
		text_format(chart->arena, "%s%s%s",
			grid->is_cut ? "triangle: a spike beyond the scale" : "",
			grid->is_cut && hollow ? "; " : "",
			hollow ? "hollow, dashed: private memory, which alone grows or is known"
			       : ""));
}

/* Sets the margins and axes that all cells share. */
static void write_axes(struct chart *chart, const struct grid *grid)
{
	const struct analysis *analysis = chart->analysis;
	double step = axis_step(grid->axis.high - grid->axis.low, grid->cell < 120 ? 2 : 3);
	uint32_t first = analysis->round_count ? analysis->rounds[0].number : 0;
	uint32_t last =
		analysis->round_count ? analysis->rounds[analysis->round_count - 1].number : 1;
	double end = last > first ? last : first + 1.0, labels;

	fprintf(chart->file,
		"set multiplot\n"
		"top = 1-60.0/height; bottom = %d.0/height; cell_gap = %d.0/height; cell_head = %d.0/height\n"
		"set xrange [%" PRIu32
		":%g]; edge_low = %.8g; edge_high = %.8g; set yrange [edge_low:edge_high]; set ytics %.8g font ''.f(%g); yformat = '%%.%df'\n",
		*grid->rest ? 46 + LINE : 46, grid->gap, grid->head, first, end, grid->axis.low,
		grid->axis.high, step, grid->small_pt, axis_digits(step));
	/* a digit is about 0.85 pixels wide per point of font size, and a label needs space beside
	 * it */
	labels = WIDTH * 0.88 / (double)grid->columns / ((log10(end) + 4) * grid->small_pt * 0.85);
	chart_round_tics(chart, first, end, labels > 10 ? 10 : labels > 2 ? (int)labels : 2);
	fprintf(chart->file, "set xtics font ''.f(%g)\n", grid->small_pt);
}

/* Has it readings outside the scale? */
static bool is_beyond(const struct cell *cell, const struct axis *axis)
{
	return cell->all.any && (cell->all.high > axis->high || cell->all.low < axis->low);
}

/* The scale contains all readings of the processes that were judged, unless spikes would take two
 * thirds of it or more. What could not be judged is often a start, and would dwarf the others. */
static void find_scale(const struct cell *cells, struct grid *grid)
{
	struct axis all = axis_empty, usual = axis_empty;
	bool any_judged = false;

	for (size_t i = 0; i < grid->shown; i++)
		any_judged |= cells[i].verdict->verdict != VERDICT_INCONCLUSIVE;
	for (size_t i = 0; i < grid->shown; i++) {
		if (any_judged && cells[i].verdict->verdict == VERDICT_INCONCLUSIVE)
			continue;
		axis_add(&all, cells[i].all.low);
		axis_add(&all, cells[i].all.high);
		axis_add(&usual, cells[i].usual.low);
		axis_add(&usual, cells[i].usual.high);
	}
	axis_add(&all, 0);
	axis_add(&usual, 0);
	axis_widen(&all, LEAST_SPAN);
	axis_widen(&usual, LEAST_SPAN);
	grid->axis = all.high - all.low > 3 * (usual.high - usual.low) ? usual : all;
	for (size_t i = 0; i < grid->shown; i++)
		grid->is_cut |= is_beyond(&cells[i], &grid->axis);
}

/* Writes the script after its beginning. */
static void write_script(struct chart *chart, struct cell *cells, struct grid *grid)
{
	for (size_t i = 0; i < grid->shown; i++) {
		cells[i] = cell_of(chart, grid->order[i]);
		write_series(chart, &cells[i], grid, i);
	}
	find_scale(cells, grid);
	write_words(chart, cells, grid);
	write_axes(chart, grid);
	for (size_t i = 0; i < grid->shown; i++) {
		write_cell(chart, &cells[i], i, grid);
	}
	fputs("unset multiplot\n", chart->file);
}

int chart_overview(const struct plot *plot)
{
	const struct analysis *analysis = plot->analysis;
	size_t all = analysis->verdict_count;
	const struct process_verdict **order =
		arena_take_array(plot->arena, all + 1, sizeof *order);
	struct grid grid;
	struct cell *cells;
	struct chart chart;

	if (!all)
		return 0;
	grid = grid_of(order_of(analysis, order));
	grid.order = order;
	grid.rest = rest_of(plot->arena, order, grid.shown, all);
	if (chart_begin(&chart, plot, WIDTH,
		    106 + (*grid.rest ? LINE : 0) + (int)grid.rows * grid.cell))
		return -1;
	cells = arena_take_array(plot->arena, grid.shown, sizeof *cells);
	write_script(&chart, cells, &grid);
	return chart_end(&chart);
}
