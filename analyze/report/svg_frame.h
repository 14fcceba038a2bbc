/* svg_frame.h - places on a chart, and its axes. */
#ifndef LEAKLINE_SVG_FRAME_H
#define LEAKLINE_SVG_FRAME_H

#include "svg_line.h"

/* Room beside the axes, in units of the viewBox. */
enum { SVG_FRAME_LEFT = 58, SVG_FRAME_RIGHT = 12, SVG_FRAME_BOTTOM = 40 };

/* The lowest point of the room above the axes. */
double svg_frame_top(const struct svg_line *line);

/* Where a round number, and a size in KiB, lie on the viewBox. */
double svg_frame_x(const struct svg_line *line, double round);
double svg_frame_y(const struct svg_line *line, double kib);

/* Grid, labels of values and rounds, and the times where the line wants them. */
void svg_frame_axes(const struct svg_line *line);

#endif
