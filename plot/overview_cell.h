/* overview_cell.h - a cell of the overview: how much one process grew, and what is said above it.
 */
#ifndef LEAKLINE_OVERVIEW_CELL_H
#define LEAKLINE_OVERVIEW_CELL_H

#include "analyze/chart/axis.h"
#include "analyze/chart/lives.h"
#include "gnuplot.h"

/* The width of the overview, CSS pixels. */
enum { OVERVIEW_WIDTH = 880 };

/* How the cells are laid out. */
struct overview_grid {
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
struct overview_cell {
	const struct process_verdict *verdict;
	const struct finding *finding; /* the finding of the gravest life */
	struct lives lives;
	enum metric metric;
	size_t points;          /* number of points drawn */
	bool has_trend;         /* some life has a trend */
	struct axis all, usual; /* range of the growth; usual: without values that occur in few
				   rounds only */
};

/* What the cell of a verdict is about: its gravest life decides the metric. */
struct overview_cell overview_cell_of(struct chart *chart, const struct process_verdict *verdict);

/* Writes the cell's data: the growth of all lives since the first reading of the first; no line
 * connects two lives. Points too dense to see (two rows a pixel) are left out, and many lives share
 * the rows evenly. Sets points, has_trend and the ranges of the cell. */
void overview_cell_data(struct chart *chart, struct overview_cell *cell,
	const struct overview_grid *grid, size_t number);

/* Writes the cell in its place of the grid, whose scale is known by then. */
void overview_cell_draw(struct chart *chart, const struct overview_cell *cell, size_t number,
	const struct overview_grid *grid);

#endif
