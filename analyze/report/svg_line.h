/* svg_line.h - draws a panel as SVG: readings with fit, band, warm-up and restarts. Colors come
 * from CSS classes. */
#ifndef LEAKLINE_SVG_LINE_H
#define LEAKLINE_SVG_LINE_H

#include "svg_frame.h"

/* The maximum number of readings drawn for a life. */
enum { SVG_LINE_POINTS = 240 };

/* Returns a sentence for the caption: how a series of n readings is drawn. A constant string. */
const char *svg_line_caption(size_t n);

/* Returns the text that follows it for a process with this number of lives; "" for one life. A
 * constant string. */
const char *svg_line_lives(size_t lives);

/* Prints the chart as an <svg>: all lives of the process; the fit only for the life that it is
 * about. */
void svg_line_chart(const struct svg_frame *frame);

#endif
