/* command_script.h - what a shell is asked to do for a round: POSIX sh and cat, and the tools */
#ifndef LEAKLINE_COMMAND_SCRIPT_H
#define LEAKLINE_COMMAND_SCRIPT_H

#include "../../base/io.h"
#include "../../base/kinds.h"

struct command_listing;
struct source_round;

/* What the host has. */
struct command_tools {
	const char *ps; /* the command for a table of all processes; NULL: none */
	bool has_pmap;  /* pmap -d */
	bool ps_ends_well, pmap_ends_well; /* with status 0 when all is well: not all do */
};

/* Writes the lines into script: the list of processes, then all that is wanted of those that the
 * listing has as targets, then these once more, to know that they lived through it. The answer's
 * files are `self` (PID of the shell), `list` and `check` (texts of stat), `readable` (PIDs between
 * blanks), kinds by their names, and `failed` (names of files, between blanks, whose commands did
 * not end with status 0: a half may stand there). Without pmap, maps and smaps_rollup stand for it.
 */
void command_script_round(struct buffer *script, const struct command_tools *tools,
	const struct source_round *round, const struct command_listing *targets);

/* The command lines of those processes whose command line is not known yet and may be of
 * interest; the files of the answer are called by their PIDs. False: there is none to ask for. */
bool command_script_cmdlines(
	struct buffer *script, const struct command_listing *listing, int32_t shell);

#endif
