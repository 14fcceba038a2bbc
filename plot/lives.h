/* lives.h - the lives of a process, in the order in which they were. */
#ifndef LEAKLINE_LIVES_H
#define LEAKLINE_LIVES_H

#include <stddef.h>

struct analysis;
struct finding;

/* Findings of the analysis; the list belongs to the caller. */
struct lives {
	const struct finding **items;
	size_t count;
};

/* All lives of that identity. */
struct lives lives_of(const struct analysis *analysis, size_t identity);

void lives_free(struct lives *lives);

#endif
