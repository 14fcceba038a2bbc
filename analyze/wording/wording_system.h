/* wording_system.h - sentences about the trends of the whole system. */
#ifndef LEAKLINE_WORDING_SYSTEM_H
#define LEAKLINE_WORDING_SYSTEM_H

#include <stddef.h>

#include "../analysis.h"

/* Strings are in arena, and hold no names; i is an index into the system's numbers that has a
 * verdict. */

/* "grows +300 ± 4 KiB/round; MemAvailable ends in about 3 h", "stable: +9 KiB/round would have
 * shown", "inconclusive: rounds". */
const char *wording_system(struct arena *arena, const struct analysis *analysis, size_t i);

/* Is it in the short lists of reports: numbers with a key, and slab caches that grow? */
bool wording_system_shown(const struct analysis *analysis, size_t i);

/* "slab", or for a cache "slab NAME" with the name as it stood in the input. */
struct span wording_system_key(const struct analysis *analysis, size_t i);

#endif
