/* thin.h - the few readings of a long series that a line needs to look like all of them. */
#ifndef LEAKLINE_THIN_H
#define LEAKLINE_THIN_H

#include <stddef.h>

struct arena;
struct series;

/* Indices of readings, ascending. */
struct thinned {
	size_t *at;
	size_t count;
};

/*
 * All readings where there are no more than most, else the least and the greatest of each of
 * most / 2 stretches of the same length. The list lives as long as the arena.
 */
struct thinned thin(struct arena *arena, const struct series *series, size_t most);

#endif
