/* heap_print.h - a reading of a heap as text, leakline-run(5) */
#ifndef LEAKLINE_HEAP_PRINT_H
#define LEAKLINE_HEAP_PRINT_H

#include <stddef.h>
#include <stdint.h>

struct buffer;
struct heap_target;

enum heap_state { HEAP_COMPLETE, HEAP_PARTIAL, HEAP_UNREAD };

/* What was read with; the rest is in the census of the target. */
struct heap_reading {
	int32_t pid;
	const char *name; /* comm, raw bytes */
	size_t name_len;
	char allocator[48];
	enum heap_state state;
	int retries;
	int64_t microseconds;
};

/* `heap PID NAME` and `allocator NAME STATE retries N`: all there is of a heap that is unread. */
void heap_print_head(const struct heap_reading *reading, struct buffer *into);

/* The sums. */
void heap_print_sums(
	const struct heap_reading *reading, const struct heap_target *target, struct buffer *into);

/* A file that signatures name, and its build id. */
void heap_print_module(const char *file, const char *build_id, struct buffer *into);

/* The classes of blocks; the census is sorted. */
void heap_print_classes(const struct heap_target *target, struct buffer *into);

#endif
