/* gnuplot.h - writes the frame of a script, its data, axes and labels; runs gnuplot for --render.
 */
#ifndef LEAKLINE_GNUPLOT_H
#define LEAKLINE_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "analyze/analysis.h"
#include "analyze/base/out.h"
#include "analyze/chart/time_ticks.h"
#include "glyphs.h"

/* The maximum number of points drawn for a long series. */
enum { CHART_POINTS = 2000 };

/* Where a chart is written. */
struct plot {
	const struct analysis *analysis;
	const char *folder, *name; /* a slug: folder/NAME.gp */
	struct arena *arena;       /* memory for what the chart is made of */
};

/* A script that is being written. */
struct chart {
	struct out out;
	FILE *file; /* the stream of out */
	const struct analysis *analysis;
	struct arena *arena;
	struct glyphs glyphs; /* of the names in it */
};

/*
 * Begins the script: header, style, terminal. width and height are in CSS pixels. Returns 0, or -1
 * after printing one line.
 */
int chart_begin(struct chart *chart, const struct plot *plot, int width, int height);
/* Ends the script. Returns 0, or -1 after printing one line. */
int chart_end(struct chart *chart);

/* Encloses data: rows between these two calls begin with a digit; a value that is not finite is
 * written as NaN. */
void chart_data_begin(struct chart *chart, const char *block);
void chart_value(struct chart *chart, double value);
void chart_data_end(struct chart *chart);

/* `set label TAG 'TEXT' PLACE`, noenhanced, with the text made printable and quoted. place is our
 * own text. */
void chart_label(struct chart *chart, int tag, struct span text, const char *place);

/* The same for the result of escape_printable() or escape_elide(). */
void chart_label_printable(struct chart *chart, int tag, const char *printable, const char *place);

/* Returns "NAME (PID)", printable, in at most limit columns: the name may be elided, the PID never.
 */
const char *chart_process_name(struct arena *arena, const struct process *process, size_t limit);

/* Writes the title above a chart: the process, and what is said of it, with what parts the two:
 * " is fixed". */
void chart_claim(struct chart *chart, const struct process *process, const char *what);

/* The same for what the chart shows, behind a colon. */
void chart_title(struct chart *chart, const struct process *process, const char *what);

/* Writes a code in capitals, on its colour (a variable of style.gp), in the upper right corner. */
void chart_chip(struct chart *chart, const char *code, const char *color);

/* Writes a sentence from wording/ in at most two lines, broken between words; of what is longer the
 * end is left out. top: pixels from the upper edge. */
void chart_sentence(struct chart *chart, const char *sentence, int top);

/* Writes the line at the bottom: version, run, rounds, method. */
void chart_provenance(struct chart *chart, const char *method);

/* `set x2tics (...)`: elapsed time over the rounds shown; most: the most tics for the whole run. */
void chart_time_tics(struct chart *chart, struct round_range range, size_t most);

/* `set xtics`: about count whole rounds between low and high. */
void chart_round_tics(struct chart *chart, double low, double high, int count);

/* `set xlabel`: "action round" if the run has an action. */
void chart_round_label(struct chart *chart);

/* Returns the name of a colour variable of style.gp. */
const char *chart_color(enum verdict_kind verdict);

/* Runs gnuplot on the script and puts the picture beside it. Returns 0, or -1 after printing one
 * line. */
int gnuplot_render(const struct plot *plot, const char *format);

#endif
