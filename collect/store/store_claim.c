/* store_claim.c - takes a folder for one run: it is ours, and nobody else writes to it. */
#include "store_claim.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/io.h"
#include "../base/say.h"
#include "../base/waiting.h"

/* How long a killed collector may keep its lock; how often to retry. */
enum { LOCK_PATIENCE_MS = 1000, LOCK_LOOK_MS = 20 };

/*
 * One collector per folder: a second one gets a message. A child about to become ACTION holds its
 * collector's lock until exec, even if the collector was killed: hence a second's patience. A file
 * system without locks is trusted.
 */
static bool take_lock(int folder, struct waiting *waiting)
{
	int64_t until = io_monotonic_ms() + LOCK_PATIENCE_MS;

	while (flock(folder, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) {
		int64_t now = io_monotonic_ms();

		if (now >= until || wait_for(waiting, -1, 0, now + LOCK_LOOK_MS) == WAIT_STOP)
			return false;
	}
	return true;
}

/* Is the folder ours? In another user's, that user could remove rounds, or plant files for us to
 * write to. */
static bool is_mine(int folder)
{
	struct stat info;

	return !fstat(folder, &info) && info.st_uid == geteuid();
}

/* Locks the open folder if it is ours. Returns 0, or -1 after printing one line. */
static int take_if_ours(int folder, const char *path, struct waiting *waiting)
{
	if (!is_mine(folder)) {
		say("%s: it is another user's folder, who could change the run (name another folder)",
			path);
		return -1;
	}
	if (!take_lock(folder, waiting)) {
		say("%s: another collector is writing to it (name another folder)", path);
		return -1;
	}
	return 0;
}

/* Leaves errno as it is. */
static bool is_link(const char *path)
{
	struct stat info;
	int why = errno;
	bool link = !lstat(path, &info) && S_ISLNK(info.st_mode);

	errno = why;
	return link;
}

int store_claim(const char *path, struct waiting *waiting, bool *wrong)
{
	bool made = mkdir(path, 0700) == 0;
	int folder;

	*wrong = false;
	if (!made && errno != EEXIST) {
		say("%s: %s (-o names a folder to create)", path, strerror(errno));
		return -1;
	}
	/* the last component must be no symbolic link */
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (folder < 0) {
		*wrong = errno == ENOTDIR || errno == ELOOP;
		say("%s: %s (-o names a folder to create, or an empty one)", path,
			is_link(path) ? "it is a symbolic link" : strerror(errno));
		return -1;
	}
	if (made && io_flush_name(path)) {
		say("%s: %s (its name cannot be made safe: name a folder on another disk)", path,
			strerror(errno));
		close(folder);
		return -1;
	}
	*wrong = take_if_ours(folder, path, waiting) != 0;
	if (!*wrong)
		return folder;
	close(folder);
	return -1;
}
