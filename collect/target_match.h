/* target_match.h - do the operands and options of the command line mean this process? */
#ifndef LEAKLINE_TARGET_MATCH_H
#define LEAKLINE_TARGET_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct collect_options;
struct source_process;

/* A TARGET of the command line. */
struct operand {
	const char *name;
	size_t len;
	int32_t pid; /* -1: it is a name; 0: a number too large for any process */
	bool met;    /* a process matched it */
};

/* What processes are compared with. */
struct target_match {
	const struct collect_options *options;
	struct operand *operands; /* options->target_count of them */
	struct buffer line;       /* work space: a command line as text */
	/* our PID, and ACTION's process group: 0: none, as on another host the PIDs are not ours */
	int32_t self, action_group;
	int32_t orphan; /* in the first look: the PID of our own orphan (adopter.h); 0: none */
};

/* Reads the operands. Returns 0, or -1 if there is no memory for them. */
int target_match_open(
	struct target_match *match, const struct collect_options *options, int32_t self);
void target_match_close(struct target_match *match);

/* Is it the collector, a shell of its source, or ACTION? These are targets only by their PID. */
bool target_match_is_ours(const struct target_match *match, const struct source_process *process);

/* Returns whether the process is meant, and marks the operands that it meets. *by_pid: by nothing
 * but its PID. */
bool target_match(struct target_match *match, const struct source_process *process, bool *by_pid);

#endif
