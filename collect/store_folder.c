/* store_folder.c - a run as a folder: dot-name, write, flush, rename, flush the folder, then the round's event. */
#define _GNU_SOURCE /* sync_file_range */
#include "store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_format.h"
#include "store_name.h"

enum { NAME_BYTES = 80, NEW = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW };

struct folder {
	struct store store;
	char *path;
	int fd;			/* the folder */
	int events, action;	/* events.tsv, action.log; -1: not open yet */
	off_t events_size;	/* of whole lines */
};

static int failed(const struct folder *folder, const char *name)
{
	say("%s/%s: %s (what was recorded before is whole%s)", folder->path, name, strerror(errno),
		errno == ENOSPC || errno == EDQUOT ? "; free some space and go on with --resume" : "; go on with --resume");
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

static int folder_events(struct store *store, const struct buffer *lines)
{
	struct folder *folder = (struct folder *)store;

	if (open_log(folder, RUN_EVENTS_NAME, &folder->events))
		return -1;
	if (io_write_all(folder->events, lines->bytes, lines->len) || fdatasync(folder->events)) {
		int error = errno;

		/* no half line stays: whoever reads it later must not take it for another event */
		if (ftruncate(folder->events, folder->events_size))
			say("%s/%s: %s (its last line may be cut)", folder->path, RUN_EVENTS_NAME, strerror(errno));
		errno = error;
		return failed(folder, RUN_EVENTS_NAME);
	}
	folder->events_size += (off_t)lines->len;
	return 0;
}

static int folder_action(struct store *store, const struct store_round *round, const struct buffer *text)
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
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms, kind_row(kind)->name);
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
	/* starts the transfer, so that the flushes below wait for all files at once; a hint: its failure shows in fdatasync */
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

/* Writes, flushes, renames all files of the round; *failed_name is the one that failed. */
static int write_files(const struct folder *folder, const struct store_round *round, char *failed_name)
{
	char name[NAME_BYTES] = ".";
	int fds[KINDS], result = 0;

	for (enum kind kind = 0; kind < KINDS; kind++)
		fds[kind] = -1;
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms, kind_row(kind)->name);
		fds[kind] = write_file(folder, name, &round->text[kind]);
		result = fds[kind] < 0 ? -1 : 0;
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (fds[kind] < 0)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms, kind_row(kind)->name);
		result = flush_file(&fds[kind]);
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		store_name(name + 1, sizeof name - 1, round->number, round->time_ms, kind_row(kind)->name);
		result = renameat(folder->fd, name, folder->fd, name + 1);
	}
	memcpy(failed_name, name + 1, sizeof name - 1);
	if (!result && (result = fsync(folder->fd)) != 0)
		snprintf(failed_name, NAME_BYTES, "(the folder)");
	for (enum kind kind = 0; kind < KINDS; kind++)
		if (fds[kind] >= 0) {
			int error = errno;

			close(fds[kind]);
			errno = error;
		}
	return result;
}

static int folder_commit(struct store *store, const struct store_round *round, const struct buffer *line)
{
	struct folder *folder = (struct folder *)store;
	char name[NAME_BYTES];

	if (write_files(folder, round, name)) {
		remove_round(folder, round);
		return failed(folder, name);
	}
	/* its output so far belongs to the round: flushed before the event says that the round is whole */
	if (folder->action >= 0 && fdatasync(folder->action)) {
		remove_round(folder, round);
		return failed(folder, RUN_ACTION_NAME);
	}
	if (folder_events(store, line)) {
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
	if (flush_file(&fd) || renameat(folder->fd, dot_name, folder->fd, RUN_INFO_NAME) || fsync(folder->fd)) {
		int error = errno;

		(void)unlinkat(folder->fd, dot_name, 0);
		errno = error;
		return failed(folder, RUN_INFO_NAME);
	}
	return 0;
}

static int folder_end(struct store *store, const struct store_round *last, const struct buffer *line)
{
	(void)last;
	return folder_events(store, line);
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

/* What the folder holds, for --resume. */
struct inventory {
	bool anything;			/* any name but . and .. */
	bool info;			/* run.info is there: it is a run */
	bool strange;			/* a name that no run has */
	int64_t highest;		/* round number of files and events; -1 none */
	int64_t *whole;			/* rounds with a `round` event, ascending as they stand */
	size_t whole_count, whole_room;
};

/* Reads events.tsv: the rounds that are whole, the highest number told; cuts a torn last line off. */
static int read_events(struct folder *folder, struct inventory *inventory)
{
	struct buffer text = { NULL, 0, 0 };
	size_t begin = 0;
	int fd = openat(folder->fd, RUN_EVENTS_NAME, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got = 1;

	if (fd < 0)
		return errno == ENOENT ? 0 : failed(folder, RUN_EVENTS_NAME);
	while (got > 0) {
		buffer_reserve(&text, 65536);
		do
			got = read(fd, text.bytes + text.len, text.room - text.len);
		while (got < 0 && errno == EINTR);
		text.len += got > 0 ? (size_t)got : 0;
	}
	for (size_t i = 0; i < text.len; i++) {
		int64_t number;
		bool whole;

		if (text.bytes[i] != '\n')
			continue;
		if (store_event_round(text.bytes + begin, i - begin, &number, &whole)) {
			inventory->highest = number > inventory->highest ? number : inventory->highest;
			if (whole) {
				if (inventory->whole_count == inventory->whole_room) {
					inventory->whole_room = inventory->whole_room * 2 + 64;
					inventory->whole = realloc(inventory->whole, inventory->whole_room * sizeof(int64_t));
					if (!inventory->whole)
						abort();
				}
				inventory->whole[inventory->whole_count++] = number;
			}
		}
		begin = i + 1;
	}
	folder->events_size = (off_t)begin;
	if (got < 0 || (begin < text.len && ftruncate(fd, (off_t)begin))) {
		close(fd);
		buffer_free(&text);
		return failed(folder, RUN_EVENTS_NAME);
	}
	close(fd);
	buffer_free(&text);
	return 0;
}

static bool is_whole(const struct inventory *inventory, int64_t number)
{
	for (size_t i = inventory->whole_count; i-- > 0;)
		if (inventory->whole[i] == number)
			return true;
	return false;
}

/* Looks through the folder; with clean removes what is left of torn rounds (dot-names, rounds without event). */
static int take_inventory(struct folder *folder, struct inventory *inventory, bool clean)
{
	int fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;
	int result = 0;

	if (!dir)
		return failed(folder, ".");
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		const char *name = entry->d_name;
		int64_t number = -1;
		bool of_round;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		inventory->anything = true;
		inventory->info |= !strcmp(name, RUN_INFO_NAME);
		of_round = store_name_round(name[0] == '.' ? name + 1 : name, &number);
		inventory->strange |= !of_round && strcmp(name, RUN_INFO_NAME) && strcmp(name, "." RUN_INFO_NAME) &&
			strcmp(name, RUN_EVENTS_NAME) && strcmp(name, RUN_ACTION_NAME);
		if (!of_round)
			continue;
		inventory->highest = number > inventory->highest ? number : inventory->highest;
		if (clean && (name[0] == '.' || !is_whole(inventory, number)) && unlinkat(folder->fd, name, 0))
			result = failed(folder, name);
	}
	if (errno)
		result = failed(folder, ".");
	closedir(dir);
	return result;
}

/* Goes on in a run that is there. 0, or -1 (said). */
static int resume(struct folder *folder, const struct inventory *seen)
{
	struct inventory inventory = *seen;
	int result = read_events(folder, &inventory);

	if (!result)
		result = take_inventory(folder, &inventory, true);
	folder->store.resumed = true;
	folder->store.has_round = inventory.whole_count > 0;
	folder->store.next_round = inventory.whole_count && inventory.highest >= 0 ? (uint32_t)(inventory.highest + 1) : 0;
	free(inventory.whole);
	return result;
}

/* Opens or makes the folder itself; the last component is no symbolic link. */
static int open_folder(struct folder *folder, const char *path, bool *wrong)
{
	bool made = mkdir(path, 0700) == 0;

	*wrong = true;
	if (!made && errno != EEXIST) {
		say("%s: %s (-o names a folder to create)", path, strerror(errno));
		return -1;
	}
	folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (folder->fd < 0) {
		say("%s: %s (-o names a folder to create, or an empty one)", path, strerror(errno));
		return -1;
	}
	if (made && fchmod(folder->fd, 0700)) {
		say("%s: %s (the folder could not be made private)", path, strerror(errno));
		return -1;
	}
	return 0;
}

struct store *store_folder_open(const char *path, bool resuming, bool *wrong)
{
	struct folder *folder = calloc(1, sizeof *folder);
	struct inventory inventory = { .highest = -1 };

	*wrong = true;
	if (!folder) {
		say("no memory: the run cannot begin");
		return NULL;
	}
	*folder = (struct folder){ .store = { folder_info, folder_events, folder_action, folder_commit, folder_end, folder_close,
		false, false, 0, "" }, .fd = -1, .events = -1, .action = -1 };
	folder->path = strdup(path);
	if (!folder->path || open_folder(folder, path, wrong) || take_inventory(folder, &inventory, false))
		goto fail;
	if (inventory.anything && !resuming) {
		say("%s: it holds something already (name another folder, or go on with --resume)", path);
		goto fail;
	}
	if (inventory.anything && (inventory.strange || (!inventory.info && inventory.highest >= 0))) {
		say("%s: it is no run of leakline-collect (--resume goes on in one, or begins in an empty folder)", path);
		goto fail;
	}
	if (inventory.info && resume(folder, &inventory)) {
		*wrong = false;
		goto fail;
	}
	if (fchmod(folder->fd, 0700))
		say("%s: %s (the folder stays as open as it was)", path, strerror(errno));
	{
		char *absolute = realpath(path, NULL);

		if (absolute) {
			free(folder->path);
			folder->path = absolute;
		}
	}
	folder->store.path = folder->path;
	return &folder->store;
fail:
	folder_close(&folder->store);
	return NULL;
}
