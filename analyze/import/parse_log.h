/* parse_log.h - logs of other tools that tell the resident memory of processes: atop -P PRM, mprof,
 * psrecord. */
#ifndef LEAKLINE_PARSE_LOG_H
#define LEAKLINE_PARSE_LOG_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One reading of one process. */
struct log_row {
	int32_t pid; /* 1 where the log is of a single process and does not tell */
	struct span name;
	int64_t rss;     /* KiB */
	int64_t time_ms; /* since 1970, or since the log's beginning; -1 not told */
};

/* `atop -P PRM`: lines of processes; those of threads are left out. */
void parse_atop(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_row *), void *context);

/* The .dat file of mprof (memory_profiler): CMDLINE, then `MEM MiB EPOCH` a line. Children (CHLD)
 * are left out. */
void parse_mprof(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_row *), void *context);

/* `psrecord --log`: a `#` header, then seconds, CPU, real MB, virtual MB a line. */
void parse_psrecord(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_row *), void *context);

#endif
