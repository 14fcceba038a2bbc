/* parse_status.h - /proc/PID/status of one or more processes (proc(5); fs/proc/array.c of the
 * kernel). */
#ifndef LEAKLINE_PARSE_STATUS_H
#define LEAKLINE_PARSE_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status_row.h"

struct notes;

/* The callbacks; context is passed through from parse_status. */
struct status_reader {
	/* How many bytes and lines at the start of rest are a process that need not be parsed? May
	 * be NULL. */
	size_t (*known)(void *context, struct span rest, uint64_t *lines);
	/* text: the whole process, spanning lines lines; empty if anything was odd. */
	void (*row)(void *context, const struct status_row *row, struct span text, uint64_t lines);
};

/* Calls the reader for each process. */
void parse_status(
	struct span text, struct notes *notes, const struct status_reader *reader, void *context);

/* Does a process start there, or the text end? */
bool parse_status_begins(struct span rest);

/* The PID if the text is the status of exactly one process and has it; else 0. */
int32_t parse_status_only_pid(struct span text);

/* Undoes the kernel's escapes (\n, \\) in a name, into out (at least name.len bytes). Returns the
 * span there. */
struct span parse_status_unescape(struct span name, char *out);

#endif
