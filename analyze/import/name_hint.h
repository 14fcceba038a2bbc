/* name_hint.h - what to type where numbers stand in a log, but no name says that they are memory.
 */
#ifndef LEAKLINE_NAME_HINT_H
#define LEAKLINE_NAME_HINT_H

#include "../base/span.h"

struct arena;

/* A sentence with a command that names them, for a text that begins with that line; NULL: it has
 * another form. */
const char *name_hint(struct span text, struct arena *arena);

#endif
