/* svg_line.h - a panel as SVG: readings with fit, band, warm-up and restarts. Colors come from CSS
 * classes. */
#ifndef LEAKLINE_SVG_LINE_H
#define LEAKLINE_SVG_LINE_H

#include "svg_frame.h"

/* The most readings of a life that are drawn. */
enum { SVG_LINE_POINTS = 240 };

/* How a series of n readings is drawn: a sentence for the caption. Constant. */
const char *svg_line_caption(size_t n);

/* What is said of so many lives of the process, behind that; "" of one. Constant. */
const char *svg_line_lives(size_t lives);

/* An <svg> of the chart: all lives of the process, its own with the fit. */
void svg_line_chart(const struct svg_frame *frame);

#endif
