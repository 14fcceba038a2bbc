/* thin.h - selects the few readings that make a line look like the whole long series. */
#ifndef LEAKLINE_THIN_H
#define LEAKLINE_THIN_H

#include <stddef.h>

struct arena;
struct series;

/* Ascending indices of readings. */
struct thinned {
	size_t *at;
	size_t count;
};

/*
 * Returns all readings if there are no more than most (4 at the least), else the first, the last,
 * and the smallest and the largest of each of most / 2 - 1 stretches of equal length between them.
 * The list is in arena.
 */
struct thinned thin(struct arena *arena, const struct series *series, size_t most);

#endif
