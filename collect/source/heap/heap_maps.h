/* heap_maps.h - the mappings that matter to a heap, and the files that are mapped
 *
 * Kept are the brk heap, private anonymous memory that is readable and writable, and mapped files:
 * what blocks lie in, and what they may point to. */
#ifndef LEAKLINE_HEAP_MAPS_H
#define LEAKLINE_HEAP_MAPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../base/buffer.h"

enum heap_map_kind {
	HEAP_MAP_BRK,  /* [heap]; adjacent ones are one */
	HEAP_MAP_ANON, /* adjacent ones are one */
	HEAP_MAP_FILE
};

/* Limits: a process may have 65,530 mappings, and any number of files. */
enum { HEAP_MAPS_MAX = 16384, HEAP_MODULES_MAX = 1024, HEAP_PATHS_MAX = 1 << 17 };

/* No file. */
enum { HEAP_NO_MODULE = 0xffff };

struct heap_map {
	uint64_t start, end;
	uint16_t module; /* index of the file; of anonymous memory: the file whose .bss it is */
	uint8_t kind;    /* enum heap_map_kind */
	bool writable;
};

/* A mapped file. */
struct heap_module {
	uint64_t base; /* load address: where offset 0 of the file is, or would be */
	uint64_t inode;
	uint64_t offset;     /* in the file, of the last mapping of it */
	uint32_t path, name; /* offsets in paths; name: after the last slash */
};

/* 1 MiB pieces of the address space, folded into so many bits: a word whose bit is not set points
 * to no file. */
enum { HEAP_FILTER_SHIFT = 20, HEAP_FILTER_BITS = 4096 };

struct heap_maps {
	struct heap_map *map; /* HEAP_MAPS_MAX, ascending */
	size_t count;
	struct heap_module *module; /* HEAP_MODULES_MAX */
	size_t module_count;
	char *paths; /* HEAP_PATHS_MAX bytes, NUL-terminated texts */
	size_t paths_len;
	const struct heap_map *last; /* the last result of heap_maps_module; NULL: none yet */
	bool is_cut;                 /* there were more than the limit */
	uint8_t filter[HEAP_FILTER_BITS / 8];
};

/* Parses the complete lines of /proc/PID/maps in TEXT; moves the rest to its front. */
void heap_maps_take(struct heap_maps *maps, struct buffer *text);

/* What lies behind end of the mapping at index, taken for a .bss, is memory of nobody's file. */
void heap_maps_end_bss(struct heap_maps *maps, size_t index, uint64_t end);

/* Starts again, for another process or another reading. */
void heap_maps_clear(struct heap_maps *maps);

/* The mapping that holds an address, or NULL. */
const struct heap_map *heap_maps_find(const struct heap_maps *maps, uint64_t address);

/* Quickly: false if the address is in no file for certain. */
static inline bool heap_maps_may_be_file(const struct heap_maps *maps, uint64_t address)
{
	unsigned bit = (unsigned)(address >> HEAP_FILTER_SHIFT) % HEAP_FILTER_BITS;

	return (maps->filter[bit / 8] >> bit % 8 & 1) != 0;
}

/* The file that an address points into, or HEAP_NO_MODULE. */
uint16_t heap_maps_search_module(struct heap_maps *maps, uint64_t address);

static inline uint16_t heap_maps_module(struct heap_maps *maps, uint64_t address)
{
	const struct heap_map *last = maps->last;

	/* blocks of a program point to few places */
	return last != NULL && address >= last->start && address < last->end
		       ? last->module
		       : heap_maps_search_module(maps, address);
}

/* Path and name of a file; without what the kernel appends to the path of a deleted one. */
const char *heap_maps_path(const struct heap_maps *maps, uint16_t module);
const char *heap_maps_name(const struct heap_maps *maps, uint16_t module);

#endif
