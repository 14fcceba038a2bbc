/* notes.h - what was odd in the input: file, line, reason. Odd input is data, never an error of the
 * program. */
#ifndef LEAKLINE_NOTES_H
#define LEAKLINE_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "span.h"

/* One oddity. line 0: the whole file. */
struct note {
	struct span file; /* as the run names it */
	uint64_t line;
	struct span
		reason; /* a sentence without a full stop; may hold input bytes: escape at output */
};

/*
 * A collection; all zero but arena is empty. At most NOTES_PER_FILE of one file are kept, the rest
 * are counted; and of all of them the first NOTES_KEPT, in the order of notes_sort, however members
 * were handed to workers. A parser adds to the current file, which notes_file() names.
 */
enum { NOTES_PER_FILE = 20, NOTES_KEPT = 8192 };

struct notes {
	struct arena *arena; /* where texts are copied to; set by the owner before use; nobody
				else's where many are added */
	struct note *items;
	size_t count, capacity;
	struct span file; /* the current one */
	bool file_copied; /* its name is in the arena */
	bool cut; /* the first NOTES_KEPT items are in order, and nothing behind the last of these
		     is taken */
	size_t file_count;     /* oddities of the current file so far, kept or not */
	uint64_t total;        /* of all files, kept or not */
	uint64_t lines_before; /* what a reader has at hand is a part of the file: so many lines
				  stand before it */
	struct span holed; /* the file as it is, where a reader has it with a line end for each run
			      of NULs; else empty */
};

/* Says of which file the next notes are. The name must live until the first of them: most files
 * have none. */
void notes_file(struct notes *notes, struct span file);

/* Adds "file:line: reason" for the current file; line counts from 1 in what the reader has, 0 is
 * the whole file. Texts are copied. */
void notes_add(struct notes *notes, uint64_t line, const char *reason);

/* The same with a piece of the input behind the reason: `reason "piece"` (piece cut at 60 bytes;
 * raw bytes). */
void notes_add_span(struct notes *notes, uint64_t line, const char *reason, struct span piece);

/* Takes a note over as one on that file; the total is the caller's. */
void notes_copy(struct notes *notes, const struct note *note, struct span file);

/* Moves all of other's notes into notes (texts are copied into its arena). */
void notes_join(struct notes *notes, const struct notes *other);

/* Keeps but the first NOTES_KEPT, where there are more: these are then in order. */
void notes_cut(struct notes *notes);

/* Puts them into the order of file, line, reason, and drops what occurs twice. */
void notes_sort(struct notes *notes);

#endif
