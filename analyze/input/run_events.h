/* run_events.h - events.tsv (also its parts after each round of a stream) and run.info. */
#ifndef LEAKLINE_RUN_EVENTS_H
#define LEAKLINE_RUN_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* The content of run.info; spans are empty if missing. Raw bytes, kernel escapes undone: escape at
 * output. */
struct run_info {
	struct span collector, started, host, kernel, boot_id, source, tools, targets, action;
	double page_kib; /* 4 if unknown */
	bool page_told;
	uint32_t warmup_rounds;  /* the first ones; 0: none */
	struct span (*other)[2]; /* all key, value pairs in file order */
	size_t other_count;
};

/* The value of a key of run.info; empty if it has none. */
struct span run_info_value(const struct run_info *info, const char *key);

struct run_event {
	int64_t time_ms;   /* -1 if unknown */
	int64_t uptime_ms; /* -1 if unknown */
	int64_t round;     /* -1 if empty */
	struct span event, detail;
};

/* Calls row for each complete line. A last line without LF is truncated and ignored. */
void run_events_read(struct span text, struct notes *notes,
	void (*row)(void *context, const struct run_event *), void *context);

/* Calls row for each `key: value` of run.info; returns false if its first line is not the format's.
 */
bool run_info_read(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, struct span value), void *context);

#endif
