/* action.h - runs ACTION in a process group of its own, with a time limit, and keeps head and tail
 * of what it prints. */
#ifndef LEAKLINE_ACTION_H
#define LEAKLINE_ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/io.h"

struct waiting;

/*
 * What a round's actions printed: at most 64 KiB, the first half and the last. One pipe serves all
 * rounds: what ACTION leaves running can write to it as long as the collector lives, and is not
 * ended by SIGPIPE when ACTION itself ends.
 */
struct action_output {
	int read_fd, write_fd;
	struct buffer head, tail; /* tail is a ring once it is full */
	size_t tail_begin;
	uint64_t lost; /* bytes between head and tail */
};

struct action {
	char *const *argv;  /* NULL-ended */
	int64_t timeout_ms; /* -1: none */
	/* its environment */
	uint32_t round;
	bool warmup; /* its LEAKLINE_ROUND is 0 */
	const char *run;
	int32_t only_pid; /* 0: none */
};

struct action_result {
	bool started; /* else: error is the errno of fork or of waiting */
	int error;
	int exit_status; /* -1: it died by signal */
	int signal;
	int64_t ms;
	bool timed_out, stopped; /* stopped: a signal to stop came meanwhile */
	bool abandoned;          /* a second one: its process group was killed */
};

/* Is there a program that execvp would run? 0, or -1 with errno. */
int action_find(const char *name);

/* The pipe. 0, or -1 with errno. */
int action_output_open(struct action_output *output);

/* Takes what is in the pipe, at most a MiB: one that floods it must not keep the caller from its
 * deadlines. */
void action_drain(struct action_output *output);

/* Runs it to its end; *group is its process group (for targets). */
void action_run(const struct action *action, struct waiting *waiting, struct action_output *output,
	int32_t *group, struct action_result *result);

/* Failed: exit status not 0, signal, timeout. */
bool action_failed(const struct action_result *result);

/* Appends what was printed since the last call, a line in front that names the round; then the
 * output is empty. */
void action_take_output(struct action_output *output, uint32_t round, struct buffer *text);

/* Closes and frees what action_output_open has opened. */
void action_output_close(struct action_output *output);

#endif
