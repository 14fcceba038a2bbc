/* command_link.h - a shell, here or behind a transport, that runs requests and answers in frames */
#ifndef LEAKLINE_COMMAND_LINK_H
#define LEAKLINE_COMMAND_LINK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../../base/buffer.h"

struct waiting;

/*
 * A request is one line of shell. It is run with standard input from /dev/null and its messages
 * dropped, and what it prints comes between two marks, each on a line of its own:
 *	TOKEN begin NUMBER	what stands before is noise: a login's banner, an echo
 *	TOKEN file NAME		then the bytes, and a LF that is not theirs
 *	TOKEN end NUMBER
 * TOKEN is 128 random bits in hex, new for each connection.
 */
enum { COMMAND_TOKEN = 32 };

struct command_link {
	const char *via; /* command that starts a shell; NULL: this host's */
	struct waiting *waiting;
	pid_t pid; /* 0: not connected */
	int to, from;
	char token[COMMAND_TOKEN + 1];
	uint32_t number;   /* of the current request */
	bool strip_cr;     /* the transport turns LF into CR LF */
	size_t answer_max; /* a longer answer is taken as endless; the caller sets it */
	char why[128];     /* why the connection was lost */
};

enum link_result {
	LINK_GOOD,
	LINK_LOST,   /* the connection is unusable and closed; why is set */
	LINK_STOPPED /* a second stop signal came; closed */
};

/* Starts the shell. Returns 0, or -1 with why set. */
int command_link_open(struct command_link *link);

/* Ends the shell and all its children; waits two seconds at most, after a second stop signal 0.4.
 * Safe when not connected. */
void command_link_close(struct command_link *link);

/* Runs the lines of SCRIPT and stores their output in answer, from after the mark `begin` to before
 * `end`. */
enum link_result command_link_ask(
	struct command_link *link, const struct buffer *script, struct buffer *answer);

/* Adds shell text that prints the mark of a file. */
void command_link_mark(struct buffer *script, const char *name);

/* A file of an answer. */
struct command_file {
	const char *name;
	size_t name_len;
	const char *bytes;
	size_t len;
};

/* Returns the file that starts at *at in the answer and moves *at past it; start with *at 0. False:
 * there are no more. */
bool command_link_next(const struct command_link *link, const struct buffer *answer, size_t *at,
	struct command_file *file);

/* Has the file this name? */
bool command_link_is_called(const struct command_file *file, const char *name);

#endif
