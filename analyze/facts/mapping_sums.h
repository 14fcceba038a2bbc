/* mapping_sums.h - a worker's memory of each process's mappings, and their sums by group. */
#ifndef LEAKLINE_MAPPING_SUMS_H
#define LEAKLINE_MAPPING_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "mapping_groups.h"
#include "mapping_list.h"

/* The last state of a process that this worker saw. */
struct mapping_memory {
	char *text;       /* the rows' lines; names of rows lie in it */
	size_t len, room; /* len 0: the next block is read in full */
	struct pmap_row *rows;
	uint32_t *group_of; /* of each row */
	size_t count, row_room, group_of_room;
	struct mapping_frame frame;
	struct group_table table;
	struct group_sum *now; /* of each group */
	bool *touched;
	const struct group_sum **pieces; /* of the list */
	size_t now_room, touched_room, piece_room;
	const struct group_list *list;
};

/* A worker's: lists, names and pieces live as long as its arena. All zero to begin. */
struct mapping_reader {
	struct arena arena;
	struct intern_table names;
	struct index places; /* of memory, by PID */
	struct mapping_memory **memory;
	size_t count, room;
	struct index piece_places; /* by hash of the content */
	const struct group_sum **pieces;
	size_t piece_count, piece_room;
};

/* Assigns groups to the rows [begin, end); marks groups that lose or gain one as touched. */
void mapping_sums_classify(
	struct mapping_reader *reader, struct mapping_memory *memory, size_t begin, size_t end);

/*
 * Sums the touched groups again and returns the process's current list; the last one if nothing
 * differs. uses: each group's values in smaps, or NULL.
 */
const struct group_list *mapping_sums_list(
	struct mapping_reader *reader, struct mapping_memory *memory, const struct group_use *uses);

#endif
