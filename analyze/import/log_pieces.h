/* log_pieces.h - a file that a loop appended to, cut into pieces of one kind: each says what a
 * round begins with, and when it was. */
#ifndef LEAKLINE_LOG_PIECES_H
#define LEAKLINE_LOG_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"
#include "log_look.h"

struct arena;
struct notes;
struct run_text;

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
	int32_t owner; /* of mappings: the process whose status comes before them; 0: a header names
			  it, or nothing does */
};

/*
 * Looks over a log. forced: the kind that the user gave, else KIND_NONE. alone: the log is not one
 * file among others, so all of it is searched for known text. text->span is read from its beginning
 * to its end; scratch memory is the arena's.
 */
struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena);

/* Takes the pieces, one at a time, in the order of the log. */
struct piece_sink {
	void (*take)(void *context, const struct log_piece *piece);
	void *context;
};

/* Cuts the log into pieces; none if nothing in it is known. */
void log_pieces_read(struct run_text *text, const struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink);

#endif
