/* gnuplot.h - the frame of a script, its data, axes and labels; gnuplot itself for --render. */
#ifndef LEAKLINE_GNUPLOT_H
#define LEAKLINE_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "analyze/analysis.h"
#include "analyze/base/out.h"
#include "analyze/chart/time_ticks.h"

/* A long series is drawn with so many points at most. */
enum { CHART_POINTS = 2000 };

/* Where a chart goes. */
struct plot {
	const struct analysis *analysis;
	const char *folder, *name; /* a slug: folder/NAME.gp */
	struct arena *arena;       /* of what it is made of */
};

/* A script being written. */
struct chart {
	struct out out;
	FILE *file; /* out's */
	const struct analysis *analysis;
	struct arena *arena;
};

/*
 * Begins the script: header, style, terminal. width and height are CSS pixels.
 * Gives 0, or -1 with one line said.
 */
int chart_begin(struct chart *chart, const struct plot *plot, int width, int height);
/* Ends it. 0, or -1 with one line said. */
int chart_end(struct chart *chart);

/* Data: rows between these two begin with a digit; a value that is not finite is NaN. */
void chart_data_begin(struct chart *chart, const char *block);
void chart_value(struct chart *chart, double value);
void chart_data_end(struct chart *chart);

/* `set label TAG 'TEXT' PLACE`: the text made printable and quoted, noenhanced. place is ours. */
void chart_label(struct chart *chart, int tag, struct span text, const char *place);

/* The same of what escape_printable() or escape_elide() gave. */
void chart_label_printable(struct chart *chart, int tag, const char *printable, const char *place);

/* "NAME (PID)" in at most limit columns, the name elided and the PID whole: printable.
 */
const char *chart_process_name(struct arena *arena, const struct process *process, size_t limit);

/* The title over a chart: the process, and what the chart asks or says. */
void chart_title(struct chart *chart, const struct process *process, const char *what);

/* A code in capitals, on its colour (a variable of style.gp), in the right upper corner. */
void chart_chip(struct chart *chart, const char *code, const char *color);

/* A sentence of wording's in two lines at most, broken between words; top: pixels from above. */
void chart_sentence(struct chart *chart, const char *sentence, int top);

/* The line at the bottom: version, run, rounds, method. */
void chart_provenance(struct chart *chart, const char *method);

/* `set x2tics (...)` of elapsed time over the rounds that are shown; most in the whole run. */
void chart_time_tics(struct chart *chart, struct round_range range, size_t most);

/* `set xtics` of whole rounds between low and high, about count of them. */
void chart_round_tics(struct chart *chart, double low, double high, int count);

/* `set xlabel`: "action round" where rounds have an action. */
void chart_round_label(struct chart *chart);

/* The name of a colour variable of style.gp. */
const char *chart_color(enum verdict_kind verdict);

/* Runs gnuplot on the script, picture beside it. 0, or -1 with one line said. */
int gnuplot_render(const struct plot *plot, const char *format);

#endif
