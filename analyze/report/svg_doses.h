/* svg_doses.h - draws memory against actions done, a colour an arm. */
#ifndef LEAKLINE_SVG_DOSES_H
#define LEAKLINE_SVG_DOSES_H

#include "report.h"

struct finding;

/* Draws a figure; nothing if the growth of the finding was not attributed. */
void svg_doses(const struct report *report, const struct finding *finding);

#endif
