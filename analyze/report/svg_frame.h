/* svg_frame.h - places on a chart, and its axes. */
#ifndef LEAKLINE_SVG_FRAME_H
#define LEAKLINE_SVG_FRAME_H

#include "../chart/panels.h"
#include "report.h"

/* Room beside the axes, in units of the viewBox. */
enum { SVG_FRAME_LEFT = 58, SVG_FRAME_RIGHT = 12, SVG_FRAME_BOTTOM = 40 };

/* A panel, and where it is drawn. */
struct svg_frame {
	const struct report *report;
	const struct panels *panels;
	const struct panel *panel;     /* one of them */
	const struct finding *finding; /* the life that it is about: the others are paler */
	const char *title;             /* "private" */
	const char *css_class;         /* of the colors */
	double width, height;          /* of the viewBox */
	bool times;                    /* the time that has passed above, too */
};

/* The lowest point of the room above the axes. */
double svg_frame_top(const struct svg_frame *frame);

/* Where a round number, and a size in KiB, lie on the viewBox. */
double svg_frame_x(const struct svg_frame *frame, double round);
double svg_frame_y(const struct svg_frame *frame, double kib);

/* Grid, labels of values and rounds, and the times where the line wants them. */
void svg_frame_axes(const struct svg_frame *frame);

#endif
