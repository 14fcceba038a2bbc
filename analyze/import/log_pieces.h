/* log_pieces.h - a file that a loop appended to, in pieces of one kind: where a round begins, and
 * when it was. */
#ifndef LEAKLINE_LOG_PIECES_H
#define LEAKLINE_LOG_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"

struct arena;
struct notes;

struct log_piece {
	enum kind kind;
	struct span text;
	uint64_t lines_before; /* in the file */
	int64_t time_ms;       /* of its round, from a line of `date`; -1: not known */
	bool new_round;        /* it follows a date, or a header that this round already has */
	bool by_header;        /* and it is such a header */
	bool headed; /* it follows the header of ps that separates rounds, and no date separates
			them */
	bool bare; /* it has no header of ps, PID of pmap or Name of status: rows of ps aux, sums of
		      one process */
	struct span header; /* of a table of ps that goes on after a date: the line that names its
			       columns */
	struct span group;  /* the container or host that a heading gives for it; empty: none */
	bool prefixed;      /* its rows begin with dates */
	int32_t owner; /* of mappings: the process whose status comes before them; 0: a header names
			  it, or nothing does */
	bool by_pid;   /* nothing else separates rounds: one begins when a PID is repeated */
};

/* The pieces of a log: array and count, in the arena. forced: the kind that the user gave, else
 * KIND_NONE. alone: the log is not one file among others, so all of it is searched for known text.
 * Logs with rounds of their own (atop, mprof, psrecord) are one piece. No piece: nothing in it is
 * known. */
size_t log_pieces_split(struct span text, enum kind forced, bool alone, struct arena *arena,
	struct notes *notes, struct log_piece **pieces);

#endif
