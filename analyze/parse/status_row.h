/* status_row.h - what the status of a process says, and the lines that say it. */
#ifndef LEAKLINE_STATUS_ROW_H
#define LEAKLINE_STATUS_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* One process. KiB; -1 if the file lacks the value. */
struct status_row {
	struct span name; /* raw: \n and \\ escaped by the kernel */
	char state;       /* R, S, D, T, Z ...; 0 if unknown */
	int64_t pid, tgid, threads;
	int64_t switches, forced_switches;
	int64_t rss, rss_anon, rss_file, rss_shmem, swap, size, data, stack, page_tables, peak_size;
	bool has_memory; /* it has a Vm line, or what a kernel without MMU prints instead */
};

/* Which line sets which field. */
struct status_field {
	const char *key;
	size_t offset; /* in struct status_row, of an int64_t */
	bool kib;      /* the value must end in " kB": a truncated line has lost digits, too */
};

enum { STATUS_FIELDS = 15 };
extern const struct status_field status_row_fields[STATUS_FIELDS];

/* A process of which nothing is known. */
extern const struct status_row status_row_unknown;

/* Parses a line's value; false if it is no number or lacks its unit. */
bool status_row_number(struct span value, bool kib, int64_t *number);

#endif
