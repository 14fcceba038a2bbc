/* nameless.h - sums that no line says the process of, in a run being read: of one process, or
 * nobody knows of which. */
#ifndef LEAKLINE_NAMELESS_H
#define LEAKLINE_NAMELESS_H

#include <stdbool.h>
#include <stdint.h>

#include "../kinds.h"
#include "../import/log_pieces.h"

struct columns;
struct facts;
struct notes;

enum { NAMELESS_SUMS = 5 };

/* What is known of a run's lines without a header. All zero to begin. */
struct nameless {
	bool lines; /* there are some */
	bool sums;  /* other ones than rows of ps, whose PIDs are in them */
	bool dated; /* a date begins their rounds */
	bool any;   /* of some nothing tells the process */
	bool twice; /* a round has two such sums that differ */
	int64_t told[KIND_NONE][NAMELESS_SUMS]; /* of the round at hand: KiB + 1; 0 not told */
};

/* Takes what was read of a piece; of a log in the order of its text. */
void nameless_take(
	struct nameless *nameless, const struct log_piece *piece, const struct facts *facts);

/*
 * After the last member: notes say how such lines were read. Where sums are those of several
 * processes, or of a folder's files (files) in which others have a PID, they are left out of the
 * columns, and it gives true. several: two numbers in the files' names did not tell rounds.
 */
bool nameless_finish(const struct nameless *nameless, bool files, bool several,
	struct columns *columns, struct notes *notes);

#endif
