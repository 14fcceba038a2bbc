/* command_listing.h - the processes of another host, from the text of all its /proc/PID/stat */
#ifndef LEAKLINE_COMMAND_LISTING_H
#define LEAKLINE_COMMAND_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../base/buffer.h"
#include "../native/native_process.h"

struct command_process {
	struct native_process process; /* its name points into the text of the listing */
	const char *record;            /* its text of stat, LF and all; there too */
	size_t record_len;
	/* Data found out earlier moves with a process from one listing to the next. */
	struct buffer cmdline;
	bool cmdline_known;
	bool asked; /* is it a target, in this round */
	bool is_target;
};

/* Ascending by PID. All zero is empty. */
struct command_listing {
	struct command_process *processes;
	size_t count;
	struct buffer store; /* memory of processes */
};

/* Builds the listing from consecutive stat files; the text must stay unchanged. */
void command_listing_build(struct command_listing *listing, const struct buffer *text);

/* A process that was in BEFORE (same PID and start) keeps its data, except the command line if its
 * name changed. Processes left in BEFORE have ended. */
void command_listing_inherit(struct command_listing *listing, struct command_listing *before);

/* The process with that PID, or NULL. */
struct command_process *command_listing_find(const struct command_listing *listing, int32_t pid);

/* Frees the processes and what they hold; the second also the memory of the list. */
void command_listing_clear(struct command_listing *listing);
void command_listing_free(struct command_listing *listing);

#endif
