/* symbols.h - names of the functions, objects and types that pointers lead to, from binaries and
 * debug files in a folder of the user's. Files are matched by build id; nothing is ever fetched. */
#ifndef LEAKLINE_SYMBOLS_H
#define LEAKLINE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/arena.h"
#include "../base/notes.h"
#include "../base/span.h"

struct processes;
struct symbols;

/* Was the program built with libelf? */
bool symbols_are_there(void);

/* The most files that are looked at: a copy of a device's root file system has less, and so has a
 * developer's /usr (a quarter of a million files). */
enum { SYMBOL_FILES_MAX = 1000000 };

/* Lists the ELF files among the first files_max files in the folder and below. Returns NULL after
 * printing one line if the folder cannot be read. Without libelf prints a line, and nothing gets a
 * name. */
struct symbols *symbols_open(const char *folder, size_t files_max);
void symbols_free(struct symbols *symbols);

/* Fills `object` of all classes of blocks whose pointer is known by name; names live in the arena.
 * Adds notes on files that the folder lacks and that growing classes point into. Accepts symbols
 * NULL. */
void symbols_name(struct symbols *symbols, struct processes *processes, struct arena *arena,
	struct notes *notes);

#endif
