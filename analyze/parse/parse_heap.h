/* parse_heap.h - the live heap of each target: the blocks that malloc has given out, by size and by
 * the pointer that they hold (leakline-run(5), "The live heap"). */
#ifndef LEAKLINE_PARSE_HEAP_H
#define LEAKLINE_PARSE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

enum heap_state {
	HEAP_COMPLETE, /* the sums agree with what malloc says it has */
	HEAP_PARTIAL,  /* torn, cut off, or more than --heap-max */
	HEAP_UNREAD    /* no right to read it */
};

/* The sums of one process. Bytes with malloc's headers; -1 if the text lacks the number. */
struct heap_row {
	int32_t pid;
	struct span name;      /* as the kernel escapes it in status */
	struct span allocator; /* "glibc64+python", "v8-not-read" */
	enum heap_state state; /* HEAP_PARTIAL also where lines are missing or odd */
	int64_t used_bytes, used_blocks;
	int64_t free_bytes, cached_bytes, top_bytes;
	int64_t pool_bytes, pool_used_bytes; /* CPython's pools; the latter is part of used */
	int64_t system_bytes;                /* what malloc says it has: without it there is no
						check, so the state is HEAP_PARTIAL */
	int64_t arenas;                      /* their number */
};

/* Blocks of one size that hold the same pointer, or (module empty) none that is known. */
struct heap_class_row {
	bool is_pooled;     /* in CPython's pools */
	int64_t size;       /* bytes, header included */
	int64_t count;      /* blocks in use, at least 1 */
	uint32_t position;  /* of the pointer in the block, bytes */
	struct span module; /* file that it leads into */
	uint64_t offset;    /* there, from the load address */
};

/* The callbacks, in this order for each process; context is passed through from parse_heap. Spans
 * point into the text. */
struct heap_reader {
	void (*begin)(void *context, int32_t pid);
	void (*module)(void *context, struct span file, struct span build_id);
	void (*blocks)(void *context, const struct heap_class_row *row);
	void (*end)(void *context, const struct heap_row *row);
};

/* Calls the reader for each block of lines. Odd lines become notes, and their reading is partial:
 * a line that is missing is not freed memory. */
void parse_heap(
	struct span text, struct notes *notes, const struct heap_reader *reader, void *context);

/* True if all bytes of the process's heap belong to the allocator that was read: not where a
 * runtime's own heap ("v8-not-read") was only recognised. */
bool parse_heap_is_whole(struct span allocator);

#endif
