/* child.h - runs a tool and reads its output, within a time limit. */
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

/* In a child: becomes a shell that runs a command, or NULL: one that reads its standard input.
 * Returns only if there is none, with errno. */
void child_become_shell(const char *command);

#endif
