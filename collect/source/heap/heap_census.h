/* heap_census.h - the counts of a heap: sums, and classes of blocks in bounded memory */
#ifndef LEAKLINE_HEAP_CENSUS_H
#define LEAKLINE_HEAP_CENSUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "heap_signature.h"

/* The owner of blocks. */
enum heap_owner { HEAP_OWNER_MALLOC, HEAP_OWNER_PYTHON };

/* The most classes to keep. */
enum { HEAP_CLASSES_MAX = 16384 };

/* Blocks in use of one owner, size and signature. */
struct heap_class {
	uint64_t size, signature;
	uint32_t blocks;
	uint16_t next; /* of the same hash: index + 1 */
	uint8_t owner; /* enum heap_owner */
};

struct heap_count {
	uint64_t bytes, blocks;
};

struct heap_census {
	struct heap_count used;          /* in use; mmapped and pooled are part of it */
	struct heap_count free, cached;  /* cached: tcache and fastbins */
	struct heap_count mmapped;       /* chunks with a mapping of their own */
	struct heap_count pools, pooled; /* CPython's pools, and the blocks in use in them */
	uint64_t top;                    /* after the last chunk of each arena */
	uint64_t overhead;               /* of the allocator: fence posts, headers of heaps */
	uint64_t system;                 /* what the allocator reports as taken from the system */
	uint64_t skipped;                /* pages that are not in memory */
	uint64_t lost;          /* bytes between runs that do not belong to the allocator */
	uint64_t torn;          /* number of places where the data did not fit together */
	int64_t mmapped_missed; /* mmapped chunks that it reports and that were not found */
	unsigned arenas, runs;

	struct heap_class *classes; /* HEAP_CLASSES_MAX, and as many heads: index + 1, 0: empty */
	uint16_t *heads;
	size_t count;
	bool is_full;        /* no more signatures are added */
	unsigned moves;      /* how often classes were moved, to make room */
	uint64_t factors[2]; /* of the hash: odd, and unknown to whoever made the blocks */
};

/* Takes room for the classes, of which there are none yet. False if memory runs out:
 * heap_census_close all the same. */
bool heap_census_open(struct heap_census *census);
void heap_census_close(struct heap_census *census);

/* Starts again; keeps the classes' memory. */
void heap_census_clear(struct heap_census *census);

/* Counts a block in use in its class. The caller updates the sums. If there are too many
 * signatures, the rarest blocks lose theirs; sizes are kept. Returns the blocks of the class, which
 * stay in place until `moves` changes; NULL: there is no room even for sizes. */
uint32_t *heap_census_add(
	struct heap_census *census, enum heap_owner owner, uint64_t size, uint64_t signature);

/* Sorts the classes: by owner, size, then most blocks first. Nothing can be added afterwards. */
void heap_census_sort(struct heap_census *census);

/* Bytes that the allocator reports and the walk did not find; 0 if they agree. */
int64_t heap_census_unaccounted(const struct heap_census *census);

static inline void heap_count_add(struct heap_count *count, uint64_t bytes)
{
	count->bytes += bytes;
	count->blocks++;
}

#endif
