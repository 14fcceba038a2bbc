/* notes.h - oddities in the input: file, line, reason. Odd input is data, never a program error. */
#ifndef LEAKLINE_NOTES_H
#define LEAKLINE_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "span.h"

/* One oddity. line 0 means the whole file. */
struct note {
	struct span file; /* as the run names it */
	uint64_t line;
	struct span
		reason; /* a sentence without a full stop; may hold input bytes: escape at output */
};

/*
 * A collection; all zero except arena is empty. Keeps at most NOTES_PER_FILE notes per file and
 * counts the rest; of all notes keeps the first NOTES_KEPT in the order of notes_sort, whichever
 * worker read which member. A parser adds to the current file, which notes_file() sets.
 */
enum { NOTES_PER_FILE = 20, NOTES_KEPT = 8192 };

struct notes {
	struct arena *arena; /* texts are copied here; set by the owner before use, and not shared
				if many notes are added */
	struct note *items;
	size_t count, capacity;
	struct span file; /* the current one */
	bool file_copied; /* its name has been copied into the arena */
	bool cut; /* the first NOTES_KEPT items are sorted, and nothing that sorts after them is
		     accepted */
	size_t file_count;     /* oddities in the current file so far, kept or not */
	uint64_t total;        /* in all files, kept or not */
	uint64_t lines_before; /* lines before the reader's part, if the reader has only a part of
				  the file */
	struct span holed; /* the original file, if the reader sees each run of NULs as a line end;
			      else empty */
};

/* Sets the file of the next notes. The name must live until the first note: most files have none.
 */
void notes_file(struct notes *notes, struct span file);

/* Adds "file:line: reason" for the current file; line counts from 1 in the reader's text, 0 is the
 * whole file. Texts are copied. */
void notes_add(struct notes *notes, uint64_t line, const char *reason);

/* The same with a piece of the input after the reason: `reason "piece"` (piece cut at 60 bytes; raw
 * bytes). */
void notes_add_span(struct notes *notes, uint64_t line, const char *reason, struct span piece);

/* Copies one note as a note on that file; the caller updates the total. */
void notes_copy(struct notes *notes, const struct note *note, struct span file);

/* Moves all notes of other into notes (texts are copied into its arena). */
void notes_join(struct notes *notes, const struct notes *other);

/* Keeps only the first NOTES_KEPT, sorted, if there are more. */
void notes_cut(struct notes *notes);

/* Sorts by file, line, reason and removes duplicates. */
void notes_sort(struct notes *notes);

#endif
