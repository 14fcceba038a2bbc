/* lives.h - the lives of a process, in the order in which they were. */
#ifndef LEAKLINE_LIVES_H
#define LEAKLINE_LIVES_H

#include <stddef.h>

struct analysis;
struct arena;
struct finding;

/* Findings of the analysis. */
struct lives {
	const struct finding **items;
	size_t count;
};

/* All lives of that identity; the list lives as long as the arena. */
struct lives lives_of(struct arena *arena, const struct analysis *analysis, size_t identity);

#endif
