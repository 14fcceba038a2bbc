/*
 * facts_memory.h - what a worker remembers of the members that it read, so that what a round has in
 * common with the one before is not read anew.
 *
 * What it remembers: of the last table of ps, stat and status each row with what it said
 * (row_memory.h), and of each process the last block of pmap with its mappings summed in groups
 * (mapping_reader.h).
 *
 * Why it may: what a row says follows from its own bytes, and from the header above it. So a row is
 * taken from memory only where it is the same bytes under the same header, a run of mappings only
 * where it is the same bytes within the block of the same process. What was odd is not remembered,
 * so that it is noted each time. The fuzzer reads all that it makes with a memory and without.
 *
 * What it gains: 110 MB of pmap and ps are read in 55 ms instead of 300 (mappings) or 76 (rows),
 * 126 MB of stat and status of idle processes in 54 ms instead of 200.
 */
#ifndef LEAKLINE_FACTS_MEMORY_H
#define LEAKLINE_FACTS_MEMORY_H

#include "mapping_reader.h"
#include "row_memory.h"

/* The kinds whose rows are remembered. */
enum facts_memory_rows { MEMORY_STATUS, MEMORY_STAT, MEMORY_PS, MEMORY_ROWS };

/* One per worker. All zero to begin; facts point at the lists of groups, which live in
 * mappings.arena: free that after the last of them. */
struct facts_memory {
	struct mapping_reader mappings;
	struct row_memory rows[MEMORY_ROWS];
};

/* Frees all but mappings.arena. */
void facts_memory_free(struct facts_memory *memory);

#endif
