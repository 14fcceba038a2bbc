/* targets.h - which processes are recorded: PIDs, names, expressions; what appeared, ended, started
 * anew. */
#ifndef LEAKLINE_TARGETS_H
#define LEAKLINE_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/io.h"
#include "source/source.h"

struct collect_options;

/* A process that is, or was, a target. */
struct target {
	int32_t pid;
	uint64_t start_ticks;
	char name[64]; /* as last seen; longer ones (kernel workers) are cut */
	size_t name_len;
	bool by_pid;      /* matched by a PID alone: nobody follows it */
	bool seen;        /* in the round at hand */
	bool gone;        /* reported */
	bool denied;      /* may not be read */
	bool heap_denied; /* its heap alone */
	bool told_denied, told_heap_denied;
	bool fresh;    /* new in this round */
	bool replaced; /* another one of its name came after it */
};

/* A TARGET. */
struct operand {
	const char *name;
	size_t len;
	int32_t pid; /* -1: it is a name */
	bool met;    /* something matched it */
};

struct targets {
	const struct collect_options *options;
	struct target *known;
	size_t count, room;
	struct operand *operands; /* options->target_count of them */
	int32_t *pids;            /* of the PID operands */
	size_t pid_count;
	struct buffer line; /* scratch: a command line as text */
	bool first_look;    /* only look, record nothing */
	int32_t look_pid;   /* one that was seen then */
	bool settled; /* the first snapshot of the call is done: what comes now has appeared */
	int32_t self, action_group; /* never targets but by PID; 0: none (on another host all PIDs
				       are others') */
	size_t alive;               /* targets seen in the last round */
	unsigned empty_rounds;      /* how many rounds in a row had none */
};

/* Reads the operands. 0, or -1 after printing one line. */
int targets_open(struct targets *targets, const struct collect_options *options);
void targets_close(struct targets *targets);

/* Prepares a round for the source: callbacks, and whether all processes have to be asked about. */
void targets_prepare(struct targets *targets, struct source_round *round);

/* After the look at the start: the operand that matched nothing, or NULL. */
const char *targets_missing(const struct targets *targets);

/* After a round: appends appeared, gone, denied, restarted to lines; forgets what ended long ago.
 */
void targets_finish(struct targets *targets, uint32_t number, struct buffer *lines);

/* All are gone, and nothing is left to wait for. */
bool targets_ended(const struct targets *targets);

/* The PID where there is exactly one target, else 0. */
int32_t targets_only_pid(const struct targets *targets);

/* The name of the first target that is alive, for the progress line; empty where there is none. */
const char *targets_first_name(const struct targets *targets);

#endif
