/* compare_blocks.h - --baseline: which classes of blocks grew before and do not now, and the
 * reverse.
 */
#ifndef LEAKLINE_COMPARE_BLOCKS_H
#define LEAKLINE_COMPARE_BLOCKS_H

#include "compare.h"

/* A class of blocks that grows in one of the runs at least. */
struct block_change {
	int64_t size; /* bytes */
	bool is_pooled;
	const char *holds;  /* as blocks_holds(): foreign text */
	double before, now; /* blocks a round; NAN: unknown */
	enum compare_verdict verdict;
};

/* All of a process, in arena: first what grew before, the fastest first, then what only grows now.
 * Where the heap of one run was not read, each is cannot-tell. */
struct block_change *compare_blocks(struct arena *arena, const struct analysis *analysis,
	const struct compare_row *row, size_t *count);

/* "+1.000 a round before, 0 now" */
const char *compare_blocks_words(struct arena *arena, const struct block_change *change);

#endif
