/* log_look.h - what a log is by what it begins with. */
#ifndef LEAKLINE_LOG_LOOK_H
#define LEAKLINE_LOG_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "../kinds.h"
#include "log_rounds.h"

struct run_text;

/* How the lines of a piece are to be read. */
enum piece_form {
	PIECE_AS_PRINTED, /* as the tool printed them */
	PIECE_BARE,       /* no header of ps, PID of pmap or Name of status: rows of ps aux, sums of
			     one process */
	PIECE_DATED       /* rows of ps behind dates, as ts(1) or a logger put them */
};

/* What a first look at a log tells. */
struct log_look {
	enum kind kind;       /* of what it begins with; KIND_NONE: nothing in it is known */
	enum kind forced;     /* that the user gave, else KIND_NONE */
	enum piece_form form; /* of all of it, if it is one piece */
	enum log_rule rule;   /* what parts its rounds */
	bool headers_follow;  /* each header ends before another comes: each begins a round */
	bool is_one;          /* one piece: its readings have times, or are told apart by key */
	bool is_pidless;      /* no line of status gives a PID: grep kept Name but not Pid */
	bool is_nameless;     /* no line of status gives a name: a heading may give the PID */
	bool is_late;     /* dates come after their tables: each belongs to the piece before it */
	bool is_by_clock; /* no line tells a day, and all tell the time of day, or all but the year
			   */
	bool is_all;      /* rule, headers_follow, is_late and is_by_clock are what all of it shows,
			     not its beginning alone */
	bool each_line;   /* each of its lines is looked at, also rows that the table before has,
			     too: it makes no difference, as tests show */
};

/* Its kind, and how it is to be read, without what only the whole text shows. Arguments as of
 * log_pieces_look. */
struct log_look log_look_begin(struct run_text *text, enum kind forced, bool alone);

/* The kind that a line of the log begins, by its own words; KIND_NONE: it begins none. */
enum kind log_look_begun(const struct log_look *look, struct span line);

/* May a table with that header begin a round? first: the header that began the one at hand, or
 * empty. */
bool log_look_parts(const struct log_look *look, struct span header, struct span first);

#endif
