/* log_split.h - a log being gone through, a line at a time: what its lines do to its pieces. */
#ifndef LEAKLINE_LOG_SPLIT_H
#define LEAKLINE_LOG_SPLIT_H

#include "log_headers.h"
#include "log_piece.h"
#include "log_repeat.h"
#include "log_rounds.h"
#include "../cells/moment.h"
#include "../cells/parse_date_words.h"

/* A log being gone through. */
struct log_split {
	const struct log_look *look;   /* in the first look: of what it begins with alone */
	const struct piece_sink *sink; /* NULL in the first look */
	struct arena *arena;
	struct notes *notes;
	struct log_piece piece, before; /* at hand, and the one before it; the first has the kind
					   KIND_NONE until something is known */
	size_t count;                   /* of pieces */
	struct log_piece *held;         /* of a round whose date comes after them */
	size_t held_count, held_room;
	int32_t pid;          /* the last one that a line tells alone: that of the next lines */
	bool has_told_pid;    /* by the line before: a piece begins */
	bool has_no_pid;      /* sizes came since the last date, and no such line so far */
	bool has_pids_behind; /* the first such line came behind sizes: all of them may */
	struct span group;    /* the last heading: the container that the next lines belong to */
	struct span table;    /* the header line of the last table of ps */
	struct span header; /* the same from PID on, of the table that began the round; empty: none
			       yet */
	enum piece_begin begin; /* of the next line */
	bool rows;              /* something else than headers stood in it */
	struct log_partings parts;
	struct log_headers different;
	int64_t time_ms;      /* of the last date */
	int64_t clock_ms;     /* since the first day that it has, of the last time of day */
	struct moment moment; /* of those */
	bool row_has_clock;   /* the line before was a header whose rows begin with the time */
	size_t clocks;        /* dates that gave one; of top and pidstat, lines */
	struct span date;     /* in front of the previous line; empty: none */
	enum kind dated;      /* the kind of the first line with that date */
	struct span dated_of; /* and what that line gives, see log_line_told_by */
	size_t told; /* lines that said more than a row does: a header, a date, another kind */
	struct log_repeat repeat;
	struct date_memory dates;
};

/* Takes the next line that is not empty. whole: with its end; number: from 1 on. */
void log_split_line(struct log_split *log, struct span whole, struct span line, uint64_t number);

/* Hands over what is left, after the last line. */
void log_split_end(struct log_split *log);

#endif
