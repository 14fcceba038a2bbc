/* parse_counts.h - the kinds fd and jstat of a run: descriptors of each target, heaps of each JVM.
 */
#ifndef LEAKLINE_PARSE_COUNTS_H
#define LEAKLINE_PARSE_COUNTS_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

/* Calls row for each whole line `PID NUMBER`. Odd lines become notes. */
void parse_fd(struct span text, struct notes *notes,
	void (*row)(void *context, int32_t pid, int64_t count), void *context);

/* Calls row for each block `==> PID <==` with what `jstat -gc` printed: old generation used, KiB
 * (OU), and how many full collections there were (FGC). Columns go by their names. */
void parse_jstat(struct span text, struct notes *notes,
	void (*row)(void *context, int32_t pid, int64_t old_kib, int64_t collections),
	void *context);

#endif
