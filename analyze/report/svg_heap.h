/* svg_heap.h - draws a live heap: bytes in use and free, and below them the blocks that grew. */
#ifndef LEAKLINE_SVG_HEAP_H
#define LEAKLINE_SVG_HEAP_H

#include "report.h"

struct finding;

/* Draws a figure; nothing if the heap was not read in two judged rounds. */
void svg_heap(const struct report *report, const struct finding *finding);

#endif
