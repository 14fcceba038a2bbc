/* command_round.h - the command source's state, and one round of its host. */
#ifndef LEAKLINE_COMMAND_ROUND_H
#define LEAKLINE_COMMAND_ROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "../cgroup/cgroup.h"
#include "../source.h"
#include "command_link.h"
#include "command_listing.h"
#include "command_missing.h"
#include "command_script.h"

/* Bytes that any answer may have. */
enum { COMMAND_ROUND_ANSWER = 16 << 20 };

/* The list of processes in an answer: empty or not there, without its end, or whole. */
enum command_list { LIST_MISSING, LIST_CUT, LIST_WHOLE };

struct command {
	struct source source;
	struct command_link link;
	struct command_tools tools;
	struct cgroups cgroups;
	int64_t reconnect_ms; /* how long a lost connection is tried again */
	bool quiet;
	struct buffer script, answer; /* of the current request */
	/* The processes of this round and of the one before; their names point into the texts. */
	struct buffer list_text[2];
	struct command_listing listing[2];
	int current; /* which of the two is this round's */
	/* Of the current round: the processes that survived it, and the readable ones. */
	struct command_listing check;
	struct buffer check_text, readable, failed;
	struct command_missing missing; /* targets that are not listed */
	int32_t shell;                  /* PID of the shell that answers; 0: not known yet */
	enum command_list list;         /* of the current answer */
	bool is_bad;                    /* no attempt yielded a complete round */
};

/* Asks for a round and fills the texts of round; in a steady state with one request, as it asks for
 * the targets that there were at the end of the previous round. LINK_GOOD and is_bad: no attempt
 * gave a complete round, round->trouble says why. */
enum link_result command_round_take(struct command *command, struct source_round *round);

/* Adds a line to the trouble of a round: what, then why, escaped. */
void command_round_trouble(struct source_round *round, const char *what, const char *why);

#endif
