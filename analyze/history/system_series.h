/* system_series.h - the numbers of the whole system over the rounds, and which key each is of. */
#ifndef LEAKLINE_SYSTEM_SERIES_H
#define LEAKLINE_SYSTEM_SERIES_H

#include "../base/span.h"
#include "processes.h"

struct columns;
struct series_builder;

/* Fills the system's numbers of a run whose lives are built: what meminfo, vmstat and slabinfo say,
 * and the sums of threads and descriptors over all lives that have them. */
void system_series_build(
	struct series_builder *builder, const struct columns *columns, struct processes *out);

/* The word for a key: "available", "slab"; key is below SYSTEM_KEYS. A constant string. */
const char *system_series_word(enum system_key key);

/* The key with that word; SYSTEM_KEYS: there is none. */
enum system_key system_series_key(struct span word);

/* Is it a count of things, not KiB? */
bool system_series_is_count(enum system_key key);

#endif
