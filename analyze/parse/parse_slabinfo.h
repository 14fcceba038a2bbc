/* parse_slabinfo.h - /proc/slabinfo 2.x: the kernel's caches. */
#ifndef LEAKLINE_PARSE_SLABINFO_H
#define LEAKLINE_PARSE_SLABINFO_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

/* Calls row for each cache with the KiB of its objects, in use or not. Versions other than 2.x get
 * a note. */
void parse_slabinfo(struct span text, struct notes *notes,
	void (*row)(void *context, struct span name, int64_t kib), void *context);

#endif
