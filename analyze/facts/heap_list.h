/* heap_list.h - readings of the live heap of one process: their sums, and which classes of blocks
 * changed since the reading before. */
#ifndef LEAKLINE_HEAP_LIST_H
#define LEAKLINE_HEAP_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/index.h"
#include "../base/span.h"
#include "../parse/parse_heap.h"

/* Most classes of one process; all further ones are counted together, as class 0. */
enum { HEAP_CLASSES_MAX = 16384 };

/* Blocks of one size that hold the same pointer. */
struct heap_class {
	bool is_pooled;     /* in CPython's pools */
	int64_t size;       /* bytes, header included; 0: all beyond HEAP_CLASSES_MAX */
	uint32_t position;  /* of the pointer in the block */
	struct span module; /* file that it leads into, interned by the worker; empty: none */
	uint64_t offset;    /* there */
};

/* Are they the same class? Their modules must be interned in one table. */
bool heap_class_is(const struct heap_class *a, const struct heap_class *b);

/* The key of a class in an index, and the key to try where another class has that one. */
uint64_t heap_class_key(const struct heap_class *class);
uint64_t heap_class_next(uint64_t key);

/* The count of a class, from this reading on. */
struct heap_change {
	uint32_t class;
	uint32_t count;
};

struct heap_module {
	struct span file, build_id; /* interned by the worker; build_id empty: unknown */
};

/*
 * The readings of one process by one worker, in its order: each holds what changed since the one
 * before, so memory grows with the changes and not with the bytes read.
 */
struct heap_chain {
	int32_t pid;
	struct heap_class *classes;
	size_t class_count, class_room;
	struct index numbers; /* of classes, by a hash of them */
	struct heap_module *modules;
	size_t module_count, module_room;
	const struct heap_reading *last;
	uint32_t *counts; /* of the last complete reading, one a class */
	uint32_t *now;    /* of the one being read */
	size_t count_room, now_room;
};

struct heap_reading {
	const struct heap_chain *chain;
	const struct heap_reading *before; /* in the chain; NULL: the first */
	enum heap_state state;             /* only complete readings have sums and changes */
	struct span allocator;             /* interned by the worker */
	int64_t used_bytes, used_blocks;
	int64_t free_bytes;   /* all that malloc could give out again: in bins, caches, at the top,
				 and in CPython's pools */
	int64_t cached_bytes; /* of these in caches and fastbins */
	int64_t arenas;
	size_t change_count;
	const struct heap_change *changes;
};

#endif
