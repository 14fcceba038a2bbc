/* store_tar.c - the same run as a tar stream: each round's members together, its events last. */
#include "../base/io.h"
#include "../base/say.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../run_format.h"
#include "store_name.h"
#include "store_place.h"
#include "tar_header.h"
#include "../base/waiting.h"

enum { NAME_BYTES = 80 };

struct tar {
	struct store store;
	char *path;   /* for messages and LEAKLINE_RUN */
	char *folder; /* NAME.run/ */
	int fd;
	bool is_file; /* on a disk: the rest of a failed round can be cut off */
	off_t size;   /* of the complete part */
	off_t first;  /* the end of the first round but for its padding; 0: not written yet */
	struct waiting *waiting;
	struct buffer pending; /* lines of events since the last round */
	struct buffer round;   /* members of the round being made */
};

/* Did the reader take a whole round before it closed the stream? What it left is still in the pipe
 * (pipe(7), FIONREAD); put is what has been written of the round. */
static bool has_round(const struct tar *tar, size_t put)
{
	int left = 0;

	return tar->first > 0 &&
	       (ioctl(tar->fd, FIONREAD, &left) < 0 || tar->size + (off_t)put - left >= tar->first);
}

static int failed(const struct tar *tar)
{
	if (errno == ENOENT) {
		say("%s: somebody removed it (nothing of the run is left; record it again)",
			tar->path);
		return -1;
	}
	/* a reader that went away, or a second signal, needs no message: the user caused it */
	if (errno != EPIPE && errno != EINTR)
		say("%s: %s (the stream is good up to its last whole round)",
			*tar->path ? tar->path : "standard output", strerror(errno));
	return -1;
}

static void add_member(
	struct tar *tar, const char *name, const struct buffer *text, int64_t time_ms)
{
	struct buffer whole = { NULL, 0, 0 };

	buffer_string(&whole, tar->folder);
	buffer_string(&whole, name);
	buffer_add(&whole, "", 1);
	tar_header(&tar->round, whole.bytes, text->len, time_ms / 1000, '0');
	buffer_add(&tar->round, text->bytes, text->len);
	tar_header_pad(&tar->round, text->len);
	buffer_free(&whole);
}

/* Writes the round in one go, and flushes it if it is a file. */
static int write_round(struct tar *tar)
{
	struct buffer *round = &tar->round;
	size_t put = 0;
	int result = tar->is_file ? io_write_all(tar->fd, round->bytes, round->len)
				  : wait_and_write(
					    tar->waiting, tar->fd, round->bytes, round->len, &put);

	/* one that the shell opened may be without a name on purpose */
	if (!result && tar->is_file)
		result = *tar->path ? io_flush_file(tar->fd) : fdatasync(tar->fd);
	if (!result)
		tar->size += (off_t)round->len;
	round->len = 0;
	if (result) {
		int error = errno;

		tar->store.reader_left = error == EPIPE && has_round(tar, put);
		if (tar->is_file && *tar->path && ftruncate(tar->fd, tar->size))
			say("%s: %s (its last round is cut)", tar->path, strerror(errno));
		errno = error;
		return failed(tar);
	}
	return 0;
}

static int tar_info(struct store *store, const struct buffer *text)
{
	struct tar *tar = (struct tar *)store;

	tar_header(&tar->round, tar->folder, 0, io_wall_ms() / 1000, '5');
	add_member(tar, RUN_INFO_NAME, text, io_wall_ms());
	return write_round(tar);
}

static int tar_events(struct store *store, const struct buffer *lines)
{
	buffer_add(&((struct tar *)store)->pending, lines->bytes, lines->len);
	return 0;
}

static int tar_action(
	struct store *store, const struct store_round *round, const struct buffer *text)
{
	struct tar *tar = (struct tar *)store;
	char name[NAME_BYTES];

	if (!text->len)
		return 0;
	store_name(name, sizeof name, round->number, round->time_ms, RUN_KIND_ACTION);
	add_member(tar, name, text, round->time_ms);
	return 0;
}

/* The member that ends a round: the lines since the one before, and the last line. */
static void add_events(struct tar *tar, const struct store_round *round, const struct buffer *line)
{
	char name[NAME_BYTES];

	buffer_add(&tar->pending, line->bytes, line->len);
	store_name(name, sizeof name, round->number, round->time_ms, RUN_KIND_EVENTS);
	add_member(tar, name, &tar->pending, round->time_ms);
	tar->pending.len = 0;
}

static int tar_commit(
	struct store *store, const struct store_round *round, const struct buffer *line)
{
	struct tar *tar = (struct tar *)store;
	char name[NAME_BYTES];

	for (enum kind kind = 0; kind < KINDS; kind++) {
		if (!round->text[kind].len)
			continue;
		store_name(name, sizeof name, round->number, round->time_ms, kind_row(kind)->name);
		add_member(tar, name, &round->text[kind], round->time_ms);
	}
	add_events(tar, round, line);
	if (write_round(tar))
		return -1;
	if (!tar->first)
		tar->first = tar->size - TAR_BLOCK;
	return 0;
}

static void tar_look(struct store *store, bool at_end)
{
	struct tar *tar = (struct tar *)store;
	char *moved = *tar->path ? store_place_moved(tar->fd, tar->path, at_end) : NULL;

	if (!moved)
		return;
	free(tar->path);
	tar->store.path = tar->path = moved;
}

static int tar_end(struct store *store, const struct store_round *last, const struct buffer *line)
{
	struct tar *tar = (struct tar *)store;

	add_events(tar, last, line);
	buffer_zeros(&tar->round, 2 * TAR_BLOCK);
	if (write_round(tar))
		return -1;
	tar_look(store, true);
	return 0;
}

static void tar_close(struct store *store)
{
	struct tar *tar = (struct tar *)store;

	if (tar->fd != STDOUT_FILENO)
		close(tar->fd);
	buffer_free(&tar->pending);
	buffer_free(&tar->round);
	free(tar->path);
	free(tar->folder);
	free(tar);
}

/* Creates the file: an existing one is never overwritten. */
static int create(struct tar *tar, const char *path, bool *wrong)
{
	char *absolute;

	tar->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (tar->fd < 0 || fchmod(tar->fd, 0600)) {
		*wrong = errno == EEXIST;
		say("%s: %s (-o names a file to create)", path, strerror(errno));
		return -1;
	}
	if (io_flush_name(path)) {
		say("%s: %s (its name cannot be made safe: name a file on another disk)", path,
			strerror(errno));
		return -1;
	}
	absolute = io_path(tar->fd, path);
	if (absolute) {
		free(tar->path);
		tar->path = absolute;
	}
	return 0;
}

struct store *store_tar_open(
	const char *path, const char *name, struct waiting *waiting, bool *wrong)
{
	struct tar *tar = calloc(1, sizeof *tar);
	bool standard_output = !strcmp(path, "-");
	struct stat info;

	*wrong = false;
	if (!tar || !(tar->path = strdup(standard_output ? "" : path)) ||
		!(tar->folder = malloc(strlen(name) + sizeof RUN_SUFFIX "/"))) {
		say("no memory: the run cannot begin");
		goto fail;
	}
	memcpy(tar->folder, name, strlen(name));
	memcpy(tar->folder + strlen(name), RUN_SUFFIX "/", sizeof RUN_SUFFIX "/");
	tar->fd = STDOUT_FILENO;
	if (!standard_output && create(tar, path, wrong))
		goto fail;
	tar->store = (struct store){ tar_info, tar_events, tar_action, tar_commit, NULL, tar_look,
		tar_end, tar_close, .path = tar->path };
	tar->waiting = waiting;
	if (fstat(tar->fd, &info))
		info.st_mode = 0;
	tar->is_file = S_ISREG(info.st_mode);
	/* a pipe says when its reader has gone, also between two rounds */
	if (S_ISFIFO(info.st_mode))
		waiting->reader = tar->fd;
	return &tar->store;
fail:
	if (tar) {
		free(tar->path);
		free(tar->folder);
		free(tar);
	}
	return NULL;
}
