/* store_place.c - is the run still where it was begun? */
#include "store_place.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "../base/io.h"
#include "../base/say.h"

static bool is_at(int fd, const char *path)
{
	struct stat here, there;

	return !fstat(fd, &here) && !stat(path, &there) && here.st_dev == there.st_dev &&
	       here.st_ino == there.st_ino;
}

char *store_place_moved(int fd, const char *path, bool at_end)
{
	char *now;

	if (is_at(fd, path))
		return NULL;
	now = io_path(fd, path);
	if (now && is_at(fd, now)) {
		say("%s: somebody moved it to %s", path, now);
		return now;
	}
	free(now);
	if (at_end)
		say("%s: the run is not there any more (somebody moved it, or unmounted its disk)",
			path);
	return NULL;
}
