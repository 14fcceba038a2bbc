/* ps_memory.h - rows of the last table of ps: of 300 processes most stand there again, byte for byte, and are not read anew. */
#ifndef LEAKLINE_PS_MEMORY_H
#define LEAKLINE_PS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct process_fact;
struct ps_line;

/* A table: its header and the lines of its rows. */
struct ps_table {
	char *text;
	size_t len, room;       /* bytes */
	size_t header_len;      /* the header is the first of them */
	struct ps_line *lines;
	size_t count, line_room;
};

/* A worker's. All zero to begin; it remembers the first 16 MiB of a table. */
struct ps_memory {
	struct ps_table last, now;
	size_t cursor;          /* the line of last that is expected next */
	bool same_header;
};

/* A further table begins. */
void ps_memory_begin(struct ps_memory *memory, struct span header);

/* What the line said the last time, its texts in the new line; false: it must be read, then given to ps_memory_add. */
bool ps_memory_find(struct ps_memory *memory, struct span line, struct process_fact *fact);

/* Remembers what a whole line said; fact's texts lie in it. */
void ps_memory_add(struct ps_memory *memory, struct span line, const struct process_fact *fact);

void ps_memory_free(struct ps_memory *memory);

#endif
