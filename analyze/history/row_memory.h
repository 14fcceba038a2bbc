/*
 * row_memory.h - what the rows of the last member said: in the next one of its kind most processes
 * stand at the same place, byte for byte, and are not read anew.
 */
#ifndef LEAKLINE_ROW_MEMORY_H
#define LEAKLINE_ROW_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct process_fact;
struct row_seen;

/* Of one kind of a worker. All zero to begin; it remembers the first 16 MiB of a member. */
struct row_memory {
	char *text;       /* the header, then what rows need, in any order */
	size_t len, room; /* bytes */
	size_t waste;     /* of them no row's any more */
	size_t header_len;
	struct row_seen *rows; /* those of the last member in its order, behind them what is new in
				  this one */
	size_t old, count, row_room;
	size_t cursor; /* the old row that is expected next */
	bool gaps;     /* rows before the cursor are gone */
};

/* A further member or table begins; rows under another header than before said something else. */
void row_memory_begin(struct row_memory *memory, struct span header);

/* How many bytes at the beginning of rest are the row that is expected; 0: what stands there must
 * be read, then added. */
size_t row_memory_known(const struct row_memory *memory, struct span rest);

/* What that row (row_memory_known was not 0) said, its texts in rest, into *fact; gives how many
 * lines it has. */
uint64_t row_memory_take(struct row_memory *memory, struct span rest, struct process_fact *fact);

/* Remembers what a whole row of so many lines said; fact's texts lie in it. */
void row_memory_add(struct row_memory *memory, struct span row, uint64_t lines,
	const struct process_fact *fact);

void row_memory_free(struct row_memory *memory);

#endif
