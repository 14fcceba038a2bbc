/* store_files.h - writes the files of a round into a folder, all of them or none. */
#ifndef LEAKLINE_STORE_FILES_H
#define LEAKLINE_STORE_FILES_H

#include <fcntl.h>

#include "store.h"

/* Room for the name of a file, a dot in front and a NUL; flags of open(2) for a new file. */
enum {
	STORE_FILES_NAME = 80,
	STORE_FILES_NEW = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
};

/* Makes or opens a file of mode 0600, whatever the umask. Returns the descriptor, or -1 with errno.
 */
int store_files_create(int folder, const char *name, int flags);

/* Flushes and closes a file; *fd is -1 afterwards. Returns 0, or -1 with errno. */
int store_files_flush(int *fd);

/*
 * Writes, flushes and renames all files of the round. Returns 0; or -1 with errno, and failed_name
 * (STORE_FILES_NAME bytes) names the file that failed. EINTR: all work is to end at once. After a
 * failure some of the files may be there: store_files_remove() removes them.
 */
int store_files_write(
	int folder, const struct store_round *round, struct waiting *waiting, char *failed_name);

/* Removes what a failed round left, under dot-names or final names. Keeps errno. */
void store_files_remove(int folder, const struct store_round *round);

#endif
