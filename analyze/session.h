/* session.h - one call of the program over its operands: names, report folders, standard output,
 * exit status. */
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

/* Runs that were read. */
struct run_shelf {
	struct analysis **items;
	size_t count, capacity;
};

struct session {
	const struct analyze_options *options;
	struct run_shelf baselines; /* read once, of all --baseline */
	struct run_shelf pending;   /* the runs of the operand at hand */
	struct run_shelf kept;      /* judged and reported, until --junit is written */
	struct fleet fleet;
	struct unique_names names; /* of runs and their report folders */
	size_t run_count;
	struct arena arena; /* names, paths */
	bool occurred[4];   /* which exit statuses */
	bool broken;        /* the gate or a baseline could not be read */
	bool top_prepared;  /* the folder of several runs is there */
};

/* Reads --gate and --baseline; a failure is remembered for session_end and said at once. */
void session_begin(struct session *session, struct analyze_options *options);

/* Reads, judges and reports the runs of one operand. */
void session_operand(struct session *session, const char *path);

/* The table of several runs, --junit; frees all. Gives the exit status of the program. */
int session_end(struct session *session);

#endif
