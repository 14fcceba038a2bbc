/* symbols.c - names for the pointers of a run's blocks: which files are asked, in which order. */
#include "symbols.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/list.h"
#include "../base/room.h"
#include "../base/say.h"
#include "../base/text.h"
#include "../history/processes.h"
#include "symbol_elf.h"
#include "symbol_folder.h"
#include "symbol_text.h"

/* Files of one build that are asked: a binary, its debug file, copies of both. */
enum { FILES_OF_BUILD_MAX = 8 };

/* Files without a match that a note names. */
enum { MISSING_NAMED = 5 };

struct symbols {
	struct symbol_folder folder;
	const char *path;
};

/* Classes of blocks whose pointers lead into a file, sorted by build, then by offset. */
struct class_list {
	struct block_class **items;
	size_t count, room;
};

bool symbols_are_there(void)
{
	return symbol_elf_is_there();
}

struct symbols *symbols_open(const char *path, size_t files_max)
{
	struct symbols *symbols = room_resize(NULL, 1, sizeof *symbols);

	symbols->path = path;
	if (symbol_folder_open(&symbols->folder, path, files_max) != 0) {
		say("--symbols: %s: %s (a folder of binaries or debug files is needed)", path,
			strerror(errno));
		free(symbols);
		return NULL;
	}
	if (!symbol_elf_is_there())
		say("--symbols: this program was built without libelf, so nothing gets a name (addr2line takes module+0xoffset)");
	return symbols;
}

void symbols_free(struct symbols *symbols)
{
	if (!symbols)
		return;
	symbol_folder_close(&symbols->folder);
	free(symbols);
}

static int compare_classes(const void *a, const void *b)
{
	const struct block_class *one = *(struct block_class *const *)a,
				 *other = *(struct block_class *const *)b;
	int order = span_compare(one->build_id, other->build_id);

	if (order == 0)
		order = span_compare(one->module, other->module);
	return order != 0 ? order : (one->offset > other->offset) - (one->offset < other->offset);
}

static void list_classes(struct processes *processes, struct class_list *list)
{
	for (size_t i = 0; i < processes->count; i++) {
		struct heap_view *heap = &processes->items[i].heap;

		for (size_t k = 0; k < heap->class_count; k++)
			if (heap->classes[k].module.len > 0) {
				list->items = list_room(list->items, list->count + 1, &list->room,
					sizeof *list->items);
				list->items[list->count++] = &heap->classes[k];
			}
	}
	if (list->count > 0)
		qsort(list->items, list->count, sizeof *list->items, compare_classes);
}

/* Is one of these classes larger at the end than at first? */
static bool some_grow(struct block_class *const *classes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (classes[i]->count_last > classes[i]->count_first)
			return true;
	return false;
}

/* Adds a note if the folder has a file of that name but of another build. Returns true if so. */
static bool note_other_build(const struct symbols *symbols, const struct block_class *class,
	struct arena *arena, struct notes *notes)
{
	if (!symbol_folder_has_name(&symbols->folder, class->module))
		return false;
	notes_file(notes, class->module);
	notes_add(notes, 0,
		text_format(arena,
			"the file of this name in %s is of another build than %.*s: no names are taken from it",
			symbols->path, (int)class->build_id.len, class->build_id.at));
	return true;
}

/* Files of the run that are not in the folder: the names of the first ones, and their number. */
struct missing {
	struct span name[MISSING_NAMED];
	size_t count;
};

static void note_missing(const struct symbols *symbols, const struct missing *missing,
	struct arena *arena, struct notes *notes)
{
	struct text text;

	if (missing->count == 0)
		return;
	text_begin(&text, arena);
	if (symbols->folder.cut)
		fprintf(text.file, "among its first %zu files ", symbols->folder.seen);
	fprintf(text.file, "%s has no file with the build id of", symbols->path);
	for (size_t i = 0; i < missing->count && i < MISSING_NAMED; i++)
		fprintf(text.file, "%s %.*s", i > 0 ? "," : "", (int)missing->name[i].len,
			missing->name[i].at);
	if (missing->count > MISSING_NAMED)
		fprintf(text.file, " and %zu more", missing->count - MISSING_NAMED);
	notes_file(notes, span_of("(symbols)"));
	notes_add(notes, 0, text_end(&text));
}

/* Names the classes of one build: all files of that build are asked, and the best answer counts.
 * Returns false if there is none. */
static bool name_build(const struct symbols *symbols, struct block_class **classes, size_t count,
	struct arena *arena)
{
	const struct symbol_path *file;
	struct symbol_query *queries;
	struct arena names = { NULL, 0 };
	size_t files = 0;

	file = symbol_folder_find(&symbols->folder, classes[0]->build_id, &files);
	if (files == 0)
		return false;
	queries = arena_take_array(&names, count, sizeof *queries);
	for (size_t i = 0; i < count; i++)
		queries[i].offset = classes[i]->offset;
	for (size_t i = 0; i < files && i < FILES_OF_BUILD_MAX; i++) {
		int fd = symbol_folder_file(&symbols->folder, &file[i]);

		if (fd < 0)
			continue;
		symbol_elf_find(fd, queries, count, &names);
		close(fd);
	}
	for (size_t i = 0; i < count; i++)
		classes[i]->object = arena_copy(arena, symbol_text(&queries[i], &names));
	arena_free(&names);
	return true;
}

void symbols_name(struct symbols *symbols, struct processes *processes, struct arena *arena,
	struct notes *notes)
{
	struct class_list list = { NULL, 0, 0 };
	struct missing missing = { .count = 0 };

	if (!symbols || !symbol_elf_is_there())
		return;
	list_classes(processes, &list);
	for (size_t i = 0, behind; i < list.count; i = behind) {
		const struct block_class *first = list.items[i];

		for (behind = i + 1; behind < list.count &&
				     span_equal(list.items[behind]->build_id, first->build_id) &&
				     span_equal(list.items[behind]->module, first->module);
			behind++)
			;
		/* what has no build id is a file of data, or was recorded without: no names */
		if (first->build_id.len == 0 ||
			name_build(symbols, list.items + i, behind - i, arena) ||
			/* who looks for a leak needs no names of what stays */
			!some_grow(list.items + i, behind - i) ||
			note_other_build(symbols, first, arena, notes))
			continue;
		if (missing.count < MISSING_NAMED)
			missing.name[missing.count] = first->module;
		missing.count++;
	}
	note_missing(symbols, &missing, arena, notes);
	free(list.items);
}
