/* svg_group.h - draws a group: its members stacked, their sum over them. */
#ifndef LEAKLINE_SVG_GROUP_H
#define LEAKLINE_SVG_GROUP_H

#include "report.h"

/* Prints the figure of group i; nothing if it has too few readings. */
void svg_group(const struct report *report, size_t i);

#endif
