/* native_reader.c - reads files below /proc, or a recorded one, by a kept folder descriptor */
#include "native_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../../base/buffer.h"
#include "../../base/list.h"
#include "../../base/text.h"

/* PROC_SUPER_MAGIC, include/uapi/linux/magic.h */
enum { PROC_MAGIC = 0x9fa0 };

/* The kernel makes at most a page of text a read of maps; more room than that is of no use. */
enum { PIECE = 4096 };

int native_reader_open(struct native_reader *reader, const char *folder)
{
	struct statfs system;

	*reader = (struct native_reader){ .folder = opendir(folder) };
	if (!reader->folder)
		return -1;
	reader->live = fstatfs(dirfd(reader->folder), &system) == 0 &&
		       (unsigned long)system.f_type == PROC_MAGIC;
	return 0;
}

void native_reader_close(struct native_reader *reader)
{
	if (reader->folder)
		closedir(reader->folder);
	free(reader->pids);
	*reader = (struct native_reader){ 0 };
}

static int compare_pids(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

static int add_pid(struct native_reader *reader, int32_t pid)
{
	int32_t *pids =
		list_room(reader->pids, reader->pid_count + 1, &reader->pid_room, sizeof *pids);

	if (!pids)
		return -1;
	reader->pids = pids;
	reader->pids[reader->pid_count++] = pid;
	return 0;
}

int native_reader_list(struct native_reader *reader)
{
	struct dirent *entry;
	bool ascending = true;

	reader->pid_count = 0;
	rewinddir(reader->folder);
	while (errno = 0, (entry = readdir(reader->folder)) != NULL) {
		const char *name = entry->d_name, *end = name + strlen(name);
		uint64_t pid;

		if (!text_read_decimal(&name, end, &pid) || name < end || pid > INT32_MAX)
			continue;
		if (add_pid(reader, (int32_t)pid) != 0)
			return -1;
		if (reader->pid_count > 1)
			ascending &= reader->pids[reader->pid_count - 2] < (int32_t)pid;
	}
	if (errno != 0)
		return -1;
	/* the kernel lists them in order, a recorded folder need not */
	if (!ascending)
		list_sort(reader->pids, reader->pid_count, sizeof *reader->pids, compare_pids);
	return 0;
}

enum native_read native_reader_error(void)
{
	switch (errno) {
	case ENOENT:
	case ESRCH:
	case ENOTDIR: /* in a recorded folder: a file with a number for a name is no process */
		return NATIVE_READ_GONE;
	case EACCES:
	case EPERM:
	case ELOOP: /* there, too: no later round would read more */
		return NATIVE_READ_DENIED;
	default:
		return NATIVE_READ_FAILED;
	}
}

/* The kernel makes the files of /proc. In a recorded folder anything may lie, and a FIFO or a
 * device would be waited for without end. */
static enum native_read look_at_file(const struct native_reader *reader, int fd)
{
	struct stat info;

	if (reader->live)
		return NATIVE_READ_DONE;
	if (fstat(fd, &info))
		return NATIVE_READ_FAILED;
	if (S_ISREG(info.st_mode))
		return NATIVE_READ_DONE;
	errno = ENXIO;
	return NATIVE_READ_DENIED;
}

enum native_read native_reader_file(const struct native_reader *reader, const char *name, int *fd)
{
	enum native_read result;
	int error;

	do
		*fd = openat(
			dirfd(reader->folder), name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	while (*fd < 0 && errno == EINTR);
	if (*fd < 0)
		return native_reader_error();
	result = look_at_file(reader, *fd);
	if (result == NATIVE_READ_DONE)
		return result;
	error = errno;
	close(*fd);
	*fd = -1;
	errno = error;
	return result;
}

long native_reader_more(int fd, struct buffer *into)
{
	ssize_t got;

	buffer_reserve(into, PIECE);
	do
		got = read(fd, into->bytes + into->len, into->room - into->len);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		into->len += (size_t)got;
	return got;
}

static enum native_read finish(int fd, long got)
{
	enum native_read result = got < 0 ? native_reader_error() : NATIVE_READ_DONE;

	close(fd);
	return result;
}

/* A file that comes whole if there is room ends with the read that leaves some. */
static enum native_read read_all(
	const struct native_reader *reader, const char *name, bool comes_whole, struct buffer *into)
{
	enum native_read result;
	long got;
	int fd;

	result = native_reader_file(reader, name, &fd);
	if (result != NATIVE_READ_DONE)
		return result;
	do
		got = native_reader_more(fd, into);
	while (got > 0 && !(comes_whole && into->len < into->room));
	return finish(fd, got);
}

enum native_read native_reader_piece(
	const struct native_reader *reader, const char *name, struct buffer *into)
{
	return read_all(reader, name, true, into);
}

enum native_read native_reader_whole(
	const struct native_reader *reader, const char *name, struct buffer *into)
{
	return read_all(reader, name, false, into);
}

void native_reader_name(char name[static NATIVE_READER_NAME], int32_t pid, const char *file)
{
	char *end = text_decimal(name, (uint64_t)pid, 0);

	*end++ = '/';
	memcpy(end, file, strlen(file) + 1);
}
