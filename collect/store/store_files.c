/* store_files.c - the files of a round, in the order that makes them safe: written under dot-names,
 * flushed, renamed; then the folder is flushed. */
#define _GNU_SOURCE /* sync_file_range */
#include "store_files.h"

#include <errno.h>
#include <stdio.h> /* renameat */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/format.h"
#include "../base/io.h"
#include "../base/waiting.h"
#include "store_name.h"

/* Closes, and keeps in errno why the work on it failed. */
static void close_after_failure(int fd)
{
	int error = errno;

	close(fd);
	errno = error;
}

int store_files_create(int folder, const char *name, int flags)
{
	int fd = openat(folder, name, flags, 0600);

	if (fd >= 0 && fchmod(fd, 0600)) {
		close_after_failure(fd);
		return -1;
	}
	return fd;
}

/* The name of a file until it is whole: a dot before its own. */
static void name_file(
	char name[static STORE_FILES_NAME], const struct store_round *round, enum kind kind)
{
	name[0] = '.';
	store_name(name + 1, STORE_FILES_NAME - 1, round->number, round->time_ms,
		kind_row(kind)->name);
}

void store_files_remove(int folder, const struct store_round *round)
{
	char name[STORE_FILES_NAME];
	int error = errno;

	for (enum kind kind = 0; kind < KINDS; kind++) {
		name_file(name, round, kind);
		(void)unlinkat(folder, name, 0);
		(void)unlinkat(folder, name + 1, 0);
	}
	errno = error;
}

/* One file under its dot-name, its bytes on their way to the disk. Returns the descriptor, or -1.
 */
static int write_file(int folder, const char *name, const struct buffer *text)
{
	int fd = store_files_create(folder, name, STORE_FILES_NEW);

	if (fd < 0)
		return -1;
	if (io_write_all(fd, text->bytes, text->len)) {
		close_after_failure(fd);
		return -1;
	}
	/* starts the transfer, so that the flushes below wait for all files at once; a hint: its
	 * failure shows in fdatasync */
	(void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	return fd;
}

int store_files_flush(int *fd)
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

/* Flushes a file of a round, unless all work is to end: a flush may take seconds on a slow disk,
 * and a round has many. Then errno is EINTR. */
static int flush_in_time(struct waiting *waiting, int *fd)
{
	if (!waiting_look(waiting))
		return store_files_flush(fd);
	errno = EINTR;
	return -1;
}

int store_files_write(
	int folder, const struct store_round *round, struct waiting *waiting, char *failed_name)
{
	char name[STORE_FILES_NAME] = ".";
	int fds[KINDS], result = 0;

	for (enum kind kind = 0; kind < KINDS; kind++)
		fds[kind] = -1;
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		name_file(name, round, kind);
		fds[kind] = write_file(folder, name, &round->text[kind]);
		result = fds[kind] < 0 ? -1 : 0;
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (fds[kind] < 0)
			continue;
		name_file(name, round, kind);
		result = flush_in_time(waiting, &fds[kind]);
	}
	for (enum kind kind = 0; kind < KINDS && !result; kind++) {
		if (!round->text[kind].len)
			continue;
		name_file(name, round, kind);
		result = renameat(folder, name, folder, name + 1);
	}
	memcpy(failed_name, name + 1, sizeof name - 1); /* of the last that was tried */
	if (!result && (result = io_flush_folder(folder)) != 0)
		format_text(failed_name, STORE_FILES_NAME, "(the folder)");
	for (enum kind kind = 0; kind < KINDS; kind++)
		if (fds[kind] >= 0)
			close_after_failure(fds[kind]);
	return result;
}
