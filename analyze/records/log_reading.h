/* log_reading.h - one record of a log: what it says about one process at one moment. */
#ifndef LEAKLINE_LOG_READING_H
#define LEAKLINE_LOG_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* Sizes are KiB; -1: not known. Spans point into the log, or into memory from the reader's caller.
 * A process without a PID has 0. The owner (a container, a host, the number of a child) separates
 * processes that share a PID. */
struct log_reading {
	int32_t pid;
	struct span name, owner;
	int64_t rss, swap, private_kib;
	int64_t grain;   /* of the numbers: the value of one unit of the last digit, at least 1 */
	int64_t time_ms; /* since 1970, or since the log's beginning; -1: not known */
	bool begins; /* a round begins before it: at a date that gives no time, a repeated header,
			or another round number */
};

/* Takes the readings, one at a time, in the order of the log. */
struct log_sink {
	void (*take)(void *context, const struct log_reading *reading);
	void *context;
};

/* A reading with no value known yet. */
static inline struct log_reading log_reading_empty(void)
{
	return (struct log_reading){
		.rss = -1, .swap = -1, .private_kib = -1, .grain = 1, .time_ms = -1
	};
}

#endif
