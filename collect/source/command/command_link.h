/* command_link.h - a shell, here or behind a transport, that is asked and answers in frames */
#ifndef LEAKLINE_COMMAND_LINK_H
#define LEAKLINE_COMMAND_LINK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../../base/io.h"

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
	const char *via; /* command that gives a shell; NULL: the one of this host */
	struct waiting *waiting;
	pid_t pid; /* 0: not connected */
	int to, from;
	char token[COMMAND_TOKEN + 1];
	uint32_t number;   /* of the request under way */
	bool strip_cr;     /* the transport makes CR LF of LF */
	size_t answer_max; /* an answer of more bytes has no end; the caller sets it */
	char why[128];     /* why the connection was lost */
};

enum link_result {
	LINK_GOOD,
	LINK_LOST,   /* the connection is of no use any more and closed; why is set */
	LINK_STOPPED /* a second signal to stop came; closed */
};

/* Starts the shell. 0, or -1 with why set. */
int command_link_open(struct command_link *link);

/* Ends the shell and all that it started; waits two seconds at most, after a second signal to stop
 * 0.4. Safe when not connected. */
void command_link_close(struct command_link *link);

/* Runs the lines of SCRIPT and puts what they print into answer, from behind the mark `begin` to
 * before `end`. */
enum link_result command_link_ask(
	struct command_link *link, const struct buffer *script, struct buffer *answer);

/* Adds the shell text that prints the mark of a file. */
void command_link_mark(struct buffer *script, const char *name);

/* A file of an answer. */
struct command_file {
	const char *name;
	size_t name_len;
	const char *bytes;
	size_t len;
};

/* Takes the file that begins at *at in the answer; *at moves behind it, and is 0 at first. False:
 * there are no more. */
bool command_link_next(const struct command_link *link, const struct buffer *answer, size_t *at,
	struct command_file *file);

#endif
