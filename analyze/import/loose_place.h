/* loose_place.h - finds the run and the round of a file without a leakline name. */
#ifndef LEAKLINE_LOOSE_PLACE_H
#define LEAKLINE_LOOSE_PLACE_H

#include "../base/span.h"
#include "../cells/name_number.h"

/* Gives the number or date that counts the round of a file: from its name, base, or from the name
 * of its folder if each round has a folder. *folder is the file's folder; it becomes the folder of
 * the run. only_pid: the one PID in the file, else -1. */
void loose_place(
	struct span base, int64_t only_pid, struct name_number *number, struct span *folder);

#endif
