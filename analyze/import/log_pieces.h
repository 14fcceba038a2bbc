/* log_pieces.h - a file that a loop appended to, cut into pieces of one kind: each says what a
 * round begins with, and when it was. */
#ifndef LEAKLINE_LOG_PIECES_H
#define LEAKLINE_LOG_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"
#include "log_rounds.h"

struct arena;
struct notes;
struct run_text;

/* How the lines of a piece are to be read. */
enum piece_form {
	PIECE_AS_PRINTED, /* as the tool printed them */
	PIECE_BARE,       /* no header of ps, PID of pmap or Name of status: rows of ps aux, sums of
			     one process */
	PIECE_DATED       /* rows of ps behind dates, as ts(1) or a logger put them */
};

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

/* What a first look over a whole log tells. */
struct log_look {
	enum kind kind;       /* of what it begins with; KIND_NONE: nothing in it is known */
	enum kind forced;     /* that the user gave, else KIND_NONE */
	enum piece_form form; /* of all of it, if it is one piece */
	enum log_rule rule;   /* what parts its rounds */
	bool is_one;          /* one piece: its readings have times, or are told apart by key */
	bool is_pidless;      /* no line of status gives a PID: grep kept Name but not Pid */
	bool is_late;    /* dates come after their tables: each belongs to the piece before it */
	int64_t last_ms; /* of its last date; -1: not known */
	bool are_unsure; /* some of its dates do not tell their day */
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
