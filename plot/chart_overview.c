/* chart_overview.c - small multiples: shows which of many processes grows. */
#include <inttypes.h>
#include <math.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "chart_system.h"
#include "gnuplot.h"
#include "overview_cell.h"

/* Up to MOST cells everything is drawn. Of more processes those that are not stable are, but LEAST
 * at the least: a screen of cells that can still be read. */
enum { MOST = 120, LEAST = 48, LINE = 16, MARKS = 8 };

/* MiB. */
static const double LEAST_SPAN = 0.25;

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

static struct overview_grid grid_of(size_t shown)
{
	struct overview_grid grid = { .shown = shown };
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
	grid.width = OVERVIEW_WIDTH * (0.905 / (double)grid.columns - 0.028);
	grid.name_pt = small ? 7 : grid.columns > 5 ? 8 : 9;
	grid.small_pt = small ? 6 : 8;
	return grid;
}

/* Writes what is drawn, and how to read it. */
static void write_words(
	struct chart *chart, const struct overview_cell *cells, const struct overview_grid *grid)
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
			grid->is_cut ? "triangle: beyond the scale" : "",
			grid->is_cut && hollow ? "; " : "",
			hollow ? "hollow, dashed: private memory, which alone grows or is known"
			       : ""));
}

/* Sets the margins and axes that all cells share. */
static void write_axes(struct chart *chart, const struct overview_grid *grid)
{
	const struct analysis *analysis = chart->analysis;
	double step = axis_step(grid->axis.high - grid->axis.low, grid->cell < 120 ? 2 : 3);
	uint32_t first = analysis->rounds.count ? analysis->rounds.items[0].number : 0;
	uint32_t last = analysis->rounds.count
				? analysis->rounds.items[analysis->rounds.count - 1].number
				: 1;
	double end = last > first ? last : first + 1.0, labels;

	fprintf(chart->file,
		"set multiplot\n"
		"top = 1-60.0/height; bottom = %d.0/height; cell_gap = %d.0/height; cell_head = %d.0/height\n"
		"set xrange [%" PRIu32
		":%g]; mark_gap = %g; edge_low = %.8g; edge_high = %.8g; set yrange [edge_low:edge_high]; set ytics %.8g font ''.f(%g); yformat = '%%.%df'\n",
		*grid->rest ? 46 + LINE : 46, grid->gap, grid->head, first, end,
		(end - first) / MARKS, grid->axis.low, grid->axis.high, step, grid->small_pt,
		axis_digits(step));
	/* a digit is about 0.85 pixels wide per point of font size, and a label needs space beside
	 * it */
	labels = OVERVIEW_WIDTH * 0.88 / (double)grid->columns /
		 ((log10(end) + 4) * grid->small_pt * 0.85);
	chart_round_tics(chart, first, end, labels > 10 ? 10 : labels > 2 ? (int)labels : 2);
	fprintf(chart->file, "set xtics font ''.f(%g)\n", grid->small_pt);
}

/* Has it readings outside the scale? */
static bool is_beyond(const struct overview_cell *cell, const struct axis *axis)
{
	return cell->all.any && (cell->all.high > axis->high || cell->all.low < axis->low);
}

/* The scale contains all readings of the processes that were judged, unless spikes would take two
 * thirds of it or more. What could not be judged is often a start, and would dwarf the others. */
static void find_scale(const struct overview_cell *cells, struct overview_grid *grid)
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
static void write_script(
	struct chart *chart, struct overview_cell *cells, struct overview_grid *grid)
{
	for (size_t i = 0; i < grid->shown; i++) {
		cells[i] = overview_cell_of(chart, grid->order[i]);
		overview_cell_data(chart, &cells[i], grid, i);
	}
	find_scale(cells, grid);
	write_words(chart, cells, grid);
	write_axes(chart, grid);
	for (size_t i = 0; i < grid->shown; i++) {
		overview_cell_draw(chart, &cells[i], i, grid);
	}
	fputs("unset multiplot\n", chart->file);
}

int chart_overview(const struct plot *plot)
{
	const struct analysis *analysis = plot->analysis;
	size_t all = analysis->verdict_count;
	const struct process_verdict **order =
		arena_take_array(plot->arena, all + 1, sizeof *order);
	struct overview_grid grid;
	struct overview_cell *cells;
	struct chart chart;

	if (!all)
		return 0;
	grid = grid_of(order_of(analysis, order));
	grid.order = order;
	grid.rest = rest_of(plot->arena, order, grid.shown, all);
	if (chart_begin(&chart, plot, OVERVIEW_WIDTH,
		    106 + (*grid.rest ? LINE : 0) + (int)grid.rows * grid.cell))
		return -1;
	cells = arena_take_array(plot->arena, grid.shown, sizeof *cells);
	write_script(&chart, cells, &grid);
	return chart_end(&chart);
}
