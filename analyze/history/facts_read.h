/* facts_read.h - from a kind of text to the reader of its facts. */
#ifndef LEAKLINE_FACTS_READ_H
#define LEAKLINE_FACTS_READ_H

#include <stdbool.h>

#include "../base/span.h"
#include "../kinds.h"

struct arena;
struct facts;
struct notes;

/* Does a text of that kind hold facts of a round? */
bool facts_are_read(enum kind kind);

/* Parses a member's text of such a kind and adds what it says to facts (the caller's, memory of
 * arena). */
void facts_read(enum kind kind, struct span text, struct arena *arena, struct notes *notes,
	struct facts *facts);

#endif
