/* heap_readings.h - a worker's memory of the live heaps that it has read: numbers classes of
 * blocks, and keeps of each reading what changed. */
#ifndef LEAKLINE_HEAP_READINGS_H
#define LEAKLINE_HEAP_READINGS_H

#include "../base/arena.h"
#include "heap_list.h"

/* A worker's: chains, readings and names live as long as its arena. All zero to begin. */
struct heap_readings {
	struct arena arena;
	struct intern_table names;
	struct index places; /* of chains, by PID */
	struct heap_chain **chains;
	size_t count, room;
};

/* Begins the next reading of that process. */
struct heap_chain *heap_readings_begin(struct heap_readings *memory, int32_t pid);

/* Counts blocks of one class; names the build of a file. */
void heap_readings_blocks(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_class_row *row);
void heap_readings_module(struct heap_readings *memory, struct heap_chain *chain, struct span file,
	struct span build_id);

/* Ends the reading; it lives in the arena. */
const struct heap_reading *heap_readings_end(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_row *row);

/* Frees all memory outside the arena. */
void heap_readings_free(struct heap_readings *memory);

#endif
