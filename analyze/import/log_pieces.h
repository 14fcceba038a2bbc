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
#include "log_piece.h"

struct arena;
struct notes;
struct run_text;

/*
 * Looks over a log. forced: the kind that the user gave, else KIND_NONE. alone: the log is not one
 * file among others, so all of it is searched for known text. text->span is read from its beginning
 * to its end; scratch memory is the arena's.
 */
struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena);

/* Cuts the log into pieces; none if nothing in it is known. */
void log_pieces_read(struct run_text *text, const struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink);

#endif
