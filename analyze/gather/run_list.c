/* run_list.c - the runs of one operand: one per folder, kept apart from other files in it. */
#include "run_list.h"

#include <stdlib.h>

#include "../base/list.h"
#include "../base/notes.h"

struct run_build *run_list_at(struct run_list *list, struct arena *arena, struct span folder,
	bool loose, struct span beside)
{
	struct span name = intern(&list->folders, arena, folder);
	uint32_t *place = index_at(&list->places[loose], arena, index_key(name.at));
	struct run_build *build;

	if (*place)
		return list->items[*place - 1];
	if (list->count == RUN_LIST_LIMIT) {
		list->too_many = true;
		return NULL;
	}
	list->items =
		list_room_in(arena, list->items, list->count + 1, &list->room, sizeof *list->items);
	build = arena_take(arena, sizeof *build);
	build->folder = name;
	build->beside = arena_copy(arena, beside);
	build->is_loose = loose;
	build->columns.arena = &build->arena;
	list->items[list->count++] = build;
	*place = (uint32_t)list->count;
	return build;
}

/* The run that a file belongs to, among those sorted by folder; a log is its own run. NULL: none.
 */
static const struct run_build *owner_of(const struct run_list *list, struct span file)
{
	for (struct span folder = file;;
		folder.len = span_rfind(folder, '/') > 0 ? (size_t)span_rfind(folder, '/') : 0) {
		size_t low = 0, high = list->count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (span_compare(list->items[middle]->folder, folder) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < list->count && span_equal(list->items[low]->folder, folder))
			return list->items[low];
		if (!folder.len)
			return NULL;
	}
}

void run_list_notes(const struct run_list *list, const struct run_build *build,
	const struct notes *all, struct notes *notes)
{
	notes->total += all->total;
	for (size_t i = 0; i < all->count; i++) {
		struct span file = all->items[i].file;
		const struct run_build *owner;

		while (span_starts(file, "./"))
			file = span_from(file, 2);
		owner = owner_of(list, file);
		if (owner && !span_equal(owner->folder, build->folder)) {
			notes->total--;
			continue;
		}
		if (owner && build->beside.len && file.len > build->beside.len)
			file = span_from(file, build->beside.len + 1);
		notes_copy(notes, &all->items[i], file);
	}
}

/* Sorts by folder; files with unknown names come after the run next to them. */
static int compare_builds(const void *a, const void *b)
{
	const struct run_build *x = *(struct run_build *const *)a,
			       *y = *(struct run_build *const *)b;
	int order = span_compare(x->folder, y->folder);

	return order ? order : x->is_loose - y->is_loose;
}

/* Is there a run by leakline in the folder of this one? */
static bool is_beside_run(const struct run_list *list, const struct run_build *build)
{
	for (size_t i = 0; build->is_loose && i < list->count; i++)
		if (!list->items[i]->is_loose && span_equal(list->items[i]->folder, build->beside))
			return true;
	return false;
}

void run_list_drop(struct run_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->is_dropped)
			run_build_free(list->items[i]);
		else
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

/* A log of the machine alone: it counts where no process was recorded beside it. */
static bool is_of_system(const struct run_build *build)
{
	return build->is_loose && build->columns.system_count;
}

void run_list_sort(struct run_list *list)
{
	bool any = false;

	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare_builds);
	for (size_t i = 0; i < list->count; i++)
		any |= list->items[i]->columns.count > 0;
	for (size_t i = 0; i < list->count; i++)
		list->items[i]->is_dropped =
			(any ? !list->items[i]->columns.count : !is_of_system(list->items[i])) ||
			is_beside_run(list, list->items[i]);
	run_list_drop(list);
}

bool run_list_any_loose(const struct run_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->is_loose)
			return true;
	return false;
}
