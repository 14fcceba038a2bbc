/* session.h - one call of the program, over all its operands: names, report folders, standard
 * output, exit status. */
#ifndef LEAKLINE_SESSION_H
#define LEAKLINE_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "across/fleet.h"
#include "across/outcome.h"
#include "base/arena.h"
#include "options.h"

struct analysis;
struct gate;

/* Runs that have been read. */
struct run_shelf {
	struct analysis **items;
	size_t count, capacity;
};

struct session {
	const struct analyze_options *options;
	struct run_shelf baselines; /* of all --baseline options, read once */
	struct run_shelf pending;   /* the runs of the current operand */
	struct run_shelf kept;      /* judged and reported, kept until --junit is written */
	struct fleet fleet;
	struct unique_names names; /* names of runs and of their report folders */
	size_t run_count;
	bool any_unread;              /* files of an operand could not be read */
	struct outcome only;          /* of the last run that was judged; its .decided is "" */
	struct arena arena;           /* holds names and paths */
	bool occurred[EXIT_STATUSES]; /* which exit statuses occurred */
	bool broken;                  /* the gate, the symbols or a baseline could not be read */
	bool top_prepared;            /* the folder of several runs exists */
	bool top_refused;             /* it cannot be made, which was said once */
};

/* Reads --gate, --symbols and --baseline; a failure is reported at once and remembered for
 * session_end. */
void session_begin(struct session *session, struct analyze_options *options);

/* Reads, judges and reports the runs of the first operand, and of those behind it that are parts of
 * the same log (rotated.h), which it moves to its side. Gives how many operands these were. */
size_t session_operands(struct session *session, const char **paths, size_t count);

/* The same for a run that is still being written (--follow): watches it until it ends or is
 * decided, then judges and reports what is there. options: those of session_begin. */
void session_follow(struct session *session, struct analyze_options *options, const char *path);

/* Writes the table of several runs and --junit; frees everything. Returns the exit status of the
 * program. */
int session_end(struct session *session);

#endif
