/* symbol_folder.c - the ELF files of a folder and those below it, by build id. */
#include "symbol_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/list.h"
#include "../base/text.h"
#include "symbol_elf.h"

/* /usr/lib/debug is 4 levels deep. */
enum { DEPTH_MAX = 16 };

/* A folder that is being listed. */
struct listing {
	struct symbol_folder *folder;
	size_t files_max;
};

/* Opening another thing may hang (a FIFO) or act (a device), so it is asked for its type first. */
static int open_regular(int folder, const char *name)
{
	struct stat info;
	int fd;

	if (fstatat(folder, name, &info, 0) != 0 || !S_ISREG(info.st_mode))
		return -1;
	fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd >= 0 && (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void take_file(
	struct symbol_folder *folder, int parent, const char *prefix, const char *name)
{
	char id[SYMBOL_BUILD_ID];
	int fd = open_regular(parent, name);

	folder->seen++;
	if (fd < 0)
		return;
	if (symbol_elf_build_id(fd, id)) {
		folder->files = list_room(
			folder->files, folder->count + 1, &folder->room, sizeof *folder->files);
		folder->files[folder->count++] = (struct symbol_path){
			span_of(text_format(&folder->arena, "%s%s", prefix, name)),
			arena_copy(&folder->arena, span_of(id))
		};
	}
	close(fd);
}

static bool is_folder(int parent, const char *name)
{
	struct stat info;

	return fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

/* Lists fd and closes it. Returns -1 with errno if it cannot be read. */
static int list_folder(const struct listing *listing, int fd, const char *prefix, int depth)
{
	struct symbol_folder *folder = listing->folder;
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		close(fd);
		return -1;
	}
	while (!folder->cut && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		if (!is_folder(fd, name)) {
			folder->cut = folder->seen == listing->files_max;
			if (!folder->cut)
				take_file(folder, fd, prefix, name);
		} else if (depth < DEPTH_MAX) {
			int below =
				openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			if (below >= 0)
				(void)list_folder(listing, below,
					text_format(&folder->arena, "%s%s/", prefix, name),
					depth + 1);
		}
	}
	closedir(dir);
	return 0;
}

static int compare_files(const void *a, const void *b)
{
	const struct symbol_path *one = a, *other = b;
	int order = span_compare(one->build_id, other->build_id);

	return order != 0 ? order : span_compare(one->path, other->path);
}

int symbol_folder_open(struct symbol_folder *folder, const char *path, size_t files_max)
{
	const struct listing listing = { folder, files_max };
	int fd;

	*folder = (struct symbol_folder){ .fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (folder->fd < 0)
		return -1;
	fd = dup(folder->fd);
	if (fd < 0 || list_folder(&listing, fd, "", 0) != 0) {
		int error = errno;

		symbol_folder_close(folder);
		errno = error;
		return -1;
	}
	if (folder->count > 0)
		qsort(folder->files, folder->count, sizeof *folder->files, compare_files);
	return 0;
}

void symbol_folder_close(struct symbol_folder *folder)
{
	if (folder->fd >= 0)
		close(folder->fd);
	free(folder->files);
	arena_free(&folder->arena);
	*folder = (struct symbol_folder){ .fd = -1 };
}

const struct symbol_path *symbol_folder_find(
	const struct symbol_folder *folder, struct span build_id, size_t *count)
{
	size_t low = 0, high = folder->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (span_compare(folder->files[middle].build_id, build_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < folder->count &&
		span_equal(folder->files[low + *count].build_id, build_id))
		++*count;
	return &folder->files[low];
}

bool symbol_folder_has_name(const struct symbol_folder *folder, struct span name)
{
	for (size_t i = 0; i < folder->count; i++) {
		struct span path = folder->files[i].path;

		if (span_equal(span_from(path, (size_t)(span_rfind(path, '/') + 1)), name))
			return true;
	}
	return false;
}

int symbol_folder_file(const struct symbol_folder *folder, const struct symbol_path *file)
{
	return open_regular(folder->fd, file->path.at);
}
