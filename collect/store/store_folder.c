/* store_folder.c - a run as a folder: a round counts once its event stands in events.tsv. */
#include "../base/io.h"
#include "../base/say.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../run_format.h"
#include "store_claim.h"
#include "store_files.h"
#include "store_inventory.h"
#include "store_place.h"
#include "store_thin.h"

struct folder {
	struct store store;
	char *path;
	int fd;             /* the folder */
	DIR *list;          /* it again, to list it; NULL: not open yet */
	int events, action; /* events.tsv, action.log; -1: not open yet */
	off_t events_size;  /* of complete lines */
	struct waiting *waiting;
};

/* Was the folder itself removed? It has no link then. */
static bool is_removed(const struct folder *folder)
{
	struct stat now;

	return !fstat(folder->fd, &now) && !now.st_nlink;
}

static int failed(const struct folder *folder, const char *name)
{
	if (errno == ENOENT && is_removed(folder)) {
		say("%s: somebody removed it (nothing of the run is left; record it again)",
			folder->path);
		return -1;
	}
	/* open's answers to a link with O_NOFOLLOW, and to a FIFO or socket with O_NONBLOCK */
	if (errno == ELOOP || errno == ENXIO) {
		say("%s/%s: it is no regular file (somebody put it there: use another folder)",
			folder->path, name);
		return -1;
	}
	if (errno == ENOENT && !strcmp(name, RUN_EVENTS_NAME)) {
		say("%s/%s: somebody removed it (the files of the rounds stay; name another folder)",
			folder->path, name);
		return -1;
	}
	say("%s/%s: %s (what was recorded before is whole%s)", folder->path, name, strerror(errno),
		errno == ENOSPC || errno == EDQUOT ? "; free some space and go on with --resume"
						   : "; go on with --resume");
	return -1;
}

/* Opens a file that is appended to, on first use; then *fresh is set. */
static int open_log(const struct folder *folder, const char *name, int *fd, bool *fresh)
{
	*fresh = *fd < 0;
	if (*fresh)
		*fd = store_files_create(folder->fd, name,
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (*fd < 0)
		return failed(folder, name);
	if (io_is_regular(*fd))
		return 0;
	close(*fd);
	*fd = -1;
	errno = ENXIO;
	return failed(folder, name);
}

/* Are lines on disk when they were written? */
enum flush { FLUSH_LATER, FLUSH_NOW };

/* Appends lines to events.tsv; with FLUSH_NOW they, and earlier ones, are on disk. Its first lines
 * and its name are always flushed: files of rounds without it are taken for somebody else's. */
static int append_events(struct folder *folder, const struct buffer *lines, enum flush flush)
{
	bool fresh;

	if (open_log(folder, RUN_EVENTS_NAME, &folder->events, &fresh))
		return -1;
	if (io_write_all(folder->events, lines->bytes, lines->len) ||
		((flush == FLUSH_NOW || fresh) && io_flush_file(folder->events)) ||
		(fresh && io_flush_folder(folder->fd))) {
		int error = errno;

		/* no partial line stays: a later reader must not take it for another event */
		if (ftruncate(folder->events, folder->events_size))
			say("%s/%s: %s (its last line may be cut)", folder->path, RUN_EVENTS_NAME,
				strerror(errno));
		errno = error;
		return failed(folder, RUN_EVENTS_NAME);
	}
	folder->events_size += (off_t)lines->len;
	return 0;
}

/* The line of the round they belong to will flush them. */
static int folder_events(struct store *store, const struct buffer *lines)
{
	return append_events((struct folder *)store, lines, FLUSH_LATER);
}

static int folder_action(
	struct store *store, const struct store_round *round, const struct buffer *text)
{
	struct folder *folder = (struct folder *)store;

	bool fresh;

	(void)round;
	if (open_log(folder, RUN_ACTION_NAME, &folder->action, &fresh))
		return -1;
	if (io_write_all(folder->action, text->bytes, text->len))
		return failed(folder, RUN_ACTION_NAME);
	return 0;
}

static int folder_commit(
	struct store *store, const struct store_round *round, const struct buffer *line)
{
	struct folder *folder = (struct folder *)store;
	char name[STORE_FILES_NAME];

	if (store_files_write(folder->fd, round, folder->waiting, name)) {
		store_files_remove(folder->fd, round);
		folder->store.round_dropped = errno == EINTR;
		return folder->store.round_dropped ? -1 : failed(folder, name);
	}
	/* its output so far belongs to the round: flushed before the event that marks the round as
	 * complete */
	if (folder->action >= 0 && fdatasync(folder->action)) {
		store_files_remove(folder->fd, round);
		return failed(folder, RUN_ACTION_NAME);
	}
	if (append_events(folder, line, FLUSH_NOW)) {
		store_files_remove(folder->fd, round);
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
	fd = store_files_create(folder->fd, dot_name, STORE_FILES_NEW);
	if (fd < 0)
		return failed(folder, RUN_INFO_NAME);
	if (io_write_all(fd, text->bytes, text->len)) {
		int error = errno;

		close(fd);
		(void)unlinkat(folder->fd, dot_name, 0);
		errno = error;
		return failed(folder, RUN_INFO_NAME);
	}
	if (store_files_flush(&fd) || renameat(folder->fd, dot_name, folder->fd, RUN_INFO_NAME) ||
		io_flush_folder(folder->fd)) {
		int error = errno;

		(void)unlinkat(folder->fd, dot_name, 0);
		errno = error;
		return failed(folder, RUN_INFO_NAME);
	}
	return 0;
}

static int folder_thin(
	struct store *store, int64_t first, int64_t last, enum store_thin step, unsigned *kinds)
{
	struct folder *folder = (struct folder *)store;
	int fd;

	if (!folder->list) {
		fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		folder->list = fd < 0 ? NULL : fdopendir(fd);
		if (!folder->list && fd >= 0)
			close(fd);
	}
	if (!folder->list || store_thin(folder->list, first, last, step, kinds))
		return failed(folder, "(old rounds)");
	return 0;
}

static void folder_look(struct store *store, bool at_end)
{
	struct folder *folder = (struct folder *)store;
	char *moved = store_place_moved(folder->fd, folder->path, at_end);

	if (!moved)
		return;
	free(folder->path);
	folder->store.path = folder->path = moved;
}

static int folder_end(
	struct store *store, const struct store_round *last, const struct buffer *line)
{
	(void)last;
	folder_look(store, true);
	return append_events((struct folder *)store, line, FLUSH_NOW);
}

static void folder_close(struct store *store)
{
	struct folder *folder = (struct folder *)store;

	if (folder->events >= 0)
		close(folder->events);
	if (folder->action >= 0)
		close(folder->action);
	if (folder->list)
		closedir(folder->list);
	if (folder->fd >= 0)
		close(folder->fd);
	buffer_free(&folder->store.info_text);
	free(folder->path);
	free(folder);
}

/* Why the run cannot be resumed, or NULL. */
static const char *why_not(const struct inventory *inventory, bool resuming)
{
	if (!inventory->anything)
		return NULL;
	if (!resuming)
		return "it holds something already (name another folder, or go on with --resume)";
	/* without events.tsv the rounds are somebody else's recording */
	if (!inventory->info || (inventory->rounds && !inventory->events))
		return "it is no run of leakline-collect (--resume goes on in one, or begins in an empty folder)";
	if (inventory->highest >= INT32_MAX)
		return "its round numbers leave none to go on with (name another folder)";
	return NULL;
}

/* Continues after the existing rounds. */
static int resume(struct folder *folder, const struct inventory *inventory, const char **name)
{
	bool any = store_inventory_whole_count(inventory) > 0;

	if (inventory->unknown)
		say("%s: files of %zu round%s have no `round` line in %s: they stay, and are not judged (put a whole copy of it back)",
			folder->path, inventory->unknown, inventory->unknown == 1 ? "" : "s",
			RUN_EVENTS_NAME);
	folder->store.resumed = true;
	folder->store.warmup_rounds = inventory->warmup_rounds;
	buffer_add(&folder->store.info_text, inventory->info_text.bytes, inventory->info_text.len);
	folder->store.actions = inventory->actions;
	folder->store.rounds_before = (uint32_t)store_inventory_whole_count(inventory);
	folder->store.next_round =
		any || inventory->unknown ? (uint32_t)(inventory->highest + 1) : 0;
	folder->events_size = inventory->events_size;
	return store_inventory_clean(inventory, folder->fd, name);
}

/* Reads the existing folder, and prepares to continue a run to be resumed. */
static int begin(struct folder *folder, bool resuming, bool *wrong)
{
	struct inventory inventory = { .highest = -1, .torn = -1 };
	const char *name = ".", *why = NULL;
	int result = store_inventory_take(&inventory, folder->fd, &name);

	if (!result)
		why = why_not(&inventory, resuming);
	if (why) {
		say("%s: %s", folder->path, why);
		*wrong = true;
	} else if (!result && fchmod(folder->fd, 0700)) {
		/* the umask of an empty folder's maker is not trusted either */
		result = -1;
	} else if (!result && inventory.info) {
		result = resume(folder, &inventory, &name);
	}
	store_inventory_free(&inventory);
	return why ? -1 : result ? failed(folder, name) : 0;
}

/* Strips trailing slashes, and a "." after one: both would follow a link. Returns a copy
 * without them, or NULL. */
static char *without_slashes(const char *path)
{
	char *copy = strdup(path);
	size_t len = strlen(path);

	while (copy && len > 1 &&
		(copy[len - 1] == '/' || (copy[len - 1] == '.' && copy[len - 2] == '/')))
		copy[--len] = '\0';
	return copy;
}

struct store *store_folder_open(const char *path, bool resume, struct waiting *waiting, bool *wrong)
{
	struct folder *folder = calloc(1, sizeof *folder);
	char *plain = without_slashes(path);

	*wrong = false;
	if (!folder || !plain) {
		say("no memory: the run cannot begin");
		free(folder);
		free(plain);
		return NULL;
	}
	*folder = (struct folder){ .store = { folder_info, folder_events, folder_action,
					   folder_commit, folder_thin, folder_look, folder_end,
					   folder_close, .path = "" },
		.fd = -1,
		.events = -1,
		.action = -1,
		.waiting = waiting };
	folder->fd = store_claim(plain, waiting, wrong);
	if (folder->fd < 0)
		goto fail;
	folder->path = io_path(folder->fd, plain);
	if (!folder->path) {
		say("no memory: the run cannot begin");
		goto fail;
	}
	if (begin(folder, resume, wrong))
		goto fail;
	folder->store.path = folder->path;
	free(plain);
	return &folder->store;
fail:
	free(plain);
	folder_close(&folder->store);
	return NULL;
}
