/* column_known.h - the names of columns and keys that are known. */
#ifndef LEAKLINE_COLUMN_KNOWN_H
#define LEAKLINE_COLUMN_KNOWN_H

#include <stdbool.h>

#include "../base/span.h"
#include "column_name.h"

/* name: in lower case, its words joined by `_`, without a unit. Sets role, rank and unit of *out,
 * and nothing else. False: the name is not known. */
bool column_known_find(struct span name, struct column_name *out);

#endif
