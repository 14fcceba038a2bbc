/* events.h - lines of events.tsv: TIME, UPTIME_MS, ROUND, EVENT, DETAIL. */
#ifndef LEAKLINE_COLLECT_EVENTS_H
#define LEAKLINE_COLLECT_EVENTS_H

#include <stdint.h>

#include "base/buffer.h"

struct action_result;

/* Appends the start of a line, up to the TAB before DETAIL. number < 0: ROUND is empty. */
void events_begin(struct buffer *lines, int64_t number, const char *event);

/* Ends the line. */
void events_end(struct buffer *lines);

/* Appends a whole line; detail is our own text (no control bytes), or NULL. */
void events_add(struct buffer *lines, int64_t number, const char *event, const char *detail);

/* NAME[PID] start=TICKS, with the name escaped. */
void events_process(
	struct buffer *lines, const char *name, size_t name_len, int32_t pid, uint64_t start_ticks);

/* Appends an `error` event for each line of trouble. */
void events_trouble(struct buffer *lines, int64_t number, const struct buffer *trouble);

/* Appends the `thinned` event: files of these kinds (bit set of 1u << enum kind) of rounds first to
 * last are to be removed. */
void events_thinned(
	struct buffer *lines, int64_t number, unsigned kinds, int64_t first, int64_t last);

/* Appends the `action` event; `error` if it could not be started. In an experiment arm is the name
 * of the round's arm, and times how often it ran; else NULL. */
void events_action(struct buffer *lines, int64_t number, const struct action_result *result,
	const char *arm, uint32_t times);

#endif
