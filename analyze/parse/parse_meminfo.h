/* parse_meminfo.h - /proc/meminfo and /proc/vmstat. */
#ifndef LEAKLINE_PARSE_MEMINFO_H
#define LEAKLINE_PARSE_MEMINFO_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

/* Calls row for each key of meminfo with its KiB. Skips keys without " kB" (counts of huge pages).
 */
void parse_meminfo(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, int64_t kib), void *context);

/* Calls row for each `name number` of vmstat. */
void parse_vmstat(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, uint64_t value), void *context);

#endif
