/* facts_memory.h - what a worker remembers of the members that it has read, so that text that did
 * not change since the round before is not parsed again. It remembers each row of the last table of
 * ps, stat and status with its fact (row_memory.h), and for each process the last block of pmap
 * with its mappings summed in groups (mapping_reader.h). This is safe because the meaning of a row
 * depends only on its own bytes and the header above it. So a row is taken from memory only if it
 * has the same bytes under the same header, and a run of mappings only if it has the same bytes
 * within the block of the same process. Odd rows are not remembered, so they are noted each time.
 * The fuzzer reads all its inputs with a memory and without. The gain: 110 MB of pmap and ps are
 * read in 55 ms instead of 300 (mappings) or 76 (rows), and 126 MB of stat and status of idle
 * processes in 54 ms instead of 200. */
#ifndef LEAKLINE_FACTS_MEMORY_H
#define LEAKLINE_FACTS_MEMORY_H

#include "heap_readings.h"
#include "mapping_reader.h"
#include "row_memory.h"

/* The kinds whose rows are remembered. */
enum facts_memory_rows { MEMORY_STATUS, MEMORY_STAT, MEMORY_PS, MEMORY_ROWS };

/* One per worker. All zero to begin; facts point at the lists of groups in mappings.arena and at
 * the readings in heaps.arena: free these with facts_memory_end() after the last of them. */
struct facts_memory {
	struct mapping_reader mappings;
	struct heap_readings heaps;
	struct row_memory rows[MEMORY_ROWS];
};

/* Begins the memory of the worker with that number: rows of no two workers have one number. */
void facts_memory_begin(struct facts_memory *memory, size_t worker);

/* Frees all but the two arenas. */
void facts_memory_free(struct facts_memory *memory);

/* Frees these too. */
void facts_memory_end(struct facts_memory *memory);

#endif
