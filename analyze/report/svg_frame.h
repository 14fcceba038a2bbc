/* svg_frame.h - places on a chart, and its axes. */
#ifndef LEAKLINE_SVG_FRAME_H
#define LEAKLINE_SVG_FRAME_H

#include "svg_line.h"

/* Room beside the axes, in units of the viewBox. */
enum { SVG_FRAME_LEFT = 58, SVG_FRAME_RIGHT = 12, SVG_FRAME_BOTTOM = 40 };

/* Places on the viewBox of a chart. */
struct svg_frame {
	FILE *file;
	const struct svg_line *line;
	const struct series *series;
	const struct trend *trend;
	double low, span;   /* KiB at the bottom, height in KiB */
	size_t first, last; /* indices into the run's rounds: of all lives of the process */
	double top;
};

/* Where a round number, and a size in KiB, lie. */
double svg_frame_x(const struct svg_frame *frame, double round);
double svg_frame_y(const struct svg_frame *frame, double kib);

/* Grid, labels of values and rounds, and the times where the line wants them. */
void svg_frame_axes(const struct svg_frame *frame);

#endif
