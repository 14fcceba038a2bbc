/* series_build.h - series of a life from its points: one source each, gaps absent, equal axes and
 * values shared. */
#ifndef LEAKLINE_SERIES_BUILD_H
#define LEAKLINE_SERIES_BUILD_H

#include "../base/arena.h"
#include "../columns/columns.h"
#include "processes.h"

/* The points of one life: [begin, end) of its PID's lists. */
struct life_points {
	const struct status_point *status;
	const struct status_rest *rests; /* of these: by their numbers */
	const struct pmap_point *pmap;   /* from pmap; if the life has none, from maps */
	enum kind pmap_source;
	const struct ps_point *ps;
	const struct pmap_point *use; /* from smaps, for the use of groups; may be those of pmap */
	const struct fd_point *fd;
	const struct jstat_point *jstat;
	const struct heap_point *heap;
	const struct share_point *share;
	size_t status_count, pmap_count, ps_count, use_count, fd_count, jstat_count, heap_count,
		share_count;
	int64_t ps_grain;      /* resolution of ps's values, where coarser than a KiB; else 0 */
	int64_t private_grain; /* the same of the private memory of a table */
};

/* Work space for a run's series; start with all zero except arena and settings. */
struct series_builder {
	struct arena *arena; /* of the result */
	const struct processes_settings *settings;
	uint32_t *at; /* for the current series */
	double *value;
	size_t n, at_room, value_room;
	struct series last[4]; /* candidates for sharing axes */
	size_t last_count;
	struct series recent[8]; /* candidates for sharing values */
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
