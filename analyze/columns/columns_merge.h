/* columns_merge.h - appends the columns of a recording that continues in another file. */
#ifndef LEAKLINE_COLUMNS_MERGE_H
#define LEAKLINE_COLUMNS_MERGE_H

#include <stdbool.h>
#include <stdint.h>

struct columns;

/* How the processes of two columns match, the later ones second. */
struct columns_match {
	uint32_t same;  /* same PID and name, and nothing contradicts */
	uint32_t other; /* same PID, but another process: another name, START or start time, or
			   processor time that fell */
	uint32_t older; /* of the same ones, those whose processor time grew: the order is right */
	uint32_t younger; /* those whose processor time fell, and all else agrees: the order may be
			     reversed */
};

struct columns_match columns_match(const struct columns *before, const struct columns *after);

/* Have most processes that are in after the name of one that is in before? */
bool columns_share_names(const struct columns *before, const struct columns *after);

/* Does processor time of any process grow from round to round, and fall nowhere? Then their order
 * is right. Before columns_sort. */
bool columns_grow(const struct columns *columns);

/* Appends the folded data of from to to, and empties from; its rounds count from first_round.
 * Before columns_sort. */
void columns_merge(struct columns *to, struct columns *from, uint32_t first_round);

#endif
