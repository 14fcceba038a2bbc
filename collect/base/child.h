/* child.h - runs a tool and reads its output, within a time limit; and who adopts orphans. */
#ifndef LEAKLINE_CHILD_H
#define LEAKLINE_CHILD_H

#include <stdint.h>

struct buffer;
struct waiting;

/* How it ended. */
enum child_end {
	CHILD_GOOD,    /* exit status 0 */
	CHILD_BAD,     /* another status, a signal, or more output than CHILD_OUTPUT_MAX */
	CHILD_LATE,    /* it was killed at the deadline */
	CHILD_MISSING, /* there is no such program, or no permission to run it */
	CHILD_FAILED   /* no process or pipe could be created: errno */
};

enum { CHILD_OUTPUT_MAX = 1 << 20 };

/* Runs argv (NULL-ended, found in PATH) with standard input and error at /dev/null and appends its
 * output. deadline_ms: of io_monotonic_ms. A second stop signal ends it, as CHILD_LATE. */
enum child_end child_output(
	char *const *argv, struct waiting *waiting, int64_t deadline_ms, struct buffer *into);

/*
 * The PID that becomes the parent of a child of this process that loses its parent: 1, or a process
 * that asked for it (PR_SET_CHILD_SUBREAPER, prctl(2)): a container's or a CI's runner, systemd
 * --user. /proc does not tell, so an orphan is made, and ends at once. 0: unknown.
 */
int64_t child_adopter(void);

#endif
