/* target_tell.h - the events of one target, and what is said of it on standard error. */
#ifndef LEAKLINE_TARGET_TELL_H
#define LEAKLINE_TARGET_TELL_H

#include <stdbool.h>
#include <stdint.h>

struct buffer;
struct target;

/* Appends an event that says no more than which target is meant. */
void target_tell(
	const struct target *target, const char *event, uint32_t number, struct buffer *lines);

/* Reports what could not be read of a target that is there, each thing once. quiet: in events
 * alone. */
void target_tell_lacks(struct target *target, bool quiet, uint32_t number, struct buffer *lines);

/* Reports that not all processes are seen, which are the targets (-a). */
void target_tell_others(bool quiet, uint32_t number, struct buffer *lines);

#endif
