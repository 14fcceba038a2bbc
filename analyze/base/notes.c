/* notes.c - oddities in the input: file, line, reason. */
#include "notes.h"

#include <stdlib.h>
#include <string.h>

#include "list.h"

enum { PIECE_BYTES = 60 };

void notes_file(struct notes *notes, struct span file)
{
	notes->file = file;
	notes->file_count = 0;
	notes->file_copied = false;
	notes->lines_before = 0;
	notes->holed = (struct span){ NULL, 0 };
}

/*
 * Finds the line number in a file with holes as editors and grep -n count it, by LFs alone.
 * Searching again is cheap for the few notes kept per file; remembering every hole is not: a file
 * may consist of them.
 */
static uint64_t line_with_holes(struct span text, uint64_t line)
{
	uint64_t at_hand = 1, in_file = 1;

	for (size_t i = 0; i < text.len && at_hand < line; i++) {
		bool hole = !text.at[i] && (!i || text.at[i - 1]);

		at_hand += hole || text.at[i] == '\n';
		in_file += text.at[i] == '\n';
	}
	return in_file;
}

static uint64_t line_in_file(const struct notes *notes, uint64_t line)
{
	if (!line)
		return 0;
	line += notes->lines_before;
	return notes->holed.len ? line_with_holes(notes->holed, line) : line;
}

static void append(struct notes *notes, struct note note)
{
	notes->items = list_room_in(notes->arena, notes->items, notes->count + 1, &notes->capacity,
		sizeof *notes->items);
	notes->items[notes->count++] = note;
}

static int compare_notes(const void *a, const void *b)
{
	const struct note *x = a, *y = b;
	int order = span_compare(x->file, y->file);

	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	return order ? order : span_compare(x->reason, y->reason);
}

void notes_cut(struct notes *notes)
{
	if (notes->count <= NOTES_KEPT)
		return;
	qsort(notes->items, notes->count, sizeof *notes->items, compare_notes);
	notes->count = NOTES_KEPT;
	notes->cut = true;
}

/* Truncates the list and frees the memory of what it drops: an archive may hold a million odd
 * files. */
static void cut_and_free(struct notes *notes)
{
	struct arena fresh = { NULL, 0 };
	struct note *items = arena_take_array(&fresh, notes->capacity, sizeof *items);

	notes_cut(notes);
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->items[i];
		bool same = i && note->file.at == notes->items[i - 1].file.at;

		items[i] = (struct note){ same ? items[i - 1].file : arena_copy(&fresh, note->file),
			note->line, arena_copy(&fresh, note->reason) };
	}
	if (notes->file_copied)
		notes->file = arena_copy(&fresh, notes->file);
	arena_free(notes->arena);
	*notes->arena = fresh;
	notes->items = items;
}

static void add(struct notes *notes, uint64_t line, struct span reason)
{
	struct note note = { notes->file, 0, reason };

	notes->total++;
	if (notes->file_count++ >= NOTES_PER_FILE)
		return;
	note.line = line_in_file(notes, line);
	if (notes->cut && compare_notes(&note, &notes->items[NOTES_KEPT - 1]) >= 0)
		return;
	if (!notes->file_copied)
		notes->file = arena_copy(notes->arena, notes->file);
	notes->file_copied = true;
	append(notes, (struct note){ notes->file, note.line, arena_copy(notes->arena, reason) });
	if (notes->count >= 2 * NOTES_KEPT)
		cut_and_free(notes);
}

void notes_add(struct notes *notes, uint64_t line, const char *reason)
{
	add(notes, line, span_of(reason));
}

void notes_add_span(struct notes *notes, uint64_t line, const char *reason, struct span piece)
{
	char text[PIECE_BYTES + 256];
	size_t len = strlen(reason), taken = piece.len < PIECE_BYTES ? piece.len : PIECE_BYTES;

	if (span_is_hole(piece))
		return; /* that file has its own note */
	if (len > sizeof text - PIECE_BYTES - 8)
		len = sizeof text - PIECE_BYTES - 8;
	memcpy(text, reason, len);
	memcpy(text + len, " \"", 2);
	if (taken)
		memcpy(text + len + 2, piece.at, taken);
	text[len + 2 + taken] = '"';
	add(notes, line, (struct span){ text, len + taken + 3 });
}

void notes_join(struct notes *notes, const struct notes *other)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct note *note = &other->items[i];

		append(notes, (struct note){ arena_copy(notes->arena, note->file), note->line,
				      arena_copy(notes->arena, note->reason) });
	}
	notes->total += other->total;
}

void notes_copy(struct notes *notes, const struct note *note, struct span file)
{
	append(notes, (struct note){ arena_copy(notes->arena, file), note->line,
			      arena_copy(notes->arena, note->reason) });
}

void notes_sort(struct notes *notes)
{
	size_t kept = 0;

	if (!notes->count)
		return;
	qsort(notes->items, notes->count, sizeof *notes->items, compare_notes);
	for (size_t i = 1; i < notes->count; i++)
		if (compare_notes(&notes->items[kept], &notes->items[i]))
			notes->items[++kept] = notes->items[i];
	notes->count = kept + 1;
}
