/* svg_line.h - a panel as SVG: readings with fit, band, warm-up and restarts. Colors come from CSS
 * classes. */
#ifndef LEAKLINE_SVG_LINE_H
#define LEAKLINE_SVG_LINE_H

#include "../chart/panels.h"
#include "report.h"

/* The most readings of a life that are drawn. */
enum { SVG_LINE_POINTS = 240 };

/* What a chart shows. */
struct svg_line {
	const struct report *report;
	const struct panels *panels;
	const struct panel *panel;     /* one of them */
	const struct finding *finding; /* the life that it is about: the others are paler */
	const char *title;             /* "private" */
	const char *css_class;         /* of the colors */
	double width, height;          /* of the viewBox */
	bool times;                    /* the time that has passed above, too */
};

/* How a series of n readings is drawn: a sentence for the caption. Constant. */
const char *svg_line_caption(size_t n);

/* What is said of so many lives of the process, behind that; "" of one. Constant. */
const char *svg_line_lives(size_t lives);

/* An <svg> of the chart: all lives of the process, its own with the fit. */
void svg_line_chart(const struct svg_line *line);

#endif
