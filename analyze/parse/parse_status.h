/* parse_status.h - /proc/PID/status of one or several processes (proc(5); fs/proc/array.c of the
 * kernel). */
#ifndef LEAKLINE_PARSE_STATUS_H
#define LEAKLINE_PARSE_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One process. KiB; -1 where the file does not tell. */
struct status_row {
	struct span name; /* as it stands: \n and \\ escaped by the kernel */
	char state;       /* R, S, D, T, Z ...; 0 not told */
	int64_t pid, tgid, threads;
	int64_t switches, forced_switches; /* of context: voluntary and not */
	int64_t rss, rss_anon, rss_file, rss_shmem, swap, size, data, stack, page_tables, peak_size;
	bool has_memory; /* any Vm line stands, or what a kernel without MMU prints instead */
};

/* Who is called; context is that of parse_status. */
struct status_reader {
	/* How many bytes at the beginning of rest, lines of them, are a process that need not be
	 * read? May be NULL. */
	size_t (*known)(void *context, struct span rest, uint64_t *lines);
	/* text: all of it, in so many lines; empty where something was odd. */
	void (*row)(void *context, const struct status_row *row, struct span text, uint64_t lines);
};

/* Calls the reader for each process; spans point into text. Odd lines become notes. */
void parse_status(
	struct span text, struct notes *notes, const struct status_reader *reader, void *context);

/* Does a process begin there, or the text end? */
bool parse_status_begins(struct span rest);

/* The PID of the one process that a text of status is of; 0 where it is of several, or does not
 * tell. */
int32_t parse_status_only_pid(struct span text);

/*
 * parse_status for what `grep VmRSS /proc/PID/status` printed, time after time: of one process
 * without a PID (-1), or of several with the path in front. A row begins where another PID or a
 * line that it has already comes.
 */
void parse_status_bare(struct span text, struct notes *notes,
	void (*row)(void *context, const struct status_row *), void *context);

/* Is the line one of memory out of status (VmRSS, RssAnon ...) or its Name, with the file's path in
 * front or without? */
bool parse_status_is_bare(struct span line);

/* Undoes the kernel's escapes (\n, \\) of a name in place into out (at least name.len bytes). Gives
 * the span there. */
struct span parse_status_unescape(struct span name, char *out);

#endif
