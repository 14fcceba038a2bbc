/* machine_folders.h - folders that may be rounds of one machine, or several machines. */
#ifndef LEAKLINE_MACHINE_FOLDERS_H
#define LEAKLINE_MACHINE_FOLDERS_H

#include "../columns/columns.h"
#include "../import/loose_order.h"

struct notes;

/* r10/ps.txt and r11/ps.txt may be of two routers: folders of rounds count from 0. Where some have
 * such names and none of the count files is number 0, drops all processes, adds a note, and returns
 * true. */
bool machine_folders_drop(
	const struct loose_file *files, size_t count, struct columns *columns, struct notes *notes);

#endif
