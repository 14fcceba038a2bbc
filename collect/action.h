/* action.h - runs ACTION in its own process group, with a time limit, and keeps the head and tail
 * of its output. */
#ifndef LEAKLINE_ACTION_H
#define LEAKLINE_ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct waiting;

/*
 * The output of a round's actions: at most 64 KiB, the first half and the last. One pipe serves all
 * rounds: processes that ACTION leaves running can write to it as long as the collector lives, and
 * get no SIGPIPE when ACTION itself ends.
 */
struct action_output {
	int read_fd, write_fd;
	struct buffer head, tail; /* tail is a ring once it is full */
	size_t tail_begin;
	uint64_t lost; /* bytes between head and tail */
};

struct action {
	char *const *argv;   /* NULL-ended; NULL: there is a command */
	const char *command; /* for sh -c */
	int64_t timeout_ms;  /* -1: none */
	/* its environment */
	uint32_t round;
	bool warmup; /* sets LEAKLINE_ROUND to 0 */
	const char *run;
	const char *arm;  /* its name */
	int32_t only_pid; /* 0: none */
};

struct action_result {
	bool started; /* else error is the errno of fork or wait */
	int error;
	int exit_status; /* -1: killed by a signal */
	int signal;
	int64_t ms;
	bool timed_out, stopped; /* stopped: a stop signal came meanwhile */
	bool abandoned;          /* a second stop signal came: its process group was killed */
};

/* Is there a program that execvp would run? Returns 0, or -1 with errno. */
int action_find(const char *name);

/* Opens the pipe. Returns 0, or -1 with errno. */
int action_output_open(struct action_output *output);

/* Reads what is in the pipe, at most 1 MiB: a flood must not keep the caller from its deadlines. */
void action_drain(struct action_output *output);

/* Runs it to its end; *group is its process group ID (for targets). */
void action_run(const struct action *action, struct waiting *waiting, struct action_output *output,
	int32_t *group, struct action_result *result);

/* What messages call it. */
const char *action_title(const struct action *action);

/* Did it fail: exit status not 0, signal or timeout? */
bool action_failed(const struct action_result *result);

/* Appends the output since the last call after a line with the round number; empties the output. */
void action_take_output(struct action_output *output, uint32_t round, struct buffer *text);

/* Closes and frees what action_output_open opened. */
void action_output_close(struct action_output *output);

#endif
