/* loose_place.c - to which run and which round of it a file belongs that leakline did not name. */
#include "loose_place.h"

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
static struct span above_proc(struct span folder, int64_t only_pid)
{
	struct span last = last_name(folder), above = without_last(folder);
	uint64_t pid;

	if (!span_number(last, INT32_MAX, &pid) || (int64_t)pid != only_pid)
		return folder;
	if (span_is(last_name(above), "proc"))
		return without_last(above);
	return name_is_number(last_name(above)) ? above : folder;
}

/*
 * A folder a round (1/ps.txt, 1/pmap.txt, 2/ps.txt): files without a number but a PID, in a folder
 * whose name is nothing but one. Cuts it off *folder.
 */
static bool take_round_folder(
	struct span base, int64_t only_pid, struct name_number *number, struct span *folder)
{
	struct name_number own = name_number(base);
	struct span round = above_proc(*folder, only_pid);

	if ((own.found && (own.time_ms >= 0 || (int64_t)own.number != only_pid)) ||
		!name_is_number(last_name(round)))
		return false;
	*number = name_number(last_name(round));
	number->is_part = name_number_is_part(last_name(round));
	*folder = without_last(round);
	return true;
}

void loose_place(
	struct span base, int64_t only_pid, struct name_number *number, struct span *folder)
{
	if (!take_round_folder(base, only_pid, number, folder))
		*number = name_number(base);
}
