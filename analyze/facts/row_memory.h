/*
 * row_memory.h - the rows of the last member: in the next one of its kind most processes are at the
 * same place, byte for byte, and are not parsed again.
 */
#ifndef LEAKLINE_ROW_MEMORY_H
#define LEAKLINE_ROW_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct fact_more;
struct process_fact;
struct row_seen;

/* For one kind and one worker. All zero to begin; it remembers the first 16 MiB of a member. */
struct row_memory {
	char *text;       /* the header, then what rows need, in any order */
	size_t len, room; /* bytes */
	size_t waste;     /* of these, bytes that no row uses any more */
	size_t header_len;
	struct row_seen *rows; /* rows of the last member in order, followed by the new ones in this
				  member */
	size_t old, count, row_room;
	struct row_seen *spare; /* while they are put in order */
	size_t spare_room;
	size_t cursor;   /* the old row that is expected next */
	bool gaps;       /* rows before the cursor are gone */
	uint64_t number; /* of the row that was added last; memories that fill one run begin far
			    apart */
};

/* Starts a member or table; rows under another header had another meaning. */
void row_memory_begin(struct row_memory *memory, struct span header);

/* How many bytes at the start of rest are the expected row; 0: the row must be parsed, then added.
 */
size_t row_memory_known(const struct row_memory *memory, struct span rest);

/* Copies the fact of that row (row_memory_known was not 0) into *fact, with its texts in rest;
 * *more: what else is known, or NULL, valid until a row is added. Returns its number of lines. */
uint64_t row_memory_take(struct row_memory *memory, struct span rest, struct process_fact *fact,
	const struct fact_more **more);

/* Remembers the fact of a whole row of that many lines, and numbers it; the fact's texts lie in the
 * row. */
void row_memory_add(
	struct row_memory *memory, struct span row, uint64_t lines, struct process_fact *fact);

void row_memory_free(struct row_memory *memory);

#endif
