/* run_events.h - events.tsv, and the pieces of it that end each round of a stream; run.info. */
#ifndef LEAKLINE_RUN_EVENTS_H
#define LEAKLINE_RUN_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* What run.info told; empty spans where it did not. Raw bytes, kernel escapes undone: escape at
 * output. */
struct run_info {
	struct span collector, started, host, kernel, boot_id, source, tools, targets, action;
	double page_kib; /* 4 where not told */
	bool page_told;
	uint32_t warmup_rounds;  /* the first ones; 0 none */
	struct span (*other)[2]; /* all key, value pairs as they stood, in order */
	size_t other_count;
};

struct run_event {
	int64_t time_ms;   /* -1 not told */
	int64_t uptime_ms; /* -1 not told */
	int64_t round;     /* -1 empty */
	struct span event, detail;
};

/* Calls row for each whole line. A last line without LF is cut: it does not count. */
void run_events_read(struct span text, struct notes *notes,
	void (*row)(void *context, const struct run_event *), void *context);

/* Calls row for each `key: value` of run.info; false where its first line is not that of the
 * format. */
bool run_info_read(struct span text, struct notes *notes,
	void (*row)(void *context, struct span key, struct span value), void *context);

#endif
