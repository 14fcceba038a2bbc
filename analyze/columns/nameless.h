/* nameless.h - sums without a process name in a run being read: they belong to one process, or it
 * is unknown to which. */
#ifndef LEAKLINE_NAMELESS_H
#define LEAKLINE_NAMELESS_H

#include <stdbool.h>
#include <stdint.h>

#include "../import/log_pieces.h"
#include "../kinds.h"

struct columns;
struct facts;
struct notes;

enum { NAMELESS_SUMS = 5 };

/* What is known about a run's lines without a header. All zero to begin. */
struct nameless {
	bool lines; /* there are some */
	bool sums;  /* also lines other than rows of ps, which have their PIDs */
	bool dated; /* their rounds start with a date */
	bool any;   /* some have no identifiable process */
	bool twice; /* one round has two such sums that differ */
	int64_t told[KIND_NONE][NAMELESS_SUMS]; /* of the current round: KiB + 1; 0 if unknown */
};

/* Takes the data of a piece; for a log in text order. by_date: only dates part its rounds. */
void nameless_take(struct nameless *nameless, const struct log_piece *piece,
	const struct facts *facts, bool by_date);

/*
 * After the last member: adds notes on how such lines were read. If sums belong to several
 * processes, or to a folder's files (files) among which others have a PID, removes them from the
 * columns and returns true. several: two numbers in the files' names did not identify rounds.
 */
bool nameless_finish(const struct nameless *nameless, bool files, bool several,
	struct columns *columns, struct notes *notes);

#endif
