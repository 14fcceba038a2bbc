/* unique_names.h - names that are each given once: NAME, then NAME-2, NAME-3 and so on. */
#ifndef LEAKLINE_UNIQUE_NAMES_H
#define LEAKLINE_UNIQUE_NAMES_H

#include "arena.h"
#include "index.h"

/* All zero is empty; its memory is the arena's that is given with each call. */
struct unique_names {
	struct intern_table texts;
	struct index given; /* a text that was given -> the number that was tried last behind it */
};

/* Gives the name, or where it was given before the first of NAME-2, NAME-3 ... that was not; the
 * bytes are the arena's, NUL behind them. In constant time, however many have the same name. */
struct span unique_name(struct unique_names *names, struct arena *arena, struct span name);

#endif
