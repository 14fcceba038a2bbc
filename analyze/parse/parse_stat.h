/* parse_stat.h - /proc/PID/stat of one or more processes. Its RSS lags (Linux 6.2) and is never
 * read. */
#ifndef LEAKLINE_PARSE_STAT_H
#define LEAKLINE_PARSE_STAT_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

struct stat_row {
	int32_t pid;
	struct span name; /* raw: may hold LF, ") S 1 (" and anything else */
	char state;
	int32_t parent, session; /* fields 4 and 6; 0 where they are none */
	uint64_t start_ticks;    /* field 22 */
	uint64_t cpu_ticks;      /* utime and stime, fields 14 and 15 */
	uint64_t faults;         /* minflt and majflt, fields 10 and 12 */
	uint64_t threads;        /* field 20 */
	uint64_t size_bytes;     /* field 23, of the address space; 0 if it is missing */
	uint64_t flags;          /* field 9 */
	uint64_t stack; /* field 28, where its stack begins; 0: no right to know, or none */
};

/* The callbacks; context is passed through from parse_stat. */
struct stat_reader {
	/* How many bytes and lines at the start of rest are a record that need not be parsed? May
	 * be NULL. */
	size_t (*known)(void *context, struct span rest, uint64_t *lines);
	/* text: the record with its LF, spanning lines lines; empty if the LF is missing. */
	void (*row)(void *context, const struct stat_row *row, struct span text, uint64_t lines);
};

/* Calls the reader for each record. */
void parse_stat(
	struct span text, struct notes *notes, const struct stat_reader *reader, void *context);

#endif
