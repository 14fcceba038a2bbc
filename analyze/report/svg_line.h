/* svg_line.h - a series as SVG: a chart with fit, band, warm-up and restarts. Colors come from CSS
 * classes. */
#ifndef LEAKLINE_SVG_LINE_H
#define LEAKLINE_SVG_LINE_H

#include "../analysis.h"
#include "report.h"

/* What a chart shows. */
struct svg_line {
	const struct report *report;
	const struct finding *finding;
	enum metric metric;
	const char *title;     /* "private" */
	const char *css_class; /* of the colors */
	double span_kib;       /* height of the axis in KiB: alike, panels can be compared */
	double width, height;  /* of the viewBox */
	bool times;            /* the time that has passed above, too */
};

/* The least height of the axis that shows all of a metric: points, fit and band; never so small
 * that noise looks like a cliff. */
double svg_line_span(
	const struct analysis *analysis, const struct finding *finding, enum metric metric);

/* How a series of n readings is drawn: a sentence for the caption. Constant. */
const char *svg_line_caption(size_t n);

/* What is said of so many lives of the process, behind that; "" of one. Constant. */
const char *svg_line_lives(size_t lives);

/* An <svg> of the chart: all lives of the finding's process, its own with the fit. */
void svg_line_chart(const struct svg_line *line);

#endif
