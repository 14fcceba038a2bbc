/* svg_frame.h - positions on a chart, and its axes. */
#ifndef LEAKLINE_SVG_FRAME_H
#define LEAKLINE_SVG_FRAME_H

#include "../chart/panels.h"
#include "report.h"

/* Margins around the axes, in units of the viewBox. */
enum { SVG_FRAME_LEFT = 58, SVG_FRAME_RIGHT = 12, SVG_FRAME_BOTTOM = 40 };

/* Every chart is drawn in two widths, and the style shows one of them: on a narrow screen the text
 * of a shrunken chart is illegible. */
enum { SVG_FRAME_WIDE = 880, SVG_FRAME_SLIM = 380 };

/* Is a chart of that width for a narrow screen? */
bool svg_frame_is_slim(double width);

/* The class that the style selects it by: "wide" or "slim". */
const char *svg_frame_class(double width);

/* The most labels that its axis of rounds has room for. */
int svg_frame_ticks(double width);

/* A panel, and how it is drawn. */
struct svg_frame {
	const struct report *report;
	const struct panels *panels;
	const struct panel *panel; /* one of the panels */
	const struct finding
		*finding;      /* the life that the chart is about: the others are drawn paler */
	const char *title;     /* "private" */
	const char *css_class; /* selects the colors */
	double width, height;  /* size of the viewBox */
	bool times;            /* also show the elapsed time, above the axes */
};

/* Returns the lower end of the margin above the axes. */
double svg_frame_top(const struct svg_frame *frame);

/* Convert a round number, or a size in KiB, to a coordinate of the viewBox. */
double svg_frame_x(const struct svg_frame *frame, double round);
double svg_frame_y(const struct svg_frame *frame, double kib);

/* Draws the grid line of a value and its label; step: from one value to the next; width: of the
 * viewBox. */
void svg_frame_value(FILE *file, double width, double y, double step, double value);

/* Writes a round number below the axis, which lies at y; never beyond width, where it would be cut
 * off. */
void svg_frame_round(FILE *file, double width, double x, double y, double round);

/* Draws the grid, the labels of values and rounds, and the elapsed time if times is set. */
void svg_frame_axes(const struct svg_frame *frame);

#endif
