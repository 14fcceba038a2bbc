/* json_hint.h - what to type where no member of JSON is called after memory. */
#ifndef LEAKLINE_JSON_HINT_H
#define LEAKLINE_JSON_HINT_H

#include "../base/span.h"

struct arena;

/* A sentence with a command that names it; NULL: the text does not begin with an object or a list
 * of JSON. */
const char *json_hint(struct span text, struct arena *arena);

#endif
