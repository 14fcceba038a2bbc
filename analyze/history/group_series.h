/* group_series.h - the series of a life's mapping groups, from the lists of its rounds. */
#ifndef LEAKLINE_GROUP_SERIES_H
#define LEAKLINE_GROUP_SERIES_H

#include "series_build.h"

/* Fills groups, in the order of their names, and what the allocator takes at a time. */
void group_series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process);

#endif
