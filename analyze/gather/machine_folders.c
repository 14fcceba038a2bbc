/* machine_folders.c - folders that may be rounds of one machine, or several machines. */
#include "machine_folders.h"

#include "../base/notes.h"

bool machine_folders_drop(
	const struct loose_file *files, size_t count, struct columns *columns, struct notes *notes)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		any |= files[i].name.is_part;
		if (!files[i].name.number)
			return false;
	}
	if (!any)
		return false;
	notes_file(notes, span_of("(run)"));
	notes_add(notes, 0,
		"its folders do not count from 0, so that each may be of another machine: left out");
	while (columns->count)
		columns_drop(columns, columns->pids[0].pid);
	return true;
}
