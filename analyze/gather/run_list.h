/* run_list.h - the runs of one operand: one for each folder, and one for each log of several
 * rounds. */
#ifndef LEAKLINE_RUN_LIST_H
#define LEAKLINE_RUN_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "run_build.h"

/* In one archive or folder; each has a report. */
enum { RUN_LIST_LIMIT = 4096 };

/* All zero is empty; memory is the arena's. */
struct run_list {
	struct run_build **items;
	size_t count, room;
	struct intern_table folders;
	struct index places[2]; /* by interned folder: runs that leakline wrote, and others */
	bool too_many;          /* some were left out */
};

/* The run of that folder, or of a log of that path, created if new; NULL: too many. beside: the
 * folder that it lies in. */
struct run_build *run_list_at(struct run_list *list, struct arena *arena, struct span folder,
	bool loose, struct span beside);

/* Sorts by folder and frees what is not a run: files with unknown names beside a run's files,
 * folders without any data of a round. */
void run_list_sort(struct run_list *list);

/* Takes the notes on that run's files, found by their path in it, inside or outside an archive; and
 * the notes on files in no run. */
void run_list_notes(const struct run_list *list, const struct run_build *build,
	const struct notes *all, struct notes *notes);

/* Does any run consist of files without leakline names? */
bool run_list_any_loose(const struct run_list *list);

/* Frees the runs that are marked is_dropped, and takes them off the list. */
void run_list_drop(struct run_list *list);

#endif
