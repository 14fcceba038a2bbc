/* loose_place.h - to which run and which round of it a file belongs that leakline did not name. */
#ifndef LEAKLINE_LOOSE_PLACE_H
#define LEAKLINE_LOOSE_PLACE_H

#include "../base/span.h"
#include "name_number.h"

/*
 * Gives what counts the round of a file: a number or date in its name, base, or in that of the
 * folder that it lies in where each round has one; *folder, that of the file, becomes the folder of
 * the run. only_pid: the one PID that the file tells of, else -1.
 */
void loose_place(
	struct span base, int64_t only_pid, struct name_number *number, struct span *folder);

#endif
