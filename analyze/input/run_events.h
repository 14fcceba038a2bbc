/* run_events.h - events.tsv, and the pieces of it that end each round of a stream; run.info. */
#ifndef LEAKLINE_RUN_EVENTS_H
#define LEAKLINE_RUN_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

struct run_event {
	int64_t time_ms;    /* -1 not told */
	int64_t uptime_ms;  /* -1 not told */
	int64_t round;      /* -1 empty */
	struct span event, detail;
};

/* Calls row for each whole line. A last line without LF is cut: it does not count. */
void run_events_read(struct span text, struct notes *notes, void (*row)(void *context, const struct run_event *), void *context);

/* Calls row for each `key: value` of run.info; false where its first line is not that of the format. */
bool run_info_read(struct span text, struct notes *notes, void (*row)(void *context, struct span key, struct span value),
	void *context);

#endif
