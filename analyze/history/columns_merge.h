/* columns_merge.h - the columns of a recording that goes on in another file, behind each other. */
#ifndef LEAKLINE_COLUMNS_MERGE_H
#define LEAKLINE_COLUMNS_MERGE_H

#include <stdbool.h>
#include <stdint.h>

struct columns;

/* How the processes of two columns, the later ones second, go together. */
struct columns_match {
	uint32_t same;    /* those of one PID and name that nothing speaks against */
	uint32_t other;   /* those whose PID has another process: another name, START or start time,
			     or   processor time that fell */
	uint32_t older;   /* of the same ones those whose processor time grew: the order is right */
	uint32_t younger; /* or fell, and all else agrees: it may be the other way round */
};

struct columns_match columns_match(const struct columns *before, const struct columns *after);

/* Does processor time of any process grow from round to round, and fall nowhere? Then their order
 * is right. Before columns_sort. */
bool columns_grow(const struct columns *columns);

/* Puts what was folded into from behind what was folded into to, and empties from; rounds count
 * from first_round on. Before columns_sort. */
void columns_merge(struct columns *to, struct columns *from, uint32_t first_round);

#endif
