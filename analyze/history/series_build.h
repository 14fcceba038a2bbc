/* series_build.h - series of a life from its points: one source each, gaps absent, axes and values
 * shared where they are the same. */
#ifndef LEAKLINE_SERIES_BUILD_H
#define LEAKLINE_SERIES_BUILD_H

#include "../base/arena.h"
#include "columns.h"
#include "processes.h"

/* The points of one life: [begin, end) of its PID's lists. */
struct life_points {
	const struct status_point *status;
	const struct pmap_point *pmap; /* of pmap; where the life has none, of maps */
	enum kind pmap_source;
	const struct ps_point *ps;
	const struct pmap_point
		*use; /* of smaps, whose groups tell what is used; may be those of pmap */
	size_t status_count, pmap_count, ps_count, use_count;
	int64_t ps_grain; /* of ps's values: 1, or the greatest unit of BusyBox */
};

/* Work space for a run's series; all zero but arena and settings to begin. */
struct series_builder {
	struct arena *arena; /* of the result */
	const struct processes_settings *settings;
	uint32_t *at; /* of the series being made */
	double *value;
	size_t n, at_room, value_room;
	struct series last[4]; /* whose axes may serve again */
	size_t last_count;
	struct series recent[8]; /* whose values may serve again */
	struct intern_table names;
};

/* Fills all metrics of the process. */
void series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process);

/* A series of indexes of rounds and values (a number of the system, a group of mappings). */
void series_begin(struct series_builder *builder);
void series_add(struct series_builder *builder, uint32_t at, double value);
struct series series_end(struct series_builder *builder, enum kind source, double grain);

#endif
