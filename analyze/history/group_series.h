/* group_series.h - the series of a life's mapping groups, from its rounds' lists. */
#ifndef LEAKLINE_GROUP_SERIES_H
#define LEAKLINE_GROUP_SERIES_H

#include "series_build.h"

/* Fills groups, sorted by name, and the allocator's step. */
void group_series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process);

#endif
