/* log_reading.h - one record of a log: what it says of one process at one moment. */
#ifndef LEAKLINE_LOG_READING_H
#define LEAKLINE_LOG_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/*
 * KiB; -1 not told. Spans point into the log, or into memory that its reader's caller gave.
 * A process without a PID has 0; what tells it from others of its PID (a container, a host, the
 * number of a child) is its owner.
 */
struct log_reading {
	int32_t pid;
	struct span name, owner;
	int64_t rss, swap, private_kib;
	int64_t grain;   /* of the numbers: the step that their digits can tell, at least 1 */
	int64_t time_ms; /* since 1970, or since the log's beginning; -1 not told */
	bool begins;     /* what stands in front of it begins a round: a date that tells no time, a
			    header that comes again, another number of a round */
};

/* Who takes them, one at a time, in the order of the log. */
struct log_sink {
	void (*take)(void *context, const struct log_reading *reading);
	void *context;
};

/* A reading that tells nothing yet. */
static inline struct log_reading log_reading_empty(void)
{
	return (struct log_reading){
		.rss = -1, .swap = -1, .private_kib = -1, .grain = 1, .time_ms = -1
	};
}

#endif
