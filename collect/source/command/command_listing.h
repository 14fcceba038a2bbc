/* command_listing.h - the processes of another host, by the text of all its /proc/PID/stat */
#ifndef LEAKLINE_COMMAND_LISTING_H
#define LEAKLINE_COMMAND_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../base/io.h"
#include "../native/native_process.h"

struct command_process {
	struct native_process process; /* its name points into the text of the listing */
	const char *record;            /* its text of stat, LF and all; there too */
	size_t record_len;
	/* What was found out earlier goes with a process from one listing to the next. */
	struct buffer cmdline;
	bool cmdline_known;
	bool asked; /* whether it is a target, in this round */
	bool is_target;
};

/* Ascending by PID. All zero is empty. */
struct command_listing {
	struct command_process *processes;
	size_t count;
	struct buffer store; /* where they are */
};

/* Makes the listing from the text of stat files one after another, which must stay as it is. A
 * process that was in BEFORE (same PID and start) goes on: what is known of it moves over, but for
 * the command line of one that has changed its name. What is left in BEFORE has ended. */
void command_listing_build(
	struct command_listing *listing, const struct buffer *text, struct command_listing *before);

/* The process with that PID, or NULL. */
struct command_process *command_listing_find(const struct command_listing *listing, int32_t pid);

void command_listing_clear(struct command_listing *listing);
void command_listing_free(struct command_listing *listing);

#endif
