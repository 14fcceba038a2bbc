/* waiting.h - the only place that waits: for a deadline, a child's end, a pipe, or a signal to
 * stop. */
#ifndef LEAKLINE_WAITING_H
#define LEAKLINE_WAITING_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SIGINT, SIGTERM, SIGHUP (unless ignored) and SIGCHLD are blocked and read from a descriptor:
 * there is no handler. */
struct waiting {
	int fd;
	int stops;          /* number of stop signals so far */
	int stop_signal;    /* the first one */
	int64_t patient_ms; /* until then (io_monotonic_ms) the first one may be answered in order;
			       whoever still waits then is told of a second one */
	int reader; /* a pipe that this program writes to: that its reader has gone is a stop
		       signal, SIGPIPE; -1: none */
};

enum wait_result {
	WAIT_READY, /* the descriptor is ready, or its other end is gone */
	WAIT_CHILD, /* a child has ended: waitpid() returns which */
	WAIT_STOP,  /* a stop signal came, or the first one is overdue (each is reported once) */
	WAIT_DEADLINE,
	WAIT_FAILED /* errno */
};

/* Blocks the signals, ignores SIGPIPE and SIGXFSZ. Returns 0, or -1 with errno. */
int waiting_open(struct waiting *waiting);
void waiting_close(struct waiting *waiting);

/* In a child, before exec: restores the signals (a child inherits mask and ignored signals). */
void waiting_restore(void);

/* Waits for fd (-1: none) to be ready for events (POLLIN, POLLOUT), or the deadline
 * (io_monotonic_ms; -1: none). */
enum wait_result wait_for(struct waiting *waiting, int fd, short events, int64_t deadline_ms);

/* Looks for stop signals without waiting. Returns whether all work ends now: a second one came, or
 * the first one is overdue. For work that takes long and never waits. */
bool waiting_look(struct waiting *waiting);

/* Writes all bytes to a pipe or the like whose reader may be slow; a second stop signal interrupts
 * it, and a first one if the reader takes nothing for a moment. Returns 0, or -1 with errno (EINTR
 * if interrupted); *written is how many it has taken. */
int wait_and_write(struct waiting *waiting, int fd, const char *bytes, size_t len, size_t *written);

#endif
