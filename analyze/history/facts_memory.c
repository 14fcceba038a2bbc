/* facts_memory.c - what a worker remembers of the members that it read. */
#include "facts_memory.h"

void facts_memory_free(struct facts_memory *memory)
{
	mapping_reader_free(&memory->mappings);
	for (size_t i = 0; i < MEMORY_ROWS; i++)
		row_memory_free(&memory->rows[i]);
}
