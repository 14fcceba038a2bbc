/* store_tar.c - the same run as a tar stream (POSIX.1-2017 pax, ustar headers): each round's members together, its events last. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_format.h"
#include "store_name.h"

enum { BLOCK = 512, NAME_BYTES = 80 };

struct tar {
	struct store store;
	char *path;		/* for messages and LEAKLINE_RUN */
	char *folder;		/* NAME.run/ */
	int fd;
	struct buffer pending;	/* lines of events since the last round */
	struct buffer round;	/* members of the round being made */
};

static int failed(const struct tar *tar)
{
	/* a reader that went away wants no message: the pipe's other end knows why */
	if (errno != EPIPE)
		say("%s: %s (the stream is good up to its last whole round)", *tar->path ? tar->path : "standard output",
			strerror(errno));
	return -1;
}

/* An octal field of width bytes, the last NUL; false where the value does not fit. */
static bool octal(char *field, size_t width, uint64_t value)
{
	field[width - 1] = '\0';
	for (size_t i = width - 1; i-- > 0; value >>= 3)
		field[i] = (char)('0' + (value & 7));
	return value == 0;
}

/* `LEN key=value\n`, where LEN counts itself (pax, 'pax Header Block'). */
static void add_record(struct buffer *records, const char *key, const char *value)
{
	size_t rest = strlen(key) + strlen(value) + 3, len = rest + 1;
	char digits[24];

	while (len != rest + (size_t)snprintf(digits, sizeof digits, "%zu", len))
		len = rest + strlen(digits);
	buffer_string(records, digits);
	buffer_string(records, " ");
	buffer_string(records, key);
	buffer_string(records, "=");
	buffer_string(records, value);
	buffer_string(records, "\n");
}

static void add_padded(struct buffer *out, const char *bytes, size_t len)
{
	static const char zeros[BLOCK];

	buffer_add(out, bytes, len);
	buffer_add(out, zeros, (BLOCK - len % BLOCK) % BLOCK);
}

/* The 512 bytes of a header (ustar; POSIX pax(1), Table 4-15). name is cut at 100 bytes: a pax record has the whole one. */
static void add_header(struct buffer *out, const char *name, uint64_t size, int64_t mtime, char type)
{
	char header[BLOCK] = { 0 };
	unsigned sum = 0;
	size_t len = strlen(name);

	memcpy(header, name, len < 100 ? len : 100);
	octal(header + 100, 8, type == '5' ? 0700 : 0600);
	octal(header + 108, 8, 0);
	octal(header + 116, 8, 0);
	octal(header + 124, 12, size);
	octal(header + 136, 12, mtime > 0 ? (uint64_t)mtime : 0);
	memset(header + 148, ' ', 8);
	header[156] = type;
	memcpy(header + 257, "ustar\00000", 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (unsigned char)header[i];
	octal(header + 148, 7, sum);
	buffer_add(out, header, BLOCK);
}

/* A member's headers: with a pax header before it where name, size or time do not fit ustar. */
static void add_headers(struct buffer *out, const char *name, uint64_t size, int64_t mtime, char type)
{
	struct buffer records = { NULL, 0, 0 };
	char value[32], field[12];

	if (strlen(name) > 100)
		add_record(&records, "path", name);
	if (!octal(field, 12, size)) {
		snprintf(value, sizeof value, "%llu", (unsigned long long)size);
		add_record(&records, "size", value);
	}
	if (mtime > 0 && !octal(field, 12, (uint64_t)mtime)) {
		snprintf(value, sizeof value, "%lld", (long long)mtime);
		add_record(&records, "mtime", value);
	}
	if (records.len) {
		add_header(out, "pax", records.len, 0, 'x');
		add_padded(out, records.bytes, records.len);
	}
	add_header(out, name, size, mtime, type);
	buffer_free(&records);
}

static void add_member(struct tar *tar, const char *name, const struct buffer *text, int64_t time_ms)
{
	struct buffer whole = { NULL, 0, 0 };

	buffer_string(&whole, tar->folder);
	buffer_string(&whole, name);
	buffer_add(&whole, "", 1);
	add_headers(&tar->round, whole.bytes, text->len, time_ms / 1000, '0');
	add_padded(&tar->round, text->bytes, text->len);
	buffer_free(&whole);
}

/* Writes what the round holds in one go, and to the disk where it is a file. */
static int put(struct tar *tar)
{
	int result = io_write_all(tar->fd, tar->round.bytes, tar->round.len);

	tar->round.len = 0;
	if (result)
		return failed(tar);
	if (*tar->path && fdatasync(tar->fd) && errno != EINVAL && errno != EROFS)
		return failed(tar);
	return 0;
}

static int tar_info(struct store *store, const struct buffer *text)
{
	struct tar *tar = (struct tar *)store;

	add_headers(&tar->round, tar->folder, 0, io_wall_ms() / 1000, '5');
	add_member(tar, RUN_INFO_NAME, text, io_wall_ms());
	return put(tar);
}

static int tar_events(struct store *store, const struct buffer *lines)
{
	buffer_add(&((struct tar *)store)->pending, lines->bytes, lines->len);
	return 0;
}

static int tar_action(struct store *store, const struct store_round *round, const struct buffer *text)
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

static int tar_commit(struct store *store, const struct store_round *round, const struct buffer *line)
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
	return put(tar);
}

static int tar_end(struct store *store, const struct store_round *last, const struct buffer *line)
{
	static const char zeros[2 * BLOCK];
	struct tar *tar = (struct tar *)store;

	add_events(tar, last, line);
	buffer_add(&tar->round, zeros, sizeof zeros);
	return put(tar);
}

static void tar_close(struct store *store)
{
	struct tar *tar = (struct tar *)store;

	if (tar->fd >= 0 && tar->path && *tar->path)
		close(tar->fd);
	buffer_free(&tar->pending);
	buffer_free(&tar->round);
	free(tar->path);
	free(tar->folder);
	free(tar);
}

/* Makes the file: what exists is never overwritten. */
static int create(struct tar *tar, const char *path)
{
	char *absolute;

	tar->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (tar->fd < 0 || fchmod(tar->fd, 0600)) {
		say("%s: %s (-o names a file to create)", path, strerror(errno));
		return -1;
	}
	absolute = realpath(path, NULL);
	if (absolute) {
		free(tar->path);
		tar->path = absolute;
	}
	return 0;
}

struct store *store_tar_open(const char *path, const char *name, bool *wrong)
{
	struct tar *tar = calloc(1, sizeof *tar);
	bool standard_output = !strcmp(path, "-");

	*wrong = true;
	if (!tar) {
		say("no memory: the run cannot begin");
		return NULL;
	}
	*tar = (struct tar){ .store = { tar_info, tar_events, tar_action, tar_commit, tar_end, tar_close, false, false, 0, "" },
		.fd = -1 };
	tar->path = strdup(standard_output ? "" : path);
	tar->folder = malloc(strlen(name) + sizeof RUN_SUFFIX "/");
	if (!tar->path || !tar->folder) {
		say("no memory: the run cannot begin");
		tar_close(&tar->store);
		return NULL;
	}
	memcpy(tar->folder, name, strlen(name));
	memcpy(tar->folder + strlen(name), RUN_SUFFIX "/", sizeof RUN_SUFFIX "/");
	if (standard_output)
		tar->fd = STDOUT_FILENO;
	else if (create(tar, path)) {
		tar_close(&tar->store);
		return NULL;
	}
	tar->store.path = tar->path;
	return &tar->store;
}
