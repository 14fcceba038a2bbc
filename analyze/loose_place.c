/* loose_place.c - to which run and which round of it a file belongs that leakline did not name. */
#include "loose_place.h"

/* Is the number in a file's name the PID of all that it tells (status.4711)? */
static bool is_numbered_by_pid(const struct worker *worker, uint64_t number)
{
	size_t told = 0;

	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct facts *facts = &worker->piece_facts[i];

		told += facts->count;
		for (size_t j = 0; j < facts->count; j++)
			if ((uint64_t)facts->processes[j].pid != number)
				return false;
	}
	return told > 0;
}

static struct span last_name(struct span folder)
{
	return span_from(folder, (size_t)(span_rfind(folder, '/') + 1));
}

static struct span without_last(struct span folder)
{
	ptrdiff_t slash = span_rfind(folder, '/');

	return (struct span){ folder.at, slash > 0 ? (size_t)slash : 0 };
}

/* The folder of a round that copies of /proc lie in: 7/proc/4711/status, 7/4711/status. */
static struct span above_proc(const struct worker *worker, struct span folder)
{
	struct span last = last_name(folder), above = without_last(folder);
	uint64_t pid;

	if (!span_number(last, INT32_MAX, &pid) || !is_numbered_by_pid(worker, pid))
		return folder;
	if (span_is(last_name(above), "proc"))
		return without_last(above);
	return name_is_number(last_name(above)) ? above : folder;
}

/*
 * A folder a round (1/ps.txt, 1/pmap.txt, 2/ps.txt): files without a number but a PID, in a folder whose name is nothing but one.
 * Cuts it off *folder.
 */
static bool is_folder_of_round(const struct worker *worker, struct name_number *number, struct span *folder)
{
	struct name_number own = name_number(worker->name.base);
	struct span round = above_proc(worker, *folder);

	if ((own.found && (own.time_ms >= 0 || !is_numbered_by_pid(worker, own.number))) || !name_is_number(last_name(round)))
		return false;
	*number = name_number(last_name(round));
	*folder = without_last(round);
	return true;
}

void loose_place(const struct worker *worker, struct name_number *number, struct span *folder)
{
	*folder = worker->name.folder;
	if (!is_folder_of_round(worker, number, folder))
		*number = name_number(worker->name.base);
}
