/* unique_names.h - makes names unique: NAME, then NAME-2, NAME-3 and so on. */
#ifndef LEAKLINE_UNIQUE_NAMES_H
#define LEAKLINE_UNIQUE_NAMES_H

#include "arena.h"
#include "index.h"

/* All zero is empty; memory comes from the arena passed to each call. */
struct unique_names {
	struct intern_table texts;
	struct index given; /* a text taken -> the last number tried after it */
};

/* Returns the name, or if taken the first free one of NAME-2, NAME-3 ...; NUL-terminated, in the
 * arena. In constant time, however many have the same name. */
struct span unique_name(struct unique_names *names, struct arena *arena, struct span name);

#endif
