/* command_script.h - the shell script for a round: POSIX sh and cat, and the tools */
#ifndef LEAKLINE_COMMAND_SCRIPT_H
#define LEAKLINE_COMMAND_SCRIPT_H

#include "../../base/buffer.h"
#include "../../base/kinds.h"

struct command_listing;
struct source_round;

/* What the host provides. */
struct command_tools {
	const char *ps; /* the command for a table of all processes; NULL: none */
	bool has_pmap;  /* pmap -d */
	bool ps_ends_well, pmap_ends_well; /* with status 0 when all is well: not all do */
};

/* Writes the script: the list of processes, then all requested data of the listing's targets, then
 * their stat again, to check that they survived it. The answer's files are `self` (PID of the
 * shell), `list` and `check` (texts of stat), `readable` (PIDs between blanks), kinds by their
 * names, and `failed` (names of files, between blanks, whose commands had a status other than 0:
 * they may be incomplete). Without pmap, maps and smaps_rollup replace it. */
void command_script_round(struct buffer *script, const struct command_tools *tools,
	const struct source_round *round, const struct command_listing *targets);

/* Requests the command lines of processes that may be of interest and whose command line is still
 * unknown; the answer's files are named by their PIDs. False: there is none to request. */
bool command_script_cmdlines(
	struct buffer *script, const struct command_listing *listing, int32_t shell);

#endif
