/* facts_memory.c - a worker's memory of the members it has read. */
#include "facts_memory.h"

void facts_memory_begin(struct facts_memory *memory, size_t worker)
{
	enum { ROWS_BITS = 48 }; /* of a worker's rows, all that a run may have */

	for (size_t i = 0; i < MEMORY_ROWS; i++)
		memory->rows[i].number = (uint64_t)worker << ROWS_BITS;
}

void facts_memory_free(struct facts_memory *memory)
{
	mapping_reader_free(&memory->mappings);
	heap_readings_free(&memory->heaps);
	for (size_t i = 0; i < MEMORY_ROWS; i++)
		row_memory_free(&memory->rows[i]);
}

void facts_memory_end(struct facts_memory *memory)
{
	arena_free(&memory->mappings.arena);
	arena_free(&memory->heaps.arena);
}
