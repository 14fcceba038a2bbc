/* facts_read.h - selects the reader for a kind of text. */
#ifndef LEAKLINE_FACTS_READ_H
#define LEAKLINE_FACTS_READ_H

#include <stdbool.h>

#include "../base/span.h"
#include "../kinds.h"

struct arena;
struct facts;
struct notes;

/* Does a text of that kind have facts of a round? */
bool facts_are_read(enum kind kind);

/* Parses a member's text of such a kind and adds its data to facts (the caller's, in arena). */
void facts_read(enum kind kind, struct span text, struct arena *arena, struct notes *notes,
	struct facts *facts);

/* Notes each process with a size beyond what is kept; of a text that is read in batches, those of
 * the batch at hand. facts_read() does so for the last of them. */
void facts_note_clamped(const struct facts *facts, struct notes *notes);

#endif
