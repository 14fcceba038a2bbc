/* mapping_groups.h - which group a mapping belongs to: [heap], [stack], [arena], [thread stack],
 * [memfd], [deleted files], libraries ... */
#ifndef LEAKLINE_MAPPING_GROUPS_H
#define LEAKLINE_MAPPING_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../parse/parse_pmap.h"

/* Up to so many names, each is a group of its own. A process that maps tens of thousands of files
 * has groups for its libraries; the others are one group, MAPPING_OTHERS. */
enum { MAPPING_NAMES = 2048 };
#define MAPPING_OTHERS "[other files]"

/* Which names are too many to have groups of their own. */
enum mapping_crowd { CROWD_NONE, CROWD_FILES, CROWD_LIBRARIES };

/* Properties of all rows of a process; a row's group depends on them, on the row, and on its two
 * neighbours. */
struct mapping_frame {
	struct span anonymous;       /* the tool's word for anonymous memory, in its language */
	size_t heap_begin, heap_end; /* rows [begin, end) are the heap */
	enum mapping_crowd crowd;
};

/* rows: count of one process, addresses ascending. */
void mapping_groups_frame(const struct pmap_row *rows, size_t count, struct mapping_frame *frame);

/* The name of row i's group: a constant of ours, or the row's own name. */
struct span mapping_groups_name(
	const struct pmap_row *rows, size_t count, size_t i, const struct mapping_frame *frame);

/* How many of its group a row stands for: stacks of threads that the kernel made one mapping. */
uint32_t mapping_groups_members(const struct pmap_row *row);

/* KiB that glibc takes from the kernel at a time: M_TOP_PAD, 128 KiB, and a page (malloc/malloc.c,
 * sysmalloc). */
enum { MAPPING_BRK_KIB = 132 };

/* KiB that an allocator takes at a time, by the name of its library; MAPPING_BRK_KIB for all
 * others. */
double mapping_groups_quantum(struct span name);

/* The same where Go's heap is among the rows, else 0. */
double mapping_groups_go_kib(const struct pmap_row *rows, size_t count);

#endif
