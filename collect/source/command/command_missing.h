/* command_missing.h - targets that a list of processes lacks: have they ended, or does /proc hide
 * them? */
#ifndef LEAKLINE_COMMAND_MISSING_H
#define LEAKLINE_COMMAND_MISSING_H

#include <stdbool.h>
#include <stdint.h>

#include "command_link.h"
#include "command_listing.h"
#include "../cgroup/cgroup.h"
#include "../source.h"

/* All zero is none. */
struct command_missing {
	struct buffer list;
	bool was_asked, hides; /* /proc there hides the processes of other users, when last asked */
};

/* What the host has shown in this round. */
struct command_host {
	const struct command_listing *listing;
	const struct buffer *members; /* of cgroups that are targets, as in struct cgroups */
	int32_t shell;                /* the PID of the shell, which is not in the list */
};

/* Before the first list of a round. */
void command_missing_begin(struct command_missing *missing);

/* Notes a target that was in the list before and is not in the new one. */
void command_missing_add(struct command_missing *missing, const struct command_process *entry);

/*
 * After a whole list: asks the host's shell about those that were noted, now or in a round before,
 * and tells the round what became of each: SOURCE_GONE, and it is forgotten; or SOURCE_DENIED, as
 * it lives, and /proc hides it there (hidepid). Processes of other users in cgroups whose processes
 * are targets are met and told, too, if they are not in the list for that reason. Sets
 * round->hides. Asks nothing where none is missing, but once. Returns how the question went.
 */
enum link_result command_missing_ask(struct command_missing *missing, struct command_link *link,
	const struct command_host *host, struct source_round *round);

void command_missing_free(struct command_missing *missing);

#endif
