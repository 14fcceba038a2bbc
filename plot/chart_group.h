/* chart_group.h - the chart of a group: its members stacked, their sum on top. */
#ifndef LEAKLINE_CHART_GROUP_H
#define LEAKLINE_CHART_GROUP_H

#include <stddef.h>

struct plot;

/* i: the place of a group of the run. Returns 0, or -1 after printing one line; a group without
 * readings gets no chart. */
int chart_group(const struct plot *plot, size_t i);

#endif
