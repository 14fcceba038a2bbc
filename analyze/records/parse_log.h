/* parse_log.h - logs of other tools with the resident memory of processes: atop -P PRM, mprof,
 * psrecord. */
#ifndef LEAKLINE_PARSE_LOG_H
#define LEAKLINE_PARSE_LOG_H

#include "log_reading.h"

struct notes;

/* `atop -P PRM`: lines of processes; those of threads are left out. */
void parse_atop(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context);

/* The .dat file of mprof (memory_profiler): CMDLINE, then `MEM MiB EPOCH` a line. Children (CHLD)
 * are processes of their own. */
void parse_mprof(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context);

/* `psrecord --log`: a `#` header, then seconds, CPU, real MB, virtual MB a line. */
void parse_psrecord(struct span text, struct notes *notes,
	void (*row)(void *context, const struct log_reading *), void *context);

#endif
