/* trial.h - what all parsers promise of their rows, notes and facts, held against hostile text. */
#ifndef LEAKLINE_FUZZ_TRIAL_H
#define LEAKLINE_FUZZ_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/base/span.h"
#include "analyze/import/log_look.h"
#include "analyze/kinds.h"

/* One text and the parser that reads it. */
struct trial {
	struct arena arena;
	struct notes notes;
	struct span text; /* as parse_text_prepare() gives it */
	size_t rows;      /* the target counts them: at most one a line */
};

/* What a text is taken for. */
struct trial_form {
	enum kind kind;
	enum piece_form lines;
};

/* Ends the program with this message, unless what a header promises was kept. */
void trial_promise(bool kept, const char *what);

/* Promises that a span of a row points into the text. */
void trial_inside(const struct trial *trial, struct span s);

/* Promises that a size or time of a row is a number, or -1: not recorded. */
void trial_number(int64_t number);

/* Prepares the text. */
void trial_begin(struct trial *trial, struct span text);

/* Promises no more rows than lines, and no note behind the last line; frees everything. */
void trial_end(struct trial *trial);

/* Reads the text as two rounds, parted by a byte 0x1e (or the text twice), and promises that what
 * the first left behind changes nothing in the second. */
void trial_facts(struct trial *trial, struct trial_form form);

#endif
