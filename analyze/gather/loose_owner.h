/* loose_owner.h - whose the readings of a piece are, where its lines alone do not say it. */
#ifndef LEAKLINE_LOOSE_OWNER_H
#define LEAKLINE_LOOSE_OWNER_H

#include "../base/index.h"
#include "worker.h"

/* What is known of the owners in a file. All zero to begin, but worker and rule. */
struct loose_owner {
	struct worker *worker; /* which reads the file: its name, notes, hint and scratch memory */
	enum log_rule rule;    /* what parts its rounds */
	struct index shared;   /* PIDs that two processes have at a time */
	bool by_name;          /* several had names and no PID: their names tell them apart */
};

/*
 * Completes the facts of a piece by its heading, by its file's place in a copy of /proc, and by the
 * names of processes that share a PID. Sums of several processes that nothing tells apart are
 * dropped, with a note and the worker's hint.
 */
void loose_owner_find(
	struct loose_owner *owner, const struct log_piece *piece, struct facts *facts);

#endif
