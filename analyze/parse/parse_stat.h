/* parse_stat.h - /proc/PID/stat of one or several processes. Its RSS lags (Linux 6.2): it is never read. */
#ifndef LEAKLINE_PARSE_STAT_H
#define LEAKLINE_PARSE_STAT_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

struct stat_row {
	int32_t pid;
	struct span name;     /* raw: may hold LF, ") S 1 (" and anything else */
	char state;
	uint64_t start_ticks; /* field 22 */
	uint64_t threads;     /* field 20 */
	uint64_t flags;       /* field 9 */
};

/* Calls row for each record. */
void parse_stat(struct span text, struct notes *notes, void (*row)(void *context, const struct stat_row *), void *context);

#endif
