/* store_folder.c - a run as a folder: dot-name, write, flush, rename, flush the folder, then the
 * round's event. */
#define _GNU_SOURCE /* sync_file_range */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../run_format.h"
#include "store_inventory.h"
#include "store_name.h"

enum { NAME_BYTES = 80, NEW = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW };

struct folder {
	struct store store;
	char *path;
	int fd;             /* the folder */
	int events, action; /* events.tsv, action.log; -1: not open yet */
	off_t events_size;  /* of whole lines */
};

static int failed(const struct folder *folder, const char *name)
{
	say("%s/%s: %s (what was recorded before is whole%s)", folder->path, name, strerror(errno),
		errno == ENOSPC || errno == EDQUOT ? "; free some space and go on with --resume"
						   : "; go on with --resume");
	return -1;
}

/* Makes a file of mode 0600, whatever the umask. */
static int create(const struct folder *folder, const char *name, int flags)
{
	int fd = openat(folder->fd, name, flags, 0600);

	if (fd >= 0 && fchmod(fd, 0600)) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

/* Opens a file that is appended to, on first use. */
static int open_log(const struct folder *folder, const char *name, int *fd)
{
	if (*fd < 0)
		*fd = create(folder, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	return *fd < 0 ? failed(folder, name) : 0;
}

/* Appends lines to events.tsv; with flush they, and those before them, are on the disk. */
static int append_events(struct folder *folder, const struct buffer *lines, bool flush)
{
	if (open_log(folder, RUN_EVENTS_NAME, &folder->events))
		return -1;
	if (io_write_all(folder->events, lines->bytes, lines->len) ||
		(flush && fdatasync(folder->events))) {
		int error = errno;

		/* no half line stays: whoever reads it later must not take it for another event */
		if (ftruncate(folder->events, folder->events_size))
			say("%s/%s: %s (its last line may be cut)", folder->path, RUN_EVENTS_NAME,
				strerror(errno));
		errno = error;
		return failed(folder, RUN_EVENTS_NAME);
	}
	folder->events_size += (off_t)lines->len;
	return 0;
}

/* The line of the round that they belong to will flush them. */
static int folder_events(struct store *store, const struct buffer *lines)
{
	return append_events((struct folder *)store, lines, false);
}

static int folder_action(
	struct store *store, const struct store_round *round, const struct buffer *text)
{
	struct folder *folder = (struct folder *)store;

	(void)round;
	if (open_log(folder, RUN_ACTION_NAME, &folder->action))
		return -1;
	if (io_write_all(folder->action, text->bytes, text->len))
		return failed(folder, RUN_ACTION_NAME);
	return 0;
}

/* Removes what a failed round left, under dot-names or renamed already. */
static void remove_round(const struct folder *folder, const struct store_round *round)
{
	char name[NAME_BYTES];
	int error = errno;

	for (enum kind kind = 0; kind < KINDS; kind++) {
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms,
			kind_row(kind)->name);
		name[0] = '.';
		(void)unlinkat(folder->fd, name, 0);
		(void)unlinkat(folder->fd, name + 1, 0);
	}
	errno = error;
}

/* One file under its dot-name, its bytes on their way to the disk. Gives the descriptor, or -1. */
static int write_file(const struct folder *folder, const char *name, const struct buffer *text)
{
	int fd = create(folder, name, NEW);

	if (fd < 0)
		return -1;
	if (io_write_all(fd, text->bytes, text->len)) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	/* starts the transfer, so that the flushes below wait for all files at once; a hint: its
	 * failure shows in fdatasync */
	(void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	return fd;
}

static int flush_file(int *fd)
{
	int result = fdatasync(*fd), error = errno;

	if (close(*fd) && !result) {
		result = -1;
		error = errno;
	}
	*fd = -1;
	errno = error;
	return result;
}

/* Some file systems do not flush a folder (EINVAL, fsync(2)): there a rename is as safe as it can
 * be. */
static int flush_folder(const struct folder *folder)
{
	return fsync(folder->fd) && errno != EINVAL ? -1 : 0;
}

/* Writes, flushes, renames all files of the round; *failed_name is the one that failed. */
static int write_files(
	const struct folder *folder, const struct store_round *round, char *failed_name)
{
	char name[NAME_BYTES] = ".";
	int fds[KINDS], result = 0;

	for (enum kind kind = 0; kind < KINDS; kind++)
		fds[kind] = -1;
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms,
			kind_row(kind)->name);
		fds[kind] = write_file(folder, name, &round->text[kind]);
		result = fds[kind] < 0 ? -1 : 0;
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (fds[kind] < 0)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms,
			kind_row(kind)->name);
		result = flush_file(&fds[kind]);
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms,
			kind_row(kind)->name);
		result = renameat(folder->fd, name, folder->fd, name + 1);
	}
	memcpy(failed_name, name + 1, sizeof name - 1);
	if (!result && (result = flush_folder(folder)) != 0)
		snprintf(failed_name, NAME_BYTES, "(the folder)");
	for (enum kind kind = 0; kind < KINDS; kind++)
		if (fds[kind] >= 0) {
			int error = errno;

			close(fds[kind]);
			errno = error;
		}
	return result;
}

static int folder_commit(
	struct store *store, const struct store_round *round, const struct buffer *line)
{
	struct folder *folder = (struct folder *)store;
	char name[NAME_BYTES];

	if (write_files(folder, round, name)) {
		remove_round(folder, round);
		return failed(folder, name);
	}
	/* its output so far belongs to the round: flushed before the event says that the round is
	 * whole */
	if (folder->action >= 0 && fdatasync(folder->action)) {
		remove_round(folder, round);
		return failed(folder, RUN_ACTION_NAME);
	}
	if (append_events(folder, line, true)) {
		remove_round(folder, round);
		return -1;
	}
	return 0;
}

static int folder_info(struct store *store, const struct buffer *text)
{
	static const char dot_name[] = "." RUN_INFO_NAME;
	struct folder *folder = (struct folder *)store;
	int fd;

	(void)unlinkat(folder->fd, dot_name, 0);
	fd = create(folder, dot_name, NEW);
	if (fd < 0)
		return failed(folder, RUN_INFO_NAME);
	if (io_write_all(fd, text->bytes, text->len)) {
		int error = errno;

		close(fd);
		(void)unlinkat(folder->fd, dot_name, 0);
		errno = error;
		return failed(folder, RUN_INFO_NAME);
	}
	if (flush_file(&fd) || renameat(folder->fd, dot_name, folder->fd, RUN_INFO_NAME) ||
		flush_folder(folder)) {
		int error = errno;

		(void)unlinkat(folder->fd, dot_name, 0);
		errno = error;
		return failed(folder, RUN_INFO_NAME);
	}
	return 0;
}

static int folder_end(
	struct store *store, const struct store_round *last, const struct buffer *line)
{
	(void)last;
	return append_events((struct folder *)store, line, true);
}

static void folder_close(struct store *store)
{
	struct folder *folder = (struct folder *)store;

	if (folder->events >= 0)
		close(folder->events);
	if (folder->action >= 0)
		close(folder->action);
	if (folder->fd >= 0)
		close(folder->fd);
	free(folder->path);
	free(folder);
}

/* One collector a folder: a second one is told so. A file system without locks is trusted. */
static bool is_taken(const struct folder *folder)
{
	return flock(folder->fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK;
}

/* Opens or makes the folder itself; the last component is no symbolic link. */
static int open_folder(struct folder *folder, const char *path, bool *wrong)
{
	bool made = mkdir(path, 0700) == 0;

	if (!made && errno != EEXIST) {
		say("%s: %s (-o names a folder to create)", path, strerror(errno));
		return -1;
	}
	folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (folder->fd < 0) {
		*wrong = errno == ENOTDIR || errno == ELOOP;
		say("%s: %s (-o names a folder to create, or an empty one)", path, strerror(errno));
		return -1;
	}
	*wrong = is_taken(folder);
	if (*wrong)
		say("%s: another collector is writing to it (name another folder)", path);
	return *wrong ? -1 : 0;
}

/* May the run be here? Says why not. */
static bool is_fit(const char *path, const struct inventory *inventory, bool resuming)
{
	if (!inventory->anything)
		return true;
	if (!resuming) {
		say("%s: it holds something already (name another folder, or go on with --resume)",
			path);
		return false;
	}
	/* rounds that no event tells of are somebody else's recording: they are not to be removed
	 * as torn */
	if (!inventory->info || (inventory->rounds && !inventory->events)) {
		say("%s: it is no run of leakline-collect (--resume goes on in one, or begins in an empty folder)",
			path);
		return false;
	}
	return true;
}

/* Looks at what is there, and where it is a run to be resumed prepares to go on. */
static int begin(struct folder *folder, bool resuming, bool *wrong)
{
	struct inventory inventory = { .highest = -1 };
	const char *name = ".";
	int result = inventory_take(&inventory, folder->fd, &name);

	if (!result && !is_fit(folder->path, &inventory, resuming)) {
		*wrong = true;
		inventory_free(&inventory);
		return -1;
	}
	if (!result) {
		/* the umask of an empty folder's maker is not trusted either */
		result = fchmod(folder->fd, 0700);
	}
	if (!result && inventory.info) {
		folder->store.resumed = true;
		folder->store.warmup_rounds = inventory.warmup_rounds;
		folder->store.has_round = inventory_whole_count(&inventory) > 0;
		folder->store.next_round =
			folder->store.has_round ? (uint32_t)(inventory.highest + 1) : 0;
		folder->events_size = inventory.events_size;
		result = inventory_clean(&inventory, folder->fd, &name);
	}
	inventory_free(&inventory);
	return result ? failed(folder, name) : 0;
}

static char *absolute_path(const char *path)
{
	char *absolute = realpath(path, NULL);

	return absolute ? absolute : strdup(path);
}

struct store *store_folder_open(const char *path, bool resume, bool *wrong)
{
	struct folder *folder = calloc(1, sizeof *folder);

	*wrong = false;
	if (!folder) {
		say("no memory: the run cannot begin");
		return NULL;
	}
	*folder = (struct folder){ .store = { folder_info, folder_events, folder_action,
					   folder_commit, folder_end, folder_close, .path = "" },
		.fd = -1,
		.events = -1,
		.action = -1 };
	if (open_folder(folder, path, wrong))
		goto fail;
	folder->path = absolute_path(path);
	if (!folder->path) {
		say("no memory: the run cannot begin");
		goto fail;
	}
	if (begin(folder, resume, wrong))
		goto fail;
	folder->store.path = folder->path;
	return &folder->store;
fail:
	folder_close(&folder->store);
	return NULL;
}
