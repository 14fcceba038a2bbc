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
 * Looks at the beginning of a log. forced: the kind that the user gave, else KIND_NONE. alone: the
 * log is not one file among others, so all of it is searched for known text. Where text->is_holed
 * is set then, nothing else is known. Scratch memory is the arena's.
 */
struct log_look log_pieces_look(
	struct run_text *text, enum kind forced, bool alone, struct arena *arena);

/*
 * Cuts the log into pieces; none if nothing in it is known. False: what was handed over does not
 * count, as a NUL was found behind its beginning (text->is_holed), or as all of it shows another
 * look than its beginning did: *look is that one now, with which it is to be read again.
 */
bool log_pieces_read(struct run_text *text, struct log_look *look, struct arena *arena,
	struct notes *notes, const struct piece_sink *sink);

#endif
