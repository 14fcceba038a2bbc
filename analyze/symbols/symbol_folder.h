/* symbol_folder.h - the ELF files of a folder and those below it, by build id. */
#ifndef LEAKLINE_SYMBOL_FOLDER_H
#define LEAKLINE_SYMBOL_FOLDER_H

#include <stddef.h>

#include "../base/arena.h"
#include "../base/span.h"

/* A file with a build id. */
struct symbol_path {
	struct span path; /* from the folder */
	struct span build_id;
};

struct symbol_folder {
	int fd;                    /* -1: closed */
	struct symbol_path *files; /* sorted by build id, then by path */
	size_t count, room;
	size_t seen; /* files of any kind */
	bool cut;    /* there are others, which were not looked at */
	struct arena arena;
};

/* Lists the folder, with the first files_max files in it and below. Links to files are followed,
 * those to folders are not; only regular files are opened. Returns 0, or -1 with errno. */
int symbol_folder_open(struct symbol_folder *folder, const char *path, size_t files_max);
void symbol_folder_close(struct symbol_folder *folder);

/* The files with this build id: the first, and their number. */
const struct symbol_path *symbol_folder_find(
	const struct symbol_folder *folder, struct span build_id, size_t *count);

/* Is there a file of that name, whatever its build id? */
bool symbol_folder_has_name(const struct symbol_folder *folder, struct span name);

/* Opens a file for reading; -1 if that fails, or if it is not a regular file. */
int symbol_folder_file(const struct symbol_folder *folder, const struct symbol_path *file);

#endif
