/* command_missing.h - targets that a list of processes lacks: have they ended, or does /proc hide
 * them? */
#ifndef LEAKLINE_COMMAND_MISSING_H
#define LEAKLINE_COMMAND_MISSING_H

#include "command_link.h"
#include "command_listing.h"
#include "../source.h"

/* Notes a target that was in the list before and is not in the new one. All zero is none. */
void command_missing_add(struct buffer *missing, const struct command_process *entry);

/*
 * After a whole list: asks the host's shell about those that were noted, now or in a round before,
 * and tells the round what became of each: SOURCE_GONE, and it is forgotten; or SOURCE_DENIED, as
 * it lives, and /proc has been mounted anew there (hidepid). Asks nothing where none is missing.
 * Returns how the question went.
 */
enum link_result command_missing_ask(struct buffer *missing, struct command_link *link,
	const struct command_listing *listing, struct source_round *round);

#endif
