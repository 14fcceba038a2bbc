/* log_piece.h - a piece of a log: text of one kind, and what is known of it from what stands around
 * it. */
#ifndef LEAKLINE_LOG_PIECE_H
#define LEAKLINE_LOG_PIECE_H

#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"
#include "log_look.h"

/* What may begin a round with a piece. */
enum piece_begin {
	PIECE_GOES_ON,
	PIECE_FIRST_HEADER, /* a header of ps, the first of its round */
	PIECE_HEADER,       /* a header that its round already has */
	PIECE_DATE
};

struct log_piece {
	enum kind kind;
	enum piece_form form;
	enum piece_begin begin;
	struct span text;
	uint64_t lines_before; /* in the file */
	int64_t time_ms;       /* of its round, from a line of `date`; -1: not known */
	struct span header; /* of a table of ps that goes on after a date: the line that names its
			       columns */
	struct span group;  /* the container or host that a heading gives for it; empty: none */
	int32_t pid;        /* that a line in front tells of what tells none; 0: none does */
	int32_t owner; /* of mappings: the process whose status comes before them; 0: a header names
			  it, or nothing does */
};

/* Takes the pieces, one at a time, in the order of the log. */
struct piece_sink {
	void (*take)(void *context, const struct log_piece *piece);
	void *context;
};

#endif
