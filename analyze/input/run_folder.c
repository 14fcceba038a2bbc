/* run_folder.c - members of a folder: names come from readdir and are opened relative to its
 * descriptor. */
#define _GNU_SOURCE /* strverscmp, DT_REG */
#include "run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../base/room.h"
#include "member_name.h"

enum {
	NAMES = 16, /* names per batch at most; fewer near the end, so that no worker waits for
		       another */
	DEPTH = 16  /* nested sub-folders at most: deep enough to match an archive of the same tree
		     */
};

static int compare_names(const void *a, const void *b)
{
	/* 9999 before 10000: rounds in order, each similar to the one before */
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

/* Returns DT_REG, DT_DIR or another; most file systems provide it without a system call per name.
 */
static int type_of(DIR *dir, const struct dirent *entry)
{
	struct stat info;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW))
		return DT_UNKNOWN;
	return S_ISREG(info.st_mode) ? DT_REG : S_ISDIR(info.st_mode) ? DT_DIR : DT_UNKNOWN;
}

/* Returns prefix, name and end joined, for free(). */
static char *join_name(const char *prefix, const char *name, const char *end)
{
	size_t len = strlen(prefix) + strlen(name) + strlen(end) + 1;
	char *joined = room_resize(NULL, len, 1);

	snprintf(joined, len, "%s%s%s", prefix, name, end);
	return joined;
}

/* Is it a name that only the run's own files have? What is not a file then is a value that is
 * missing, and no thing of somebody else's. */
static bool is_of_a_run(const char *text)
{
	struct member_name name;

	member_name_read(span_of(text), &name);
	return !name.hidden && (name.has_round || name.events || name.info);
}

static void keep_error(struct run_folder *folder, const char *prefix, const char *name)
{
	if (folder->unlisted)
		return;
	folder->error = errno;
	folder->unlisted = join_name(prefix, name, "");
}

/* Lists fd (-1: errno says why there is none) and closes it; sub-folders too, so that a folder of
 * runs or of rounds is recognized. */
static int list(struct run_folder *folder, int fd, const char *prefix, int depth)
{
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int error = errno;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		errno = error;
		return -1;
	}
	while (errno = 0, !folder->over && (entry = readdir(dir)) != NULL) {
		int type = type_of(dir, entry), sub;

		if (type == DT_DIR && depth == DEPTH && entry->d_name[0] != '.') {
			errno = 0;
			keep_error(folder, prefix, entry->d_name);
		} else if (type == DT_DIR && entry->d_name[0] != '.') {
			char *below = join_name(prefix, entry->d_name, "/");

			sub = openat(dirfd(dir), entry->d_name,
				O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			if (list(folder, sub, below, depth + 1))
				keep_error(folder, prefix, entry->d_name);
			free(below);
		}
		if (type != DT_REG && !is_of_a_run(entry->d_name))
			continue;
		folder->over = folder->count >= (folder->limit ? folder->limit : RUN_MEMBERS_LIMIT);
		if (folder->over)
			continue;
		folder->names = list_room(
			folder->names, folder->count + 1, &folder->room, sizeof *folder->names);
		folder->names[folder->count++] = join_name(prefix, entry->d_name, "");
	}
	if (!folder->over && errno)
		keep_error(folder, prefix, "");
	closedir(dir);
	return 0;
}

int run_folder_list(struct run_folder *folder)
{
	if (list(folder, dup(folder->fd), "", 0))
		return -1;
	if (folder->unlisted && !folder->count) {
		errno = folder->error ? folder->error : ENAMETOOLONG;
		return -1;
	}
	if (folder->count)
		qsort(folder->names, folder->count, sizeof *folder->names, compare_names);
	return 0;
}

void run_folder_of_files(struct run_folder *folder, const char *const *paths, size_t count)
{
	*folder = (struct run_folder){ .fd = AT_FDCWD, .count = count, .room = count };
	folder->names = room_resize(NULL, count, sizeof *folder->names);
	for (size_t i = 0; i < count; i++)
		folder->names[i] = join_name("", paths[i], "");
	qsort(folder->names, count, sizeof *folder->names, compare_names);
}

size_t run_folder_next(struct run_folder *folder, struct run_batch *batch)
{
	size_t left = folder->count - folder->next, count = left / (4 * NAMES) + (left > 0);

	batch->count = count < NAMES ? count : NAMES;
	for (size_t i = 0; i < batch->count; i++, folder->next++)
		batch->members[i] =
			(struct run_member){ .path = span_of(folder->names[folder->next]),
				.order = folder->next,
				.mtime_ms = -1 };
	return batch->count;
}

int run_folder_read(const struct run_folder *folder, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes)
{
	struct stat info;
	/* a member's path ends where the listed name ends */
	int fd =
		openat(folder->fd, member->path.at, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int result = fd < 0 || fstat(fd, &info) ? -1 : 0;
	bool is_link = fd < 0 && errno == ELOOP;
	const char *why = strerror(errno);

	if (is_link || (!result && !S_ISREG(info.st_mode))) {
		why = "it is no regular file";
		result = -1;
	} else if (!result) {
		member->mtime_ms =
			(int64_t)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
		member->is_mapped =
			!run_buffer_map(buffer, fd, info.st_size, RUN_MAP_FROM, &member->text);
		if (!member->is_mapped)
			result = run_buffer_read(buffer, fd, 0, info.st_size, &member->text);
		why = result == -2 ? "larger than 256 MiB" : strerror(errno);
	}
	if (result)
		notes_add_span(notes, 0, "left out:", span_of(why));
	if (fd >= 0)
		close(fd);
	return result ? -1 : 0;
}

void run_folder_free(struct run_folder *folder)
{
	for (size_t i = 0; i < folder->count; i++)
		free(folder->names[i]);
	free(folder->names);
	free(folder->unlisted);
	*folder = (struct run_folder){ .fd = -1 };
}
