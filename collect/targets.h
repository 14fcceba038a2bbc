/* targets.h - selects the processes to record: PIDs, names, expressions; what appeared, ended,
 * restarted. */
#ifndef LEAKLINE_TARGETS_H
#define LEAKLINE_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "source/source.h"
#include "target.h"
#include "target_match.h"
#include "tree.h"

struct collect_options;

struct targets {
	const struct collect_options *options;
	struct target_match match;
	struct target_list list;
	int32_t *pids; /* of the PID operands */
	size_t pid_count;
	struct buffer names; /* of all processes of the first look, a line each */
	bool first_look;     /* only look for targets, record nothing */
	bool outside;        /* a target of the first look is not in the cgroup that was named */
	struct tree tree;
	bool settled; /* the first snapshot of this session is done: from now on, new targets have
			 appeared */
	size_t alive; /* targets seen in the last round */
	unsigned empty_rounds; /* consecutive rounds without a target */
};

/* Parses the operands. Returns 0, or -1 after printing one line. */
int targets_open(struct targets *targets, const struct collect_options *options);
void targets_close(struct targets *targets);

/* Prepares a round for the source: the callbacks, and whether it must list all processes. */
void targets_prepare(struct targets *targets, struct source_round *round);

/* After the first look: adds the descendants of the targets, with --tree, and returns the operand
 * that matched nothing, or NULL. */
const char *targets_missing(struct targets *targets);

/* After a round: appends appeared, gone, denied, restarted to lines; forgets targets that ended
 * long ago. */
void targets_finish(struct targets *targets, uint32_t number, struct buffer *lines);

/* Are all gone, with nothing left to wait for? */
bool targets_ended(const struct targets *targets);

/* The PID if there is exactly one target, else 0. */
int32_t targets_only_pid(const struct targets *targets);

/* The name of the first live target, for the progress line; empty if there is none. */
const char *targets_first_name(const struct targets *targets);

#endif
