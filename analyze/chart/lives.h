/* lives.h - lists the lives of a process in chronological order. */
#ifndef LEAKLINE_LIVES_H
#define LEAKLINE_LIVES_H

#include <stddef.h>

struct analysis;
struct arena;
struct finding;

/* Pointers to findings of the analysis. */
struct lives {
	const struct finding **items;
	size_t count;
};

/* Returns all lives with that identity; the list is in arena. */
struct lives lives_of(struct arena *arena, const struct analysis *analysis, size_t identity);

#endif
